/** What the town does meanwhile: scope, accounts, backups, and what its office decides. */
import { sealJournal } from "@lianfang/server/kernel/journal/seal.ts";
import type { Device } from "./device.ts";
import { forged } from "./entries.ts";
import { deliver, signIn } from "./network.ts";
import type { Place } from "./towns.ts";
import { type Going, isActive, type World, workerOf } from "./world.ts";

/** The API as the town's office. */
export function office({ stage, townId }: World) {
  const session = { token: undefined, set: () => {}, clear: () => {} };
  const asSystem = { townId, why: "simulation" };
  return stage.application.app.caller({ locale: "en", address: "", session, asSystem });
}

const choices: Record<"grid-worker" | "checkpoint-guard", readonly (readonly Place[])[]> = {
  "grid-worker": [["A"], ["B"], ["A", "B"]],
  "checkpoint-guard": [["bridge"], ["pier"], ["gate"], ["bridge", "gate"]],
};

export async function changeScope({ world }: Going, device: Device): Promise<void> {
  const { stage, chance, scope } = world;
  const { accountId } = device.account;
  const { role } = workerOf(stage, device);
  const places = chance.pick(choices[role]);
  const grants = places.map((place) => ({ role, ...stage.scopes[place] }));
  await office(world).accounts.setGrants({ id: chance.id(world.nowMs), accountId, grants });
  if (isActive(world, device)) scope.set(accountId, places);
  await signIn(world, device);
}

export async function suspendOrResume({ world }: Going, device: Device): Promise<void> {
  const { chance, scope } = world;
  const { accountId } = device.account;
  const call = office(world).accounts;
  const id = chance.id(world.nowMs);
  if (isActive(world, device)) {
    await call.suspend({ id, accountId });
    scope.set(accountId, []);
    return;
  }
  await call.resume({ id, accountId });
  scope.set(accountId, await placesOf(world, accountId));
  await signIn(world, device);
}

async function placesOf({ stage, townId }: World, accountId: string): Promise<Place[]> {
  const rows = await stage.application.app.kernel.db
    .selectFrom("account_grant")
    .select("scope_id")
    .where("town_id", "=", townId)
    .where("account_id", "=", accountId)
    .execute();
  const granted = new Set(rows.map(({ scope_id }) => scope_id));
  const places = Object.entries(stage.scopes) as [Place, { scopeId: string }][];
  return places.flatMap(([place, { scopeId }]) => (granted.has(scopeId) ? place : []));
}

export async function loseDevice({ world }: Going, device: Device): Promise<void> {
  const deviceId = device.contents.meta.device?.id;
  if (!deviceId) return;
  const id = world.chance.id(world.nowMs);
  await office(world)
    .sync.reportLost({ id, deviceId })
    .catch(() => {});
}

export async function beginBackup({ world, backup }: Going): Promise<void> {
  await office(world).sync.beginBackup({ id: world.chance.id(world.nowMs) });
  backup.begun = await world.stage.snapshot(world.townId);
}

export async function finishBackup({ world, backup }: Going): Promise<void> {
  if (!backup.begun) return;
  const id = world.chance.id(world.nowMs);
  await office(world)
    .sync.finishBackup({ id })
    .catch(() => {});
  backup.done = backup.begun;
  delete backup.begun;
}

/** To the last backup that is complete; sometimes nobody says so. */
export async function restore({ world, backup }: Going): Promise<void> {
  if (!backup.done) return;
  await world.stage.putBack(world.townId, backup.done);
  delete backup.begun;
  world.wasPutBack = true;
  for (const { acknowledged, quarantined } of world.devices) {
    for (const id of [...acknowledged, ...quarantined]) world.putBack.add(id);
  }
  world.isDeclared = world.chance.happens(0.5);
  if (world.isDeclared) {
    await office(world).sync.declareRestored({ id: world.chance.id(world.nowMs) });
  }
}

export async function seal({ world }: Going): Promise<void> {
  const { kernel } = world.stage.application.app;
  await sealJournal(kernel.db, world.townId, kernel.keys, kernel.clock.now());
}

export async function decideInOffice({ world }: Going): Promise<void> {
  const call = office(world).sync;
  const { rows } = await call.quarantine({ limit: 1 });
  const [record] = rows;
  if (!record) return;
  const { recordId } = record;
  const id = world.chance.id(world.nowMs);
  const decided = world.chance.happens(0.5)
    ? call.applyQuarantined({ id, recordId })
    : call.discardQuarantined({ id, recordId, reason: "重复登记" });
  await decided.catch(() => {});
}

/** Two guards wrote down one car: the office says so, and the later record counts no more. */
export async function judgeDouble({ world }: Going): Promise<void> {
  const call = office(world).checkpoints;
  const { pairs } = await call.doubles({});
  const [pair] = pairs;
  if (!pair) return;
  const [earlierId, laterId] = [pair.earlier.crossingId, pair.later.crossingId];
  const id = world.chance.id(world.nowMs);
  const isSame = world.chance.happens(0.7);
  await call.judgeDouble({ id, earlierId, laterId, isSame });
  if (isSame) world.doubles.add(laterId);
}

/** A broken app sends an id again with other content. */
export async function forge({ world }: Going, device: Device): Promise<void> {
  const { chance, saved, stage } = world;
  const known = [...saved.values()].filter((record) => device.acknowledged.has(record.id));
  const deviceKey = device.contents.meta.device;
  // What is in no journal any more could be anything: then the forged one might be first.
  if (known.length === 0 || !deviceKey || world.wasPutBack) return;
  const { id, entry } = chance.pick(known);
  const now = new Date(world.nowMs).toISOString();
  const sender = { ...deviceKey, label: "", appVersion: "0", protocol: 1, clock: now };
  const command = { procedure: entry.procedure, id, happenedAt: now, input: forged(entry) };
  const body = JSON.stringify({ device: sender, commands: [command] });
  const reply = await deliver(stage, "push", body, device.token);
  const told = reply.is === "answered" ? JSON.stringify(reply.body) : "conflict";
  if (!told.includes("conflict")) world.wrong.push(`${id} was taken with other content: ${told}`);
}
