/** Where the app stands before its screens: nobody yet, locked, open. One for the page. */
import type { Me } from "@lianfang/core/accounts/contract.ts";
import { staleSets } from "@lianfang/core/sync/phone/tidy.ts";
import { PushAnswer } from "@lianfang/core/sync/protocol.ts";
import { useSyncExternalStore } from "react";
import { v7 as newId } from "uuid";
import type { FieldPhone } from "../../kernel/field/phone.ts";
import { listenersOf } from "../../kernel/listeners.ts";
import {
  deleteFieldDatabase,
  type FieldDatabase,
  forgetSet,
  inOne,
  openFieldDatabase,
  storeNames,
  theOne,
} from "./database.ts";
import { appOf, deviceLabel } from "./device.ts";
import { ask, endSession, setProof, signInWith, whoAmI } from "./network.ts";
import { mostWrongPins, pinPauseMs } from "./pin-rules.ts";
import { type Closing, openUnlocked } from "./unlocked.ts";
import { type Lock, makeVault, openByPin, openByServer, withNewPin } from "./vault.ts";

/** What was learnt at a sign-in, until the PIN is chosen. */
export interface Arrival {
  me: Me;
  deviceId: string;
  deviceKey: string;
}

export type Stage =
  | { at: "starting" }
  /** Without HTTPS or with storage turned off. */
  | { at: "impossible"; why: "insecure" | "no-storage" }
  /** Nobody's phone: sign in. */
  | { at: "new"; after?: Closing }
  /** Signed in: a PIN for this phone. */
  | { at: "choose-pin"; arrival: Arrival }
  | { at: "locked"; lock: Lock; unsent: number }
  /** The same person signs in with the password, for a new PIN. */
  | { at: "forgotten"; lock: Lock }
  | { at: "open"; phone: FieldPhone; lock: Lock };

let stage: Stage = { at: "starting" };
let database: FieldDatabase | undefined;
const { subscribe, tell } = listenersOf();

function become(next: Stage): void {
  stage = next;
  tell();
}

export function useStage(): Stage {
  return useSyncExternalStore(subscribe, () => stage);
}

/** Opens the storage and shows the lock, or the sign-in. */
export async function start(): Promise<void> {
  if (!globalThis.isSecureContext || !globalThis.crypto?.subtle || !navigator.locks)
    return become({ at: "impossible", why: "insecure" });
  try {
    database = await openFieldDatabase();
  } catch {
    return become({ at: "impossible", why: "no-storage" });
  }
  await tidyWhileLocked(database);
  await showDoor();
}

function opened(): FieldDatabase {
  if (!database) throw new Error("the storage is not open");
  return database;
}

export async function showDoor(after?: Closing): Promise<void> {
  const lock = await opened().get("lock", theOne);
  if (!lock) return become(after ? { at: "new", after } : { at: "new" });
  become({ at: "locked", lock, unsent: await unsentCount() });
}

async function unsentCount(): Promise<number> {
  const rows = await opened().getAll("outbox");
  return rows.filter(({ state }) => state !== "acknowledged").length;
}

/** What was held too long without contact goes even while nobody unlocks the phone. */
async function tidyWhileLocked(db: FieldDatabase): Promise<void> {
  const meta = await db.get("meta", theOne);
  const sets = await db.getAll("sets");
  const names = staleSets(meta?.lastContactAt, sets, Date.now());
  await forgetHeld(db, names);
}

async function forgetHeld(db: FieldDatabase, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  await inOne(db, async (writing) => {
    for (const name of names) await forgetSet(writing, name);
  });
}

export type SignInResult =
  | { is: "done" }
  | { is: "unreachable" }
  /** In the server's words; or somebody else's phone. */
  | { is: "refused"; message: string; mend: string }
  | { is: "another-owner" };

/**
 * Signs in and makes the first contact, which gives this device its key.
 * @param lock of the phone's owner, where it has one: nobody else may sign in on it
 */
export async function signIn(
  who: { townId: string | undefined; userName: string; password: string },
  lock?: Lock,
): Promise<SignInResult & { arrival?: Arrival }> {
  const answer = await signInWith(who);
  if (answer.is !== "answered") return answer;
  const me = await whoAmI();
  if (!me) return { is: "unreachable" };
  if (lock && lock.owner.accountId !== me.accountId) {
    await endSession();
    return { is: "another-owner" };
  }
  const meta = lock && (await opened().get("meta", theOne));
  const deviceId = meta?.device?.id ?? newId();
  const contact = await firstContact(deviceId);
  if (!contact) return { is: "unreachable" };
  return { is: "done", arrival: { me, deviceId, deviceKey: contact } };
}

/** Without the device's key, so that the server tells it. */
async function firstContact(id: string): Promise<string | undefined> {
  const { version, ...app } = appOf(deviceLabel());
  const device = { id, ...app, appVersion: version, clock: new Date().toISOString() };
  const answer = await ask("/api/sync/push", { device, commands: [], confirm: [] });
  if (answer.is !== "answered") return undefined;
  return PushAnswer.safeParse(answer.body).data?.deviceKey;
}

export function choosePin(arrival: Arrival): void {
  become({ at: "choose-pin", arrival });
}

/** The phone becomes somebody's. */
export async function setUp({ me, deviceId, deviceKey }: Arrival, pin: string): Promise<void> {
  const { accountId, displayName, userName, town } = me;
  const owner = { accountId, displayName, userName, townId: town.townId };
  const { lock, key } = await makeVault(pin, deviceKey, owner);
  await inOne(opened(), async (writing) => {
    for (const name of storeNames) await writing.objectStore(name).clear();
    await writing.objectStore("lock").put(lock, theOne);
    await writing.objectStore("meta").put({ owner: accountId, device: { id: deviceId } }, theOne);
  });
  await navigator.storage?.persist?.().catch(() => false);
  await enter(lock, key, me);
}

async function enter(lock: Lock, key: CryptoKey, me?: Me): Promise<void> {
  const phone = await openUnlocked({
    database: opened(),
    key,
    me,
    label: deviceLabel(),
    onClose: (why) => void closed(why),
  });
  become({ at: "open", phone, lock });
}

async function closed(why: Closing): Promise<void> {
  if (why === "locked") return showDoor();
  await everythingGone();
  become({ at: "new", after: why });
}

/** Nothing is left, and the session ends where there is a network. */
async function everythingGone(): Promise<void> {
  opened().close();
  database = undefined;
  await deleteFieldDatabase();
  database = await openFieldDatabase();
  void endSession().finally(() => setProof(undefined));
}

export type UnlockResult =
  | { is: "open" }
  | { is: "wrong"; left: number }
  | { is: "wait"; ms: number }
  | { is: "closed" };

/** A try is counted before it is made, so that closing the app doesn't undo it. */
export async function unlock(pin: string): Promise<UnlockResult> {
  const db = opened();
  const lock = await db.get("lock", theOne);
  if (!lock) {
    await showDoor("signed-out");
    return { is: "closed" };
  }
  const now = Date.now();
  const ms = pinPauseMs(lock.failures, lock.failedAt, now);
  if (ms > 0) return { is: "wait", ms };
  const failures = lock.failures + 1;
  await keepLock({ ...lock, failures, failedAt: now });
  try {
    const key = await openByPin(lock, pin);
    const right = { ...lock, failures: 0, failedAt: 0 };
    await keepLock(right);
    await enter(right, key);
    return { is: "open" };
  } catch {
    if (failures < mostWrongPins) return { is: "wrong", left: mostWrongPins - failures };
    await barPin({ ...lock, failures, failedAt: now });
    return { is: "closed" };
  }
}

async function keepLock(lock: Lock): Promise<void> {
  await inOne(opened(), async (writing) => {
    await writing.objectStore("lock").put(lock, theOne);
  });
}

/** What is held goes; what waits stays, and opens with the password. */
async function barPin(lock: Lock): Promise<void> {
  await keepLock({ ...lock, byPin: undefined });
  const sets = await opened().getAll("sets");
  await forgetHeld(
    opened(),
    sets.map(({ name }) => name),
  );
  await showDoor();
}

export function forgotPin(lock: Lock): void {
  become({ at: "forgotten", lock });
}

/** After a sign-in with the password. @returns whether this phone's contents could be opened */
export async function setNewPin(lock: Lock, arrival: Arrival, pin: string): Promise<boolean> {
  try {
    const renewed = await openByServer(lock, arrival.deviceKey, pin);
    await keepLock(renewed.lock);
    await enter(renewed.lock, renewed.key, arrival.me);
    return true;
  } catch {
    return false;
  }
}

/** @returns whether the old PIN was right */
export async function changePin(oldPin: string, pin: string): Promise<boolean> {
  const lock = await opened().get("lock", theOne);
  if (!lock) return false;
  try {
    await keepLock(await withNewPin(lock, oldPin, pin));
    return true;
  } catch {
    return false;
  }
}

/** Gives the phone up without its PIN: everything on it is deleted. Whoever asks has confirmed it. */
export async function giveUp(): Promise<void> {
  await everythingGone();
  become({ at: "new", after: "signed-out" });
}
