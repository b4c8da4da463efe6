/**
 * The lock before everything that is stored. One random key seals the contents; it is stored only
 * sealed itself: under the PIN, and under what the server gives this device to whoever signs in with
 * the password, so that a forgotten PIN costs nothing that waits.
 */
import { openBytes, type Sealed, sealBytes } from "./sealing.ts";

/** Of PBKDF2 with SHA-256; OWASP's advice of 2023. */
export const pinIterations = 600_000;

export interface Lock {
  salt: Uint8Array<ArrayBuffer>;
  iterations: number;
  /** Can't be read out of the browser: what is stored opens on this phone only. */
  phoneKey: CryptoKey;
  /** Absent after too many wrong PINs: then only the password helps. */
  byPin?: Sealed | undefined;
  byServer: Sealed;
  /** Wrong PINs in a row. */
  failures: number;
  /** By this phone's clock, milliseconds. */
  failedAt: number;
  owner: { accountId: string; displayName: string; userName: string; townId: string };
}

const pinPlace = "vault:pin";
const serverPlace = "vault:server";

async function keyFromPin(
  pin: string,
  lock: Pick<Lock, "salt" | "iterations">,
): Promise<CryptoKey> {
  const { salt, iterations } = lock;
  const base = await crypto.subtle.importKey(
    "raw",
    new TextEncoder().encode(pin),
    "PBKDF2",
    false,
    ["deriveKey"],
  );
  return crypto.subtle.deriveKey(
    { name: "PBKDF2", hash: "SHA-256", salt, iterations },
    base,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
}

async function keyFromServer(deviceKey: string, salt: Lock["salt"]): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey(
    "raw",
    new TextEncoder().encode(deviceKey),
    "HKDF",
    false,
    ["deriveKey"],
  );
  const info = new TextEncoder().encode("lianfang field vault");
  return crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt, info },
    base,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
}

/** From here on the key seals and opens, and can't be read. */
function contentKey(raw: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

async function sealedByPin(raw: Uint8Array<ArrayBuffer>, pin: string, lock: PinLock) {
  const inner = await sealBytes(await keyFromPin(pin, lock), raw, pinPlace);
  return sealBytes(lock.phoneKey, inner, pinPlace);
}

type PinLock = Pick<Lock, "salt" | "iterations" | "phoneKey">;

async function used<Result>(
  raw: Uint8Array<ArrayBuffer>,
  work: (raw: Uint8Array<ArrayBuffer>) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(raw);
  } finally {
    raw.fill(0);
  }
}

/** A new vault. @param deviceKey what the server gave this device at its first contact */
export async function makeVault(
  pin: string,
  deviceKey: string,
  owner: Lock["owner"],
): Promise<{ lock: Lock; key: CryptoKey }> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const phoneKey = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  const base = { salt, iterations: pinIterations, phoneKey };
  return used(crypto.getRandomValues(new Uint8Array(32)), async (raw) => ({
    key: await contentKey(raw),
    lock: {
      ...base,
      byPin: await sealedByPin(raw, pin, base),
      byServer: await sealBytes(await keyFromServer(deviceKey, salt), raw, serverPlace),
      failures: 0,
      failedAt: 0,
      owner,
    },
  }));
}

async function rawByPin(lock: Lock, pin: string) {
  if (!lock.byPin) throw new Error("the PIN no longer opens this");
  const inner = await openBytes(lock.phoneKey, lock.byPin, pinPlace);
  return openBytes(await keyFromPin(pin, lock), new Uint8Array(inner), pinPlace);
}

/** @throws when the PIN is wrong */
export async function openByPin(lock: Lock, pin: string): Promise<CryptoKey> {
  return used(await rawByPin(lock, pin), contentKey);
}

/** Another PIN, by the old one. @throws when that is wrong */
export async function withNewPin(lock: Lock, oldPin: string, pin: string): Promise<Lock> {
  return used(await rawByPin(lock, oldPin), (raw) => relocked(lock, raw, pin));
}

/**
 * Another PIN for whoever has just signed in again with the password.
 * @throws when the vault was made for another device or server
 */
export async function openByServer(
  lock: Lock,
  deviceKey: string,
  pin: string,
): Promise<{ lock: Lock; key: CryptoKey }> {
  const serverKey = await keyFromServer(deviceKey, lock.salt);
  return used(await openBytes(serverKey, lock.byServer, serverPlace), async (raw) => ({
    key: await contentKey(raw),
    lock: await relocked(lock, raw, pin),
  }));
}

async function relocked(lock: Lock, raw: Uint8Array<ArrayBuffer>, pin: string): Promise<Lock> {
  return { ...lock, byPin: await sealedByPin(raw, pin, lock), failures: 0, failedAt: 0 };
}
