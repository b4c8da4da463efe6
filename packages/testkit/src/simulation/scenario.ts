/** One seed: phones, a town and whatever can go wrong between them; then everything heals. */
import type { Reply } from "@lianfang/core/sync/phone/world.ts";
import { sealJournal } from "@lianfang/server/kernel/journal/seal.ts";
import { type Chance, chanceOf } from "./chance.ts";
import { findings } from "./checker.ts";
import {
  type Circumstances,
  type Device,
  endTab,
  newDevice,
  noFaults,
  openTab,
  type Path,
  type Tab,
} from "./device.ts";
import type { Snapshot, Stage, Worker } from "./towns.ts";
import type { World } from "./world.ts";

interface Late {
  path: Path;
  body: string;
  token: string;
}

const hourMs = 3_600_000;
/** Some hours before the server's clock, so that no reading is of the future but by a wrong clock. */
const startMs = Date.parse("2020-02-05T01:00:00.000Z");

/**
 * Runs a seed.
 * @returns what is wrong in the end, a line each, with what happened before
 */
export async function simulate(stage: Stage, seed: number, townId: string): Promise<string[]> {
  const chance = chanceOf(seed);
  const world = open(stage, chance, townId);
  const late: Late[] = [];
  const circumstances: Circumstances = {
    chance,
    wire: {
      deliver: (path, body, token) => deliver(stage, path, body, token),
      keepForLater: (path, body, token) => void late.push({ path, body, token }),
    },
    trueNow: () => world.nowMs,
  };
  await begin(world, circumstances);
  const backup: { begun?: Snapshot; done?: Snapshot } = {};
  const steps = 14 + chance.below(14);
  for (let step = 0; step < steps; step += 1) {
    world.nowMs += chance.below(4 * 60_000);
    await oneStep({ world, circumstances, late, backup });
  }
  await heal(world, circumstances, late);
  const wrong = [...world.wrong, ...(await findings(world))];
  return wrong.length === 0 ? [] : [...wrong, ...world.trace.map((line) => `    ${line}`)];
}

function open(stage: Stage, chance: Chance, townId: string): World {
  const workers = stage.workers.slice(0, 1 + chance.below(stage.workers.length));
  const faults = {
    loss: chance.number() * 0.3,
    repeat: chance.number() * 0.5,
    stall: chance.number() * 0.02,
    storage: chance.happens(0.5) ? chance.number() * 0.1 : 0,
    crash: chance.happens(0.5) ? chance.number() * 0.03 : 0,
  };
  const devices = workers.map((worker, at) => newDevice(`phone ${at + 1}`, worker, faults));
  return {
    stage,
    townId,
    chance,
    devices,
    saved: new Map(),
    scope: new Map(workers.map(({ accountId, home }) => [accountId, [home]])),
    lost: new Set(),
    putBack: new Set(),
    wasPutBack: false,
    trace: [],
    wrong: [],
    nowMs: startMs,
  };
}

async function begin(world: World, circumstances: Circumstances): Promise<void> {
  const { stage, chance, townId } = world;
  const { kernel } = stage.application.app;
  const { responseId } = await townOf(world);
  await kernel.vaults.make(kernel.db, townId, responseId, kernel.clock.now());
  for (const device of world.devices) {
    if (chance.happens(0.15)) device.protocol = 0;
    if (chance.happens(0.3)) device.offsetMs = (chance.number() * 2 - 1) * 26 * hourMs;
    await signIn(world, device);
    device.tabs = [openTab(device, circumstances)];
    if (chance.happens(0.3)) device.tabs.push(openTab(device, circumstances));
  }
}

async function townOf({ stage, townId }: World) {
  return (await system(stage).reader(townId, "simulation")).town;
}

const system = ({ application }: Stage) => application.app.system;

async function signIn({ stage, townId }: World, device: Device): Promise<void> {
  device.token = await stage.signIn(townId, workerOf(stage, device));
}

function workerOf(stage: Stage, device: Device): Worker {
  const worker = stage.workers.find(({ accountId }) => accountId === device.account.accountId);
  if (!worker) throw new Error("a phone of nobody");
  return worker;
}

async function deliver(stage: Stage, path: Path, body: string, token: string): Promise<Reply> {
  const answer = await stage.application.app.http.inject({
    method: "POST",
    url: `/api/sync/${path}`,
    headers: { "content-type": "application/json" },
    cookies: { lianfang: token },
    payload: body,
  });
  if (answer.statusCode === 200) return { is: "answered", body: answer.json() };
  return { is: "refused", status: answer.statusCode };
}

interface Going {
  world: World;
  circumstances: Circumstances;
  late: Late[];
  backup: { begun?: Snapshot; done?: Snapshot };
}

type Step = (going: Going, device: Device) => Promise<void>;

/** By weight. */
const steps: readonly [number, Step][] = [
  [9, save],
  [8, sync],
  [2, syncInAllTabs],
  [1.5, decideOnPhone],
  [1, jumpClock],
  [1, cutOffOrNot],
  [1, arriveLate],
  [0.5, tidy],
  [0.5, updateApp],
  [0.6, changeScope],
  [0.4, suspendOrResume],
  [0.15, loseDevice],
  [1.5, beginBackup],
  [2, finishBackup],
  [1.5, restore],
  [0.5, seal],
  [0.5, decideInOffice],
  [0.3, forge],
  [0.3, restart],
];
const total = steps.reduce((sum, [weight]) => sum + weight, 0);

async function oneStep(going: Going): Promise<void> {
  const { chance, devices, trace } = going.world;
  let at = chance.number() * total;
  const device = chance.pick(devices);
  for (const [weight, step] of steps) {
    at -= weight;
    if (at > 0) continue;
    trace.push(`${step.name} ${device.name}`);
    await step(going, device);
    return;
  }
}

/** Work in a tab, until it ends or the tab does; then the app is started anew. */
async function inTab(
  { world, circumstances }: Going,
  device: Device,
  work: (tab: Tab) => Promise<void>,
): Promise<void> {
  const tab = world.chance.pick(device.tabs);
  await Promise.race([work(tab), tab.crashed]);
  if (!tab.life.isDead) return;
  world.trace.push(`  ${device.name}: a tab crashed`);
  device.tabs[device.tabs.indexOf(tab)] = openTab(device, circumstances);
}

/** One round's readings: a few, one after the other. */
async function save(going: Going, device: Device): Promise<void> {
  for (let left = 1 + going.world.chance.below(3); left > 0; left -= 1)
    await saveOne(going, device);
}

async function saveOne(going: Going, device: Device): Promise<void> {
  const { world } = going;
  const { stage, chance, saved } = world;
  const held = device.contents.sets.flatMap(({ records }) => records.map(({ key }) => key));
  const orderId = chance.pick(held.length > 0 ? held : stage.orders[workerOf(stage, device).home]);
  const celsius = 36 + chance.below(20) / 10;
  // Mostly the wall's clock is read; the phone's may be a day off, and is refused then.
  const offsetMs = chance.happens(0.2) ? device.offsetMs : 0;
  const takenAt = new Date(world.nowMs + offsetMs).toISOString();
  const input = { orderId, celsius, takenAt };
  const before = new Set(device.contents.outbox.map(({ id }) => id));
  let isSafe: boolean | undefined;
  const kept = new Set<string>();
  await inTab(going, device, async ({ phone }) => {
    try {
      const id = await phone.save("observation.recordReading", input);
      isSafe = true;
      kept.add(id);
    } catch {
      isSafe = false;
    }
  });
  // Cut off at the end, it may be kept without anybody having been told.
  for (const { id } of device.contents.outbox) if (!before.has(id)) kept.add(id);
  for (const id of kept) {
    const wasHeld = held.length > 0;
    const record = { id, device, orderId, celsius, takenAt, isSafe, wasHeld };
    saved.set(id, { ...record, wasRefused: false, isGivenUp: false });
  }
}

async function sync(going: Going, device: Device): Promise<void> {
  await inTab(going, device, async ({ phone }) => {
    const { stopped } = await phone.sync();
    if (stopped) going.world.trace.push(`  ${device.name}: ${stopped}`);
  });
  noteRefused(going.world, device);
}

async function syncInAllTabs(going: Going, device: Device): Promise<void> {
  const { world, circumstances } = going;
  const tabs = [...device.tabs];
  await Promise.all(tabs.map((tab) => Promise.race([tab.phone.sync(), tab.crashed])));
  device.tabs = tabs.map((tab) => (tab.life.isDead ? openTab(device, circumstances) : tab));
  noteRefused(world, device);
}

function noteRefused({ saved }: World, device: Device): void {
  for (const { id, state } of device.contents.outbox) {
    const record = saved.get(id);
    if (record && (state === "refused" || state === "conflict")) record.wasRefused = true;
  }
}

/** Whoever holds the phone looks at what was refused. */
async function decideOnPhone(going: Going, device: Device): Promise<void> {
  const { world } = going;
  const { chance, saved } = world;
  const undecided = device.contents.outbox.filter(({ state }) => state === "refused");
  const [first] = undecided;
  const record = first && saved.get(first.id);
  if (!first || !record) return;
  const way = chance.pick(["retry", "mend", "discard"] as const);
  if (way === "retry") return inTab(going, device, ({ phone }) => quietly(phone.retry(first.id)));
  const isThere = () => device.contents.outbox.some(({ id }) => id === first.id);
  if (way === "discard") {
    await inTab(going, device, ({ phone }) => quietly(phone.discard(first.id)));
    record.isGivenUp ||= !isThere();
    return;
  }
  const takenAt = new Date(world.nowMs).toISOString();
  const { orderId, celsius } = record;
  const before = new Set(device.contents.outbox.map(({ id }) => id));
  await inTab(going, device, ({ phone }) =>
    quietly(phone.mend(first.id, { orderId, celsius, takenAt })),
  );
  record.isGivenUp ||= !isThere();
  for (const { id } of device.contents.outbox) {
    if (!before.has(id)) {
      saved.set(id, { ...record, id, takenAt, isSafe: true, wasRefused: true, isGivenUp: false });
    }
  }
}

async function quietly(work: Promise<unknown>): Promise<void> {
  await work.catch(() => {});
}

async function jumpClock({ world }: Going, device: Device): Promise<void> {
  device.offsetMs = (world.chance.number() * 2 - 1) * 26 * hourMs;
}

async function cutOffOrNot(_going: Going, device: Device): Promise<void> {
  device.isCutOff = !device.isCutOff;
}

/** Something that stalled in the network arrives, whatever has happened since. */
async function arriveLate({ world, late }: Going): Promise<void> {
  const at = world.chance.below(Math.max(1, late.length));
  const [message] = late.splice(at, 1);
  if (message) await deliver(world.stage, message.path, message.body, message.token);
}

async function tidy(going: Going, device: Device): Promise<void> {
  await inTab(going, device, ({ phone }) => quietly(phone.tidy()));
}

async function updateApp(_going: Going, device: Device): Promise<void> {
  device.protocol = 1;
}

async function restart({ circumstances }: Going, device: Device): Promise<void> {
  for (const tab of device.tabs) endTab(device, tab);
  device.tabs = device.tabs.map(() => openTab(device, circumstances));
}

/** The API as the town's office. */
function office({ stage, townId }: World) {
  const session = { token: undefined, set: () => {}, clear: () => {} };
  const asSystem = { townId, why: "simulation" };
  return stage.application.app.caller({ locale: "en", address: "", session, asSystem });
}

async function changeScope({ world }: Going, device: Device): Promise<void> {
  const { stage, chance, scope } = world;
  const { accountId } = device.account;
  const areas = chance.pick([["A"], ["B"], ["A", "B"]] as ("A" | "B")[][]);
  const { villageA, villageB } = stage.template.areas;
  await office(world).accounts.setGrants({
    id: chance.id(world.nowMs),
    accountId,
    grants: areas.map((area) => ({
      role: "grid-worker",
      scopeKind: "area",
      scopeId: area === "A" ? villageA : villageB,
    })),
  });
  if ((scope.get(accountId) ?? []).length > 0) scope.set(accountId, areas);
  await signIn(world, device);
}

async function suspendOrResume({ world }: Going, device: Device): Promise<void> {
  const { stage, chance, scope } = world;
  const { accountId } = device.account;
  const call = office(world).accounts;
  const id = chance.id(world.nowMs);
  if ((scope.get(accountId) ?? []).length > 0) {
    await call.suspend({ id, accountId });
    scope.set(accountId, []);
    return;
  }
  await call.resume({ id, accountId });
  const { grants } = (await accountOf(world, accountId)) ?? { grants: [] };
  const areas = grants.map(({ scopeId }) =>
    scopeId === stage.template.areas.villageA ? "A" : "B",
  );
  scope.set(accountId, areas as ("A" | "B")[]);
  await signIn(world, device);
}

async function accountOf({ stage, townId }: World, accountId: string) {
  const { db } = stage.application.app.kernel;
  const rows = await db
    .selectFrom("account_grant")
    .select("scope_id as scopeId")
    .where("town_id", "=", townId)
    .where("account_id", "=", accountId)
    .execute();
  return { grants: rows };
}

async function loseDevice({ world }: Going, device: Device): Promise<void> {
  const deviceId = device.contents.meta.device?.id;
  if (!deviceId) return;
  const id = world.chance.id(world.nowMs);
  await quietly(office(world).sync.reportLost({ id, deviceId }));
}

async function beginBackup({ world, backup }: Going): Promise<void> {
  await office(world).sync.beginBackup({ id: world.chance.id(world.nowMs) });
  backup.begun = await world.stage.snapshot(world.townId);
}

async function finishBackup({ world, backup }: Going): Promise<void> {
  if (!backup.begun) return;
  await quietly(office(world).sync.finishBackup({ id: world.chance.id(world.nowMs) }));
  backup.done = backup.begun;
  delete backup.begun;
}

/** To the last backup that is complete; sometimes nobody says so. */
async function restore({ world, backup }: Going): Promise<void> {
  if (!backup.done) return;
  await world.stage.putBack(world.townId, backup.done);
  delete backup.begun;
  world.wasPutBack = true;
  for (const { acknowledged, quarantined } of world.devices) {
    for (const id of [...acknowledged, ...quarantined]) world.putBack.add(id);
  }
  if (world.chance.happens(0.5)) {
    await office(world).sync.declareRestored({ id: world.chance.id(world.nowMs) });
  }
}

async function seal({ world }: Going): Promise<void> {
  const { kernel } = world.stage.application.app;
  await sealJournal(kernel.db, world.townId, kernel.keys, kernel.clock.now());
}

async function decideInOffice({ world }: Going): Promise<void> {
  const call = office(world).sync;
  const { rows } = await call.quarantine({ limit: 1 });
  const [record] = rows;
  if (!record) return;
  const { recordId } = record;
  const id = world.chance.id(world.nowMs);
  if (world.chance.happens(0.5)) await quietly(call.applyQuarantined({ id, recordId }));
  else await quietly(call.discardQuarantined({ id, recordId, reason: "重复登记" }));
}

/** A broken app sends an id again with other content. */
async function forge({ world }: Going, device: Device): Promise<void> {
  const { chance, saved, stage } = world;
  const known = [...saved.values()].filter((record) => device.acknowledged.has(record.id));
  const deviceKey = device.contents.meta.device;
  if (known.length === 0 || !deviceKey) return;
  const { id, orderId, takenAt } = chance.pick(known);
  const now = new Date(world.nowMs).toISOString();
  const sender = { ...deviceKey, label: "", appVersion: "0", protocol: 1, clock: now };
  const input = { orderId, takenAt, celsius: 42 };
  const command = { procedure: "observation.recordReading", id, happenedAt: now, input };
  // What is in no journal any more could be anything: then the forged one might be first.
  if (world.wasPutBack) return;
  const body = JSON.stringify({ device: sender, commands: [command] });
  const reply = await deliver(stage, "push", body, device.token);
  const told = reply.is === "answered" ? JSON.stringify(reply.body) : "conflict";
  if (!told.includes("conflict")) world.wrong.push(`${id} was taken with other content: ${told}`);
}

/**
 * Nothing goes wrong any more; whatever was under way arrives, the evening's backup is made, and
 * every phone comes to rest.
 */
async function heal(world: World, circumstances: Circumstances, late: Late[]): Promise<void> {
  for (const { path, body, token } of late.splice(0)) await deliver(world.stage, path, body, token);
  await office(world).sync.beginBackup({ id: world.chance.id(world.nowMs) });
  await office(world).sync.finishBackup({ id: world.chance.id(world.nowMs) });
  for (const device of world.devices) {
    Object.assign(device, { faults: noFaults, isCutOff: false, protocol: 1 });
    for (const tab of device.tabs) endTab(device, tab);
    const tab = openTab(device, circumstances);
    device.tabs = [tab];
    const isActive = (world.scope.get(device.account.accountId) ?? []).length > 0;
    for (let contact = 0; contact < 4; contact += 1) {
      // A phone that was lost is found, and its owner signs in again.
      if (isActive) await signIn(world, device);
      const { stopped } = await tab.phone.sync();
      noteRefused(world, device);
      // Once to settle what is left over, once to find nothing more to do.
      if (contact > 0 && stopped === undefined) break;
    }
  }
}
