/**
 * Citizen identification numbers as GB 11643-1999 makes them: six digits of the area, eight of the
 * birthday, three of a sequence (odd for men, even for women) and a check character.
 */
import type { Day } from "../kernel/time.ts";

export type IdentitySex = "male" | "female";

export interface IdentityNumber {
  /** Eighteen characters, digits and perhaps a final capital X. */
  number: string;
  /** County, banner or district of first registration, six digits; not always one that still exists. */
  areaCode: string;
  birthday: Day;
  sex: IdentitySex;
  /** The fifteen digits it was made from, when an old number was upgraded. */
  upgradedFrom?: string;
  /** Ends in 000 as spreadsheets leave long numbers, yet its check character is right: ask. */
  mayBeDamaged?: true;
}

/**
 * - `empty`: nothing there
 * - `form`: letters or signs where digits belong
 * - `length`: neither 18 nor 15 characters
 * - `damagedBySpreadsheet`: stored as a number by a spreadsheet, so the last digits are lost
 * - `oldNumberAmbiguous`: 15 digits of somebody who may have been born before 1900
 * - `birthday`: no such day, or further back than anybody lives
 * - `futureBirthday`: a day after today
 * - `checksum`: a digit is wrong, missing or changed places
 */
export type IdentityProblem =
  | "empty"
  | "form"
  | "length"
  | "damagedBySpreadsheet"
  | "oldNumberAmbiguous"
  | "birthday"
  | "futureBirthday"
  | "checksum";

export type IdentityReading =
  | { ok: true; value: IdentityNumber }
  | { ok: false; problem: IdentityProblem };

const wrong = (problem: IdentityProblem): IdentityReading => ({ ok: false, problem });

// GB 11643-1999, 4.2: the weight of the digit in place i is 2^(18-i) modulo 11.
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
// The characters for remainders 0 to 10 (ISO 7064, MOD 11-2).
const checkCharacters = "10X98765432";

/** The check character for the first seventeen digits of a number. */
export function checkCharacter(first17: string): string {
  const sum = weights.reduce((total, weight, place) => total + weight * Number(first17[place]), 0);
  return checkCharacters.charAt(sum % 11);
}

// What people and keyboards put for the X: lower case, multiplication sign, Cyrillic Ha, Greek Chi.
const likeX = /[x×хХχΧ]/g;
const noise = /[\s\u200b-\u200f\u2060\ufeff'"’‘`.·_-]/g;
const scientific = /^\d([.,]\d+)?e[+]?\d+$/i;

function tidy(text: string): string {
  return text.normalize("NFKC").replace(noise, "").replace(likeX, "X");
}

/** Whether a long number has been put into scientific notation, 1.10101E+17, its last digits lost. */
export function isScientific(text: string): boolean {
  return scientific.test(text.normalize("NFKC").trim());
}

/** The days of a month; `month` counts from 1. */
function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function dayFrom(digits: string): Day | undefined {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)];
  if (Number(month) < 1 || Number(month) > 12) return undefined;
  if (Number(day) < 1 || Number(day) > daysInMonth(Number(year), Number(month))) return undefined;
  return `${year}-${month}-${day}`;
}

// The oldest person of whom age was ever proved lived 122 years.
const longestLife = 125;

function birthdayProblem(
  birthday: Day | undefined,
  today: Day | undefined,
): IdentityProblem | undefined {
  if (birthday === undefined) return "birthday";
  if (today !== undefined && birthday > today) return "futureBirthday";
  const latestYear = today === undefined ? 2000 : Number(today.slice(0, 4));
  return Number(birthday.slice(0, 4)) < latestYear - longestLife ? "birthday" : undefined;
}

function partsOf(number: string, birthday: Day): IdentityNumber {
  const isMale = Number(number.charAt(16)) % 2 === 1;
  return { number, areaCode: number.slice(0, 6), birthday, sex: isMale ? "male" : "female" };
}

// GB 11643-1989 kept the sequences 996 to 999 for people over a hundred.
const firstCentenarianSequence = 996;

function readOld(digits: string, today: Day | undefined): IdentityReading {
  if (Number(digits.slice(12)) >= firstCentenarianSequence) return wrong("oldNumberAmbiguous");
  const first17 = `${digits.slice(0, 6)}19${digits.slice(6)}`;
  const birthday = dayFrom(first17.slice(6, 14));
  const problem = birthdayProblem(birthday, today);
  if (problem || birthday === undefined) return wrong(problem ?? "birthday");
  const number = first17 + checkCharacter(first17);
  return { ok: true, value: { ...partsOf(number, birthday), upgradedFrom: digits } };
}

function readNew(number: string, today: Day | undefined): IdentityReading {
  const isRounded = number.endsWith("000");
  const isChecked = checkCharacter(number) === number.charAt(17);
  if (isRounded && !isChecked) return wrong("damagedBySpreadsheet");
  const birthday = dayFrom(number.slice(6, 14));
  const problem = birthdayProblem(birthday, today);
  if (problem || birthday === undefined) return wrong(problem ?? "birthday");
  if (!isChecked) return wrong("checksum");
  const value = partsOf(number, birthday);
  return { ok: true, value: isRounded ? { ...value, mayBeDamaged: true } : value };
}

/**
 * Reads an identification number as people write it: full-width digits, spaces, a lower-case x and
 * the fifteen digits of before October 1999 are understood.
 * @param today the town's today; without it a birthday in the future is not noticed
 */
export function readIdentityNumber(text: string, today?: Day): IdentityReading {
  if (isScientific(text)) return wrong("damagedBySpreadsheet");
  const number = tidy(text);
  if (number === "") return wrong("empty");
  if (!/^\d*X?$/.test(number)) return wrong("form");
  if (/^\d{15}$/.test(number)) return readOld(number, today);
  if (number.length !== 18) return wrong("length");
  return readNew(number, today);
}

export interface StatedPerson {
  birthday?: Day | undefined;
  sex?: IdentitySex | undefined;
}

/** Which of the stated birthday and sex contradict the number; what is not stated agrees. */
export function disagreements(
  value: Pick<IdentityNumber, "birthday" | "sex">,
  stated: StatedPerson,
): ("birthday" | "sex")[] {
  const differs = (field: "birthday" | "sex") =>
    stated[field] !== undefined && stated[field] !== value[field];
  return (["birthday", "sex"] as const).filter(differs);
}

/**
 * The number with only its first three and last four characters shown: enough to tell two people of
 * one village apart, not enough to give away the birthday. Short or broken text is hidden whole.
 */
export function maskIdentityNumber(text: string): string {
  const number = tidy(text);
  if (number.length < 15) return "*".repeat(number.length);
  return number.slice(0, 3) + "*".repeat(number.length - 7) + number.slice(-4);
}

/** The last characters of a number, for search by what people remember. */
export function lastOfIdentityNumber(number: string, count = 4): string {
  return number.slice(-count);
}
