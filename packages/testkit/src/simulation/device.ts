/** A phone in the simulation: its storage outlives its tabs, which may end at every await. */
import { openPhone, type Phone } from "@lianfang/core/sync/phone/phone.ts";
import type { PhoneStore, PhoneWorld, Reply } from "@lianfang/core/sync/phone/world.ts";
import type { Chance } from "./chance.ts";
import { type Contents, changed, emptyContents } from "./memory-store.ts";

/** How bad things are; each seed draws its own. */
export interface Faults {
  loss: number;
  repeat: number;
  stall: number;
  storage: number;
  /** At each await. */
  crash: number;
}

export const noFaults: Faults = { loss: 0, repeat: 0, stall: 0, storage: 0, crash: 0 };

export type Path = "push" | "pull" | "wiped";

/** The network as a phone meets it. */
export interface Wire {
  /** Carries a request to the server and its answer back. */
  deliver(path: Path, body: string, token: string): Promise<Reply>;
  /** Keeps a request that will arrive some time later. */
  keepForLater(path: Path, body: string, token: string): void;
}

export interface Device {
  name: string;
  account: { accountId: string; userName: string };
  /** The session's token, in the cookie. */
  token: string;
  protocol: number;
  /** How far its clock is off. */
  offsetMs: number;
  isCutOff: boolean;
  faults: Faults;
  /** What this app knows to show. */
  sets: readonly { name: string; version: number }[];
  /** How many awaits its core has come to. */
  awaits: number;
  /** Those of them before which something was stored, sent or done: the others leave what these do. */
  distinct: number[];
  hasChanged: boolean;
  /** The tab ends at this one of them. */
  crashAt?: number | undefined;
  contents: Contents;
  /** Ids whose acknowledgement was stored. */
  acknowledged: Set<string>;
  /** Ids the server took for review, as the phone heard. */
  quarantined: Set<string>;
  /** Ids that were on it when it was wiped or somebody signed out, already acknowledged. */
  letGo: Set<string>;
  tabs: Tab[];
  /** The tab whose request is on its way; one that has died meanwhile says nothing any more. */
  speaking: Life | undefined;
  /** How often a tab spoke while another did. */
  interruptions: number;
}

/** A tab that is dead does nothing any more, whatever it was waiting for. */
interface Life {
  isDead: boolean;
}

export interface Tab {
  phone: Phone;
  life: Life;
  /** Resolves when the tab has crashed. */
  crashed: Promise<void>;
}

const never = (): Promise<never> => new Promise(() => {});

export interface Circumstances {
  chance: Chance;
  wire: Wire;
  trueNow(): number;
}

/** A fresh start of the app in one tab. */
export function openTab(device: Device, { chance, wire, trueNow }: Circumstances): Tab {
  let crash = (): void => {};
  const crashed = new Promise<void>((resolve) => {
    crash = resolve;
  });
  const life: Life = { isDead: false };
  /** Every await of the core passes here, before and after. */
  const point = async (): Promise<void> => {
    if (!life.isDead) device.awaits += 1;
    if (device.hasChanged) device.distinct.push(device.awaits);
    device.hasChanged = false;
    const isDue = device.awaits === device.crashAt || chance.happens(device.faults.crash);
    if (!life.isDead && isDue) {
      life.isDead = true;
      if (locks.get(device) === life) locks.delete(device);
      crash();
    }
    if (life.isDead) await never();
  };
  const now = (): number => trueNow() + device.offsetMs;
  const sending = { chance, wire, point };
  const world: PhoneWorld = {
    store: storeOf(device, chance, point),
    send: (path, body) =>
      inTurn(device, life, () => sendOver(device, sending, path, JSON.stringify(body))),
    async exclusively(work) {
      await point();
      if (locks.has(device)) return undefined;
      locks.set(device, life);
      device.hasChanged = true;
      try {
        return await work();
      } finally {
        if (locks.get(device) === life) locks.delete(device);
      }
    },
    now,
    random: () => chance.number(),
    newId: () => chance.id(now()),
    owner: device.account.accountId,
    get app() {
      return { label: device.name, version: "0.1.0", protocol: device.protocol };
    },
    sets: device.sets,
  };
  return { phone: openPhone(world), life, crashed };
}

/** As `navigator.locks`: gone with the tab that held it. */
const locks = new WeakMap<Device, Life>();

/** The app is closed, whatever it was doing. */
export function endTab(device: Device, { life }: Tab): void {
  life.isDead = true;
  if (locks.get(device) === life) locks.delete(device);
}

function storeOf(device: Device, chance: Chance, point: () => Promise<void>): PhoneStore {
  const read = async <Value>(value: (contents: Contents) => Value): Promise<Value> => {
    await point();
    return structuredClone(value(device.contents));
  };
  return {
    meta: () => read(({ meta }) => meta),
    outbox: () => read(({ outbox }) => outbox),
    sets: () => read(({ sets }) => sets.map(({ records: _, ...set }) => set)),
    async write(changes, onlyFor) {
      await point();
      if (chance.happens(device.faults.storage)) throw new Error("QuotaExceededError");
      const { meta, outbox } = device.contents;
      if (onlyFor !== undefined && meta.device?.id !== onlyFor) return;
      const kept = structuredClone(changes);
      for (const change of kept) {
        if (change.do === "settle" && change.state === "acknowledged") {
          device.acknowledged.add(change.id);
        }
        if (change.do === "clear") {
          for (const { id, state } of outbox) if (state === "acknowledged") device.letGo.add(id);
        }
      }
      device.contents = changed(device.contents, kept);
      device.hasChanged = true;
      await point();
    },
  };
}

/** Of the tabs of a phone one speaks at a time: of two, each would act on answers to what the other has sent. */
async function inTurn<Said>(device: Device, life: Life, say: () => Promise<Said>): Promise<Said> {
  const { speaking } = device;
  if (speaking && speaking !== life && !speaking.isDead) device.interruptions += 1;
  device.speaking = life;
  try {
    return await say();
  } finally {
    if (device.speaking === life) device.speaking = undefined;
  }
}

interface Sending {
  chance: Chance;
  wire: Wire;
  point(): Promise<void>;
}

async function sendOver(
  device: Device,
  { chance, wire, point }: Sending,
  path: Path,
  body: string,
): Promise<Reply> {
  const { faults, token } = device;
  await point();
  if (device.isCutOff) return { is: "unreachable" };
  if (chance.happens(faults.stall)) {
    wire.keepForLater(path, body, token);
    return { is: "unreachable" };
  }
  if (chance.happens(faults.loss / 2)) return { is: "unreachable" };
  const twice = chance.happens(faults.repeat);
  const isLate = twice && chance.happens(0.5);
  if (isLate) wire.keepForLater(path, body, token);
  const copies = twice && !isLate ? [1, 2] : [1];
  const [reply = { is: "unreachable" as const }] = await Promise.all(
    copies.map(() => wire.deliver(path, body, token)),
  );
  device.hasChanged = true;
  await point();
  if (chance.happens(faults.loss / 2)) return { is: "unreachable" };
  noteQuarantined(device, reply);
  return reply;
}

function noteQuarantined(device: Device, reply: Reply): void {
  if (reply.is !== "answered") return;
  const { outcomes } = reply.body as { outcomes?: { is: string; id: string }[] };
  for (const { is, id } of outcomes ?? []) if (is === "quarantined") device.quarantined.add(id);
}

export function newDevice(
  name: string,
  account: Device["account"],
  sets: Device["sets"],
  faults: Faults,
): Device {
  return {
    name,
    account,
    token: "",
    protocol: 1,
    offsetMs: 0,
    isCutOff: false,
    faults,
    sets,
    awaits: 0,
    distinct: [],
    hasChanged: true,
    contents: emptyContents(),
    acknowledged: new Set(),
    quarantined: new Set(),
    letGo: new Set(),
    tabs: [],
    speaking: undefined,
    interruptions: 0,
  };
}
