/** Whose phone it is, and whether it is still welcome. */
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import { addMinutes } from "@lianfang/core/kernel/time.ts";
import { problems } from "@lianfang/core/sync/contract.ts";
import { type Contact, type Device, protocolVersion } from "@lianfang/core/sync/protocol.ts";
import type { PublicContext } from "../kernel/context.ts";
import { endSession, readSession, type SignedIn } from "../kernel/session/session.ts";
import {
  type DeviceNews,
  deviceStore,
  devicesNamed,
  type HeldDevice,
  keyOf,
  opens,
} from "./device-store.ts";
import { isOurs, type Standing, standingOf } from "./history-store.ts";

export type Sender = { device: HeldDevice; newKey?: string } & (
  | { isWelcome: true; signedIn: SignedIn }
  /** What it sends is kept for review, and it is to be wiped. */
  | { isWelcome: false; because: "suspended" | "device-lost" }
);

/**
 * By the session; or, where that has ended because the account was suspended or the phone reported
 * lost, by the phone's own key.
 * @throws Problem `kernel.unauthenticated`: somebody is to sign in, whatever waits goes on waiting
 */
export async function senderOf(open: PublicContext, device: Device): Promise<Sender> {
  const { db, now } = open;
  const { token } = open.session;
  const [signedIn, named] = await Promise.all([
    token ? readSession(db, token, now) : undefined,
    devicesNamed(db, device.id),
  ]);
  if (!signedIn) return byKey(named, device);
  const held = named.find(({ townId }) => townId === signedIn.town.townId);
  if (held && held.accountId !== signedIn.accountId) throw problems.deviceOfAnother();
  const news = newsOf(device, now);
  const store = deviceStore(db, signedIn.town.townId);
  if (held && opens(held, device.key)) {
    if (isNews(held, news)) await store.note(device.id, news);
    if (!held.lostAt) return { device: held, isWelcome: true, signedIn };
    // Else whoever found it would be a new device at once. What waits still comes by its key.
    await endSession(db, token ?? "");
    open.session.clear();
    return { device: held, isWelcome: false, because: "device-lost" };
  }
  const { key, hash } = keyOf(open.kernel.keys, signedIn.town.townId, device.id);
  await store.register(device.id, signedIn.accountId, hash, news);
  const known = registered(device.id, signedIn, hash, news, held);
  const sender = { device: known, newKey: key };
  return held?.lostAt
    ? { ...sender, isWelcome: false, because: "device-lost" }
    : { ...sender, isWelcome: true, signedIn };
}

function byKey(named: readonly HeldDevice[], { key }: Device): Sender {
  const device = named.find((each) => opens(each, key));
  if (!device) throw kernelProblems.unauthenticated();
  if (device.lostAt) return { device, isWelcome: false, because: "device-lost" };
  if (device.accountState === "suspended")
    return { device, isWelcome: false, because: "suspended" };
  throw kernelProblems.unauthenticated();
}

function newsOf({ label, appVersion, protocol, clock, unsent }: Device, now: string): DeviceNews {
  const skewMs = Date.parse(clock) - Date.parse(now);
  return { label, appVersion, protocol, lastSeenAt: now, skewMs, unsent };
}

const noteworthySkewMs = 2_000;

function isNews(held: HeldDevice, news: DeviceNews): boolean {
  return (
    held.wipedAt !== undefined ||
    addMinutes(held.lastSeenAt, 1) < news.lastSeenAt ||
    Math.abs(held.skewMs - news.skewMs) > noteworthySkewMs ||
    held.unsent !== news.unsent ||
    held.label !== news.label ||
    held.appVersion !== news.appVersion ||
    held.protocol !== news.protocol
  );
}

function registered(
  deviceId: string,
  { accountId, town: { townId } }: SignedIn,
  keyHash: Buffer,
  news: DeviceNews,
  held: HeldDevice | undefined,
): HeldDevice {
  return {
    townId,
    deviceId,
    accountId,
    accountState: "active",
    keyHash,
    ...news,
    scopeSeen: held?.scopeSeen ?? {},
    hasQuarantined: held?.hasQuarantined ?? false,
    lostAt: held?.lostAt,
    wipedAt: held?.wipedAt,
    standing: held?.standing,
  };
}

/** What every answer tells a phone. */
export async function contactWith(
  { db, now }: PublicContext,
  sender: Sender,
  { protocol, seen }: Device,
): Promise<{ contact: Contact; standing: Standing }> {
  const { townId } = sender.device;
  const standing = sender.device.standing ?? (await standingOf(db, townId));
  const contact = {
    now,
    deviceKey: sender.newKey,
    history: standing.history,
    sendAgain: seen !== undefined && !(await isOurs(db, townId, standing, seen)),
    backup: standing.backup.id,
    wipe: !sender.isWelcome,
    update: protocol < protocolVersion,
  };
  return { contact, standing };
}
