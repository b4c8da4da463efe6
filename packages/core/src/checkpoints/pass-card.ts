/**
 * A pass as a signed card (出入证): 100 bytes, 154 characters, a QR code of 41 × 41 squares. It holds
 * which card it is, of which town, until when and with which limit; no name and no identity number,
 * only a salted digest by which the identity card (or number plate) beside it can be matched.
 *
 * | byte | what |
 * | --- | --- |
 * | 0 | version (high half), kind (low half) |
 * | 1–8 | audience: the town |
 * | 9–12 | id of the signing key |
 * | 13–16 | serial number of the card in its town |
 * | 17–20, 21–24 | valid from, valid until: minutes since 1970, the end excluded |
 * | 25 | one person every so many days; 0 for no limit |
 * | 26–29 | salt |
 * | 30–35 | digest of the holder; zeros when the card names none |
 * | 36–99 | Ed25519 signature |
 */
import type { Instant } from "../kernel/time.ts";
import { fromBase45, toBase45 } from "./base45.ts";
import { type PassKind, type PassVerdict, passKinds } from "./pass-verdict.ts";
import { isCancelled, type RevocationList } from "./revocation.ts";

/** Ed25519 and SHA-256 of wherever this runs: Node.js, or a browser. */
export interface CardCrypto {
  sha256(bytes: Uint8Array): Uint8Array;
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
}

export interface CardContent {
  townId: string;
  kind: PassKind;
  serial: number;
  validFrom: Instant;
  /** The first instant at which it is valid no more. */
  validUntil: Instant;
  everyDays?: number | undefined;
  /** Four random bytes. */
  salt: Uint8Array;
  /** Of which the card keeps the digest: see {@link holderMark}. */
  holder?: string | undefined;
}

export interface SigningKey {
  publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

const prefix = "LF1:";
const version = 1;
const signedLength = 36;
const cardLength = 100;
/** Salt and digest. */
const holderLength = 10;
const minuteMs = 60_000;

/** What is signed begins with this, so that no other signature of the key passes for a card. */
const domain = "lianfang pass 1|";

function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at += 1) view.setUint16(at * 2, text.charCodeAt(at));
  return bytes;
}

function joined(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

export function audienceOf(townId: string, { sha256 }: Pick<CardCrypto, "sha256">): Uint8Array {
  return sha256(bytesOf(townId.toLowerCase())).subarray(0, 8);
}

export function keyIdOf(publicKey: Uint8Array, { sha256 }: Pick<CardCrypto, "sha256">): Uint8Array {
  return sha256(publicKey).subarray(0, 4);
}

/** How many last characters of an identity number a card's digest is made of. */
export const holderCharacters = 6;

/**
 * What a card's digest is made of: the last six characters of an identity number, or a number plate,
 * in capitals and without spaces.
 */
export function holderMark(kind: PassKind, shown: string): string {
  const tidy = shown
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s·.-]/g, "");
  return kind === "vehicle" ? tidy : tidy.slice(-holderCharacters);
}

function holderDigest(
  holder: string,
  { salt, serial, audience }: { salt: Uint8Array; serial: number; audience: Uint8Array },
  { sha256 }: Pick<CardCrypto, "sha256">,
): Uint8Array {
  const number = new Uint8Array(4);
  new DataView(number.buffer).setUint32(0, serial);
  return sha256(joined(salt, audience, number, bytesOf(holder))).subarray(0, 6);
}

/** Makes the text of a card. The same content gives the same card. */
export function makeCard(
  content: CardContent,
  key: SigningKey,
  crypto: Pick<CardCrypto, "sha256">,
): string {
  const { kind, serial, salt, holder, everyDays } = content;
  const audience = audienceOf(content.townId, crypto);
  const body = new Uint8Array(signedLength);
  const view = new DataView(body.buffer);
  view.setUint8(0, version * 16 + passKinds.indexOf(kind));
  body.set(audience, 1);
  body.set(keyIdOf(key.publicKey, crypto), 9);
  view.setUint32(13, serial);
  view.setUint32(17, Math.floor(Date.parse(content.validFrom) / minuteMs));
  view.setUint32(21, Math.ceil(Date.parse(content.validUntil) / minuteMs));
  view.setUint8(25, everyDays ?? 0);
  body.set(salt.subarray(0, 4), 26);
  if (holder) body.set(holderDigest(holder, { salt, serial, audience }, crypto), 30);
  return prefix + toBase45(joined(body, key.sign(joined(bytesOf(domain), body))));
}

interface ReadCard {
  body: Uint8Array;
  signature: Uint8Array;
  kind: PassKind;
  audience: Uint8Array;
  keyId: Uint8Array;
  serial: number;
  validFromMinutes: number;
  validUntilMinutes: number;
  everyDays: number | undefined;
  salt: Uint8Array;
  digest: Uint8Array;
}

function readCard(text: string): ReadCard | undefined {
  const bytes = text.startsWith(prefix) ? fromBase45(text.slice(prefix.length)) : undefined;
  if (bytes?.length !== cardLength) return undefined;
  const view = new DataView(bytes.buffer);
  const kind = passKinds[view.getUint8(0) % 16];
  if (view.getUint8(0) >> 4 !== version || kind === undefined) return undefined;
  return {
    body: bytes.subarray(0, signedLength),
    signature: bytes.subarray(signedLength),
    kind,
    audience: bytes.subarray(1, 9),
    keyId: bytes.subarray(9, 13),
    serial: view.getUint32(13),
    validFromMinutes: view.getUint32(17),
    validUntilMinutes: view.getUint32(21),
    everyDays: view.getUint8(25) || undefined,
    salt: bytes.subarray(26, 30),
    digest: bytes.subarray(30, 36),
  };
}

/** What a guard's device holds to check cards without a network. */
export interface CardCheck {
  townId: string;
  /** Public Ed25519 keys the town's cards are signed with: the present one and, after a change, earlier ones. */
  publicKeys: readonly Uint8Array[];
  revocations: RevocationList;
  now: Instant;
  /** The identity number or number plate shown beside the card; not compared when absent. */
  shown?: string | undefined;
  /** Of the vehicle it is shown in: what a vehicle's card is held against, before `shown`. */
  plate?: string | undefined;
}

/**
 * Checks a card against public key, town, clock, revocation list and what is shown with it. Everything
 * a card may be refused for has its own reason.
 */
export function checkCard(text: string, check: CardCheck, crypto: CardCrypto): PassVerdict {
  const card = readCard(text.trim());
  if (!card) return { is: "refused", why: "unreadable" };
  const refused = (why: Extract<PassVerdict, { is: "refused" }>["why"]): PassVerdict => ({
    is: "refused",
    why,
    ...(card.serial > 0 && { serial: card.serial }),
  });
  if (!isSame(card.audience, audienceOf(check.townId, crypto))) return refused("other-town");
  const key = check.publicKeys.find((one) => isSame(keyIdOf(one, crypto), card.keyId));
  const message = joined(bytesOf(domain), card.body);
  if (!key || !crypto.verify(key, message, card.signature)) return refused("forged");
  const nowMinutes = Date.parse(check.now) / minuteMs;
  if (nowMinutes < card.validFromMinutes) return refused("not-yet");
  if (nowMinutes >= card.validUntilMinutes) return refused("expired");
  if (isCancelled(card.serial, check.revocations)) return refused("revoked");
  const beside = besideOf(card.kind, check);
  if (beside !== undefined && !isHolder(card, beside, crypto)) return refused("someone-else");
  return {
    is: "valid",
    serial: card.serial,
    kind: card.kind,
    ...(card.everyDays && { everyDays: card.everyDays }),
  };
}

type Holder = Pick<ReadCard, "kind" | "salt" | "serial" | "audience" | "digest">;

function isHolder(card: Holder, shown: string, crypto: Pick<CardCrypto, "sha256">): boolean {
  if (card.digest.every((byte) => byte === 0)) return true;
  const mark = holderMark(card.kind, shown);
  return isSame(card.digest, holderDigest(mark, card, crypto));
}

/** What a card is held against when its kind of holder shows something beside it. */
const besideOf = (
  kind: PassKind,
  { shown, plate }: Pick<CardCheck, "shown" | "plate">,
): string | undefined => (kind === "vehicle" ? (plate ?? shown) : shown);

/** Of a card known by its number alone: what its code would say of its holder. */
export interface NumberedCard {
  kind: PassKind;
  serial: number;
  /** Salt and digest in Base45, as {@link holderOnCard} writes them; absent where the card names none. */
  holder?: string | undefined;
}

/** The holder as a card's code has them: salt and digest. */
export function holderOnCard(
  {
    townId,
    serial,
    salt,
    holder,
  }: Pick<CardContent, "townId" | "serial" | "salt"> & {
    /** As {@link holderMark} makes it. */
    holder: string;
  },
  crypto: Pick<CardCrypto, "sha256">,
): string {
  const audience = audienceOf(townId, crypto);
  return toBase45(
    joined(salt.subarray(0, 4), holderDigest(holder, { salt, serial, audience }, crypto)),
  );
}

/** Whether what is shown beside a card whose number was typed is its holder's; nothing shown, nothing compared. */
export function isBearer(
  { kind, serial, holder }: NumberedCard,
  check: Pick<CardCheck, "townId" | "shown" | "plate">,
  crypto: Pick<CardCrypto, "sha256">,
): boolean {
  const beside = besideOf(kind, check);
  const bytes = holder === undefined ? undefined : fromBase45(holder);
  if (beside === undefined || bytes?.length !== holderLength) return true;
  const card = {
    ...{ kind, serial, audience: audienceOf(check.townId, crypto) },
    ...{ salt: bytes.subarray(0, 4), digest: bytes.subarray(4) },
  };
  return isHolder(card, beside, crypto);
}

/** The number printed on a card, typed where its code can't be read: 000123, in digits of any width. */
export function typedSerial(text: string): number | undefined {
  const number = text.normalize("NFKC").trim();
  return /^\d{1,9}$/.test(number) ? Number(number) || undefined : undefined;
}

/** The serial number a card claims, signed or not; to look the card up. */
export function claimedSerial(text: string): number | undefined {
  return typedSerial(text) ?? readCard(text.trim())?.serial;
}
