/** Whether what is said of somebody is said of somebody the register has, and whether two it has are one. */
import type { Day } from "../kernel/time.ts";
import type { IdentitySex } from "./identity-number.ts";
import { foldedName } from "./rules.ts";
import { folded } from "./search.ts";

export interface Described {
  name: string;
  identityNumber?: string | null | undefined;
  sex?: IdentitySex | undefined;
  birthday?: Day | null | undefined;
  phone?: string | null | undefined;
}

/** True, false, or undefined when either side does not say. */
function agree<Value>(one: Value | null | undefined, other: Value | null | undefined) {
  return one == null || other == null ? undefined : one === other;
}

/** Nothing said of the one contradicts what is said of the other; names are compared too. */
export function isCompatible(one: Described, other: Described): boolean {
  return (
    foldedName(one.name) === foldedName(other.name) &&
    agree(one.identityNumber, other.identityNumber) !== false &&
    agree(one.sex, other.sex) !== false &&
    agree(one.birthday, other.birthday) !== false
  );
}

/**
 * The same person: nothing contradicts it, and beyond the name the birthday, the telephone number
 * or the identity number agrees. A name alone is not a person.
 */
export function isSamePerson(one: Described, other: Described): boolean {
  const proofs = [
    agree(one.identityNumber, other.identityNumber),
    agree(one.birthday, other.birthday),
    agree(one.phone, other.phone),
  ];
  return isCompatible(one, other) && proofs.includes(true);
}

/** Somebody as far as it takes to tell whether two are one. */
export interface Likened extends Described {
  /** The name's syllables, other readings behind bars: `shan tian fang|dan tian fang`. */
  pinyin?: string | undefined;
  householdId?: string | undefined;
  areaId?: string | undefined;
  group?: string | null | undefined;
  address?: string | null | undefined;
}

/**
 * What speaks for two being one person, and what against it, in points of a hundred. A name alone is
 * not enough, and neither is all that the members of a household share.
 */
export const likenessPoints = {
  name: 45,
  /** Written otherwise, read the same. */
  pinyin: 35,
  /** One character other, more or less, in a name of at least three. */
  oneOff: 10,
  birthday: 35,
  household: 35,
  phone: 25,
  address: 15,
  sexDiffers: -30,
  birthdayDiffers: -30,
} as const;

export const likenessReasons = [
  "identityNumber",
  "name",
  "pinyin",
  "oneOff",
  "birthday",
  "household",
  "phone",
  "address",
  "sexDiffers",
  "birthdayDiffers",
] as const satisfies readonly ("identityNumber" | keyof typeof likenessPoints)[];
export type LikenessReason = (typeof likenessReasons)[number];

export interface Likeness {
  /** From 0 to 100. */
  score: number;
  /** What speaks for it, then what against it. */
  reasons: LikenessReason[];
}

/** From here on somebody is asked whether two are one. */
export const possiblyOne = 60;
/** From here on they are, as good as certainly. */
export const likelyOne = 80;

/**
 * How much two are like one person.
 * @returns undefined when they can't be: their identity numbers differ, or nothing of their names agrees
 */
export function likenessOf(one: Likened, other: Likened): Likeness | undefined {
  const identity = agree(one.identityNumber, other.identityNumber);
  if (identity === false) return undefined;
  const name = nameLikeness(one, other);
  if (identity) return { score: 100, reasons: ["identityNumber", ...(name ? [name] : [])] };
  if (!name) return undefined;
  const reasons = [name, ...agreements(one, other), ...contradictions(one, other)];
  const sum = reasons.reduce((points, reason) => points + pointsOf(reason, reasons), 0);
  return { score: Math.max(0, Math.min(100, sum)), reasons };
}

type Point = keyof typeof likenessPoints;

/** A household mostly has one telephone: that it is the same adds little to the household being so. */
const phoneOfHousehold = 10;

function pointsOf(reason: Point, reasons: readonly Point[]): number {
  if (reason === "phone" && reasons.includes("household")) return phoneOfHousehold;
  return likenessPoints[reason];
}

function nameLikeness(one: Likened, other: Likened): "name" | "pinyin" | "oneOff" | undefined {
  const [name, otherName] = [foldedName(one.name), foldedName(other.name)];
  if (name === "" || otherName === "") return undefined;
  if (name === otherName) return "name";
  if (isReadAlike(one.pinyin, other.pinyin)) return "pinyin";
  return isOneOff([...name], [...otherName]) ? "oneOff" : undefined;
}

function isReadAlike(one: string | undefined, other: string | undefined): boolean {
  const readings = other?.split("|") ?? [];
  return (
    one?.split("|").some((reading) => /\p{L}/u.test(reading) && readings.includes(reading)) ?? false
  );
}

const shortestOneOff = 3;

/** One character put in, left out or taken for another. */
function isOneOff(one: readonly string[], other: readonly string[]): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length < shortestOneOff || long.length - short.length > 1) return false;
  const at = short.findIndex((character, place) => character !== long[place]);
  if (at === -1) return long.length > short.length;
  const rest = short.length === long.length ? at + 1 : at;
  return short.slice(rest).join("") === long.slice(at + 1).join("");
}

function agreements(one: Likened, other: Likened): Point[] {
  const isOneHousehold = agree(one.householdId, other.householdId) === true;
  const found: Point[] = [];
  if (agree(one.birthday, other.birthday)) found.push("birthday");
  if (isOneHousehold) found.push("household");
  if (agree(one.phone, other.phone)) found.push("phone");
  if (!isOneHousehold && isOneAddress(one, other)) found.push("address");
  return found;
}

/** A household's address is its own; elsewhere it says that two live under one roof. */
function isOneAddress(one: Likened, other: Likened): boolean {
  const [address, otherAddress] = [addressOf(one), addressOf(other)];
  return address !== undefined && address === otherAddress;
}

function addressOf({ areaId, group, address }: Likened): string | undefined {
  if (!areaId || !address) return undefined;
  return [areaId, group ?? "", folded(address)].join(" ");
}

function contradictions(one: Likened, other: Likened): Point[] {
  const found: Point[] = [];
  if (agree(one.sex, other.sex) === false) found.push("sexDiffers");
  if (agree(one.birthday, other.birthday) === false) found.push("birthdayDiffers");
  return found;
}
