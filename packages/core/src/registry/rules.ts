/** What the register asks of what is entered, and how it is ordered. */
import type { Day } from "../kernel/time.ts";
import {
  disagreements,
  type IdentityNumber,
  type IdentitySex,
  readIdentityNumber,
} from "./identity-number.ts";
import { maskName } from "./person-name.ts";
import { readPhone } from "./phone.ts";
import { problems } from "./problems.ts";

/** A household's number as the register keeps it: full-width digits made narrow, no spaces. */
export function householdNumberOf(text: string): string {
  return text.normalize("NFKC").replace(/\s/g, "");
}

const longestNumber = 12;

/** A household's number as it sorts: digits padded, so that 9 comes before 10. */
export function orderKey(number: string): string {
  return number.replace(/\d+/g, (digits) => digits.padStart(longestNumber, "0"));
}

/** Whole years on a day; somebody born on 29 February is a year older on 1 March of other years. */
export function ageOn(birthday: Day, today: Day): number {
  const years = Number(today.slice(0, 4)) - Number(birthday.slice(0, 4));
  return today.slice(5) < birthday.slice(5) ? years - 1 : years;
}

// Personal Information Protection Law, art. 31: under fourteen, a guardian consents and is told.
const ageOfConsent = 14;

/** Whether the law asks for a guardian: under fourteen on the town's today. */
export function needsGuardian(birthday: Day | null | undefined, today: Day): boolean {
  return birthday != null && ageOn(birthday, today) < ageOfConsent;
}

/** Who is born after this day needs a guardian on `today`. */
export function guardedIfBornAfter(today: Day): Day {
  return bornAfter(ageOfConsent - 1, today);
}

function yearsBefore(today: Day, years: number): Day {
  const year = String(Number(today.slice(0, 4)) - years).padStart(4, "0");
  const isLeap = new Date(`${year}-02-29T00:00:00Z`).getUTCDate() === 29;
  return `${year}-${today.endsWith("02-29") && !isLeap ? "02-28" : today.slice(5)}`;
}

/** Born on or before this day is everybody who is that old on `today`. */
export function bornBy(age: number, today: Day): Day {
  return yearsBefore(today, age);
}

/** Born after this day is everybody who is not older than `age` on `today`. */
export function bornAfter(age: number, today: Day): Day {
  return yearsBefore(today, age + 1);
}

export interface PersonalFields {
  identityNumber?: string | undefined;
  sex: IdentitySex;
  birthday?: Day | undefined;
}

/**
 * The identity number as the register keeps it, with the birthday it tells.
 * @param today the town's today
 * @throws Problem `registry.identityNumberWrong`, naming each field that is wrong
 */
export function readPersonal(fields: PersonalFields, today: Day): PersonalFields {
  const { sex, birthday } = fields;
  if (birthday !== undefined && birthday > today) refuse("birthday", "futureBirthday");
  if (!fields.identityNumber) return { sex, birthday };
  const identity = identityOf(fields.identityNumber, today);
  const wrong = disagreements(identity, { sex, birthday });
  if (wrong.length > 0)
    throw problems.identityNumberWrong({
      fields: wrong.map((path) => ({ path, code: `registry.identity.${path}Disagrees` })),
    });
  return { identityNumber: identity.number, sex, birthday: identity.birthday };
}

function identityOf(text: string, today: Day): IdentityNumber {
  const reading = readIdentityNumber(text, today);
  return reading.ok ? reading.value : refuse("identityNumber", reading.problem);
}

function refuse(path: string, problem: string): never {
  throw problems.identityNumberWrong({ fields: [{ path, code: `registry.identity.${problem}` }] });
}

/**
 * The telephone number as the register keeps it; undefined for an empty text.
 * @throws Problem `registry.phoneWrong`
 */
export function phoneOf(text: string | null | undefined): string | undefined {
  if (!text?.trim()) return undefined;
  const reading = readPhone(text);
  if (!reading.ok) throw problems.phoneWrong();
  return reading.value.number;
}

/** A name as it is compared: without spaces, dots and case. */
export function foldedName(name: string): string {
  return name
    .normalize("NFKC")
    .replace(/[\s·•.‧・'’-]/g, "")
    .toLowerCase();
}

/** A reason for the journal, which outlives erasure: without the person's name and long numbers. */
export function impersonal(reason: string, name: string): string {
  return reason.replaceAll(name, maskName(name)).replace(/\d{6,}[\dXx]?/g, "***");
}

/** A number for a household made in passing, of whom the register knows none yet. */
export function provisionalNumber(day: Day, id: string): string {
  return `T${day.replaceAll("-", "")}-${id.slice(-6).toUpperCase()}`;
}
