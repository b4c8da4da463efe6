/**
 * A synthetic household register: the same seed gives the same people, and a longer register holds
 * the families of the shorter one. Nobody in it exists; see `numbers.ts`.
 */
import { addDays, type Day } from "@lianfang/core/kernel/time.ts";
import { circumstancesOf, familyTenancy, type SyntheticCircumstances } from "./circumstances.ts";
import { type FamilyKind, family, type Kin, type Relation, type Residence } from "./families.ts";
import { fullName, type Sex, surname } from "./names.ts";
import { homeCounty, issueNumbers, type NumberIssuer, otherCounty } from "./numbers.ts";
import { type Chance, chanceFrom } from "./random.ts";
import {
  occupation,
  type Standing,
  type VulnerabilityCode,
  vulnerabilities,
} from "./walks-of-life.ts";

export interface SyntheticPerson {
  name: string;
  sex: Sex;
  birthday: Day;
  /** Eighteen characters with a right checksum, in an area code that was never given out. */
  identityNumber: string;
  /** Eleven digits that no network can give out; children and some old people have none. */
  phone?: string;
  relation: Relation;
  residence: Residence;
  occupation: string;
  vulnerabilities: VulnerabilityCode[];
  /** Whose tenant, commuting where, in which listed trade, and who speaks for them. */
  circumstances: SyntheticCircumstances;
}

export interface SyntheticHousehold {
  /** Six digits: the village's place in the list and a running number; unique in the register. */
  number: string;
  village: string;
  /** The villagers' group, `3组`. */
  group: string;
  address: string;
  /** The head's telephone, or that of the first who has one. */
  phone?: string;
  kind: FamilyKind;
  /** The head first. */
  members: SyntheticPerson[];
}

export interface SyntheticRegister {
  asOf: Day;
  households: SyntheticHousehold[];
}

export interface RegisterWish {
  households: number;
  seed: number | string;
  villages: readonly string[];
  /** The day on which the ages hold. */
  asOf: Day;
  /** Divisions near the town where people work and tenants come from, as texts from the province down. */
  nearby?: readonly string[] | undefined;
}

const daysInYear = 365.25;

/** Two to four families of one name make up half of a village. */
function clansOf(village: string, seed: number | string): string[] {
  const chance = chanceFrom(seed, "clans", village);
  return Array.from({ length: chance.whole(2, 4) }, () => surname(chance));
}

function hasPhone(chance: Chance, age: number): boolean {
  if (age < 12) return false;
  if (age < 16) return chance.happens(0.3);
  return chance.happens(age < 70 ? 0.95 : 0.55);
}

interface Setting extends Standing {
  chance: Chance;
  asOf: Day;
  surname: string;
  issuer: NumberIssuer;
}

function countyOf(chance: Chance, one: Kin): string {
  if (one.residence === "lives-here") return otherCounty(chance);
  return !one.isOfTheFamily && chance.happens(0.35) ? otherCounty(chance) : homeCounty;
}

function personOf(one: Kin, setting: Setting): Omit<SyntheticPerson, "circumstances"> {
  const { chance, issuer } = setting;
  const birthday = addDays(setting.asOf, -Math.ceil(one.age * daysInYear));
  const familyName = one.isOfTheFamily ? setting.surname : surname(chance);
  const name = fullName(chance, familyName, one.sex, Number(birthday.slice(0, 4)));
  const identityNumber = issuer.identityNumber(birthday, one.sex, countyOf(chance, one));
  return {
    name,
    sex: one.sex,
    birthday,
    identityNumber,
    ...(hasPhone(chance, one.age) && { phone: issuer.phone(chance) }),
    relation: one.relation,
    residence: one.residence,
    occupation: occupation(chance, one),
    vulnerabilities: vulnerabilities(chance, one, setting),
  };
}

interface Plot {
  village: string;
  villageNumber: number;
  /** From 1, within the village. */
  nth: number;
}

function plotOf(at: number, villages: readonly string[]): Plot {
  const villageNumber = at % villages.length;
  return {
    village: villages[villageNumber] ?? "",
    villageNumber: villageNumber + 1,
    nth: Math.floor(at / villages.length) + 1,
  };
}

// A villagers' group is some thirty to forty families.
const householdsInGroup = 36;

function householdOf(
  at: number,
  wish: RegisterWish,
  clans: string[],
  issuer: NumberIssuer,
): SyntheticHousehold {
  const chance = chanceFrom(wish.seed, "household", at);
  const plot = plotOf(at, wish.villages);
  const { kind, kin } = family(chance);
  const setting: Setting = {
    chance,
    issuer,
    asOf: wish.asOf,
    surname: kind !== "tenants" && chance.happens(0.5) ? chance.pick(clans) : surname(chance),
    isLowIncome: chance.happens(0.04),
    size: kin.length,
    isWithoutParents: kind === "left-behind" && !kin.some(({ relation }) => relation === "child"),
  };
  const people = kin.map((one) => ({ ...personOf(one, setting), age: one.age }));
  // By a chance of their own: who is in the family does not hang on how they live.
  const lives = chanceFrom(wish.seed, "circumstances", at);
  const { nearby = [] } = wish;
  const shared = kind === "tenants" ? familyTenancy(lives, nearby) : {};
  const members = people.map((person): SyntheticPerson => {
    const own = circumstancesOf({ person, family: people, nearby, issuer }, lives);
    const { age: _, ...known } = person;
    return { ...known, circumstances: { ...shared, ...own } };
  });
  const group = `${Math.ceil(plot.nth / householdsInGroup)}组`;
  const phone = members.find((member) => member.phone)?.phone;
  return {
    number: String(plot.villageNumber).padStart(2, "0") + String(plot.nth).padStart(4, "0"),
    village: plot.village,
    group,
    address: `${plot.village}${group}${((plot.nth - 1) % householdsInGroup) + 1}号`,
    ...(phone && { phone }),
    kind,
    members,
  };
}

/** A register of so many households, spread evenly over the villages. */
export function generateRegister(wish: RegisterWish): SyntheticRegister {
  if (wish.villages.length === 0) throw new Error("a register needs at least one village");
  const clans = new Map(wish.villages.map((village) => [village, clansOf(village, wish.seed)]));
  const issuer = issueNumbers();
  const households = Array.from({ length: wish.households }, (_, at) => {
    const { village } = plotOf(at, wish.villages);
    return householdOf(at, wish, clans.get(village) ?? [], issuer);
  });
  const inOrder = households.sort((a, b) => (a.number < b.number ? -1 : 1));
  return { asOf: wish.asOf, households: inOrder };
}
