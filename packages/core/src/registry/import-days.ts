/** Birthdays as people type them, as spreadsheets store them, and as an identity number settles them. */
import type { Day } from "../kernel/time.ts";

/**
 * How a text was taken for a day.
 * - `written`: year, month and day stand there
 * - `shortYear`: the year's last two digits only
 * - `dayFirst`, `monthFirst`: the year stands last
 * - `serial`: a spreadsheet's count of days, in a cell that was not formatted as a date
 */
export type DayForm = "written" | "shortYear" | "dayFirst" | "monthFirst" | "serial";

export interface DayCandidate {
  day: Day;
  form: DayForm;
}

export type DayReading =
  /** One or several days the text may mean; several where its form leaves it open. */
  | { is: "days"; candidates: readonly DayCandidate[] }
  /** Only a year, or a year and a month, `1980` or `1980-03`. */
  | { is: "part"; part: string }
  | { is: "nothing" };

export interface DayFacts {
  /** The town's today; nobody is born later. */
  today: Day;
  /** Serial numbers count from 1904-01-01, as old Macintosh files do. */
  from1904?: boolean | undefined;
}

const NOTHING: DayReading = { is: "nothing" };

const longForm = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]+[\d:.]+Z?)?$/;
const compactForm = /^(\d{4})(\d{2})(\d{2})$/;
const shortForm = /^(\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/;
const shortCompactForm = /^(\d{2})(\d{2})(\d{2})$/;
const yearLastForm = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/;
const monthForm = /^(\d{4})[-/.年](\d{1,2})月?$/;
const compactMonthForm = /^(\d{4})(\d{2})$/;
const yearForm = /^(\d{4})年?$/;
const serialForm = /^(\d{4,5})(?:\.\d+)?$/;

const chineseDigits = "〇一二三四五六七八九";

/** 一九八〇年十二月二十一日 → 1980年12月21日 */
function arabic(text: string): string {
  if (!/[一二三四五六七八九十]/.test(text)) return text;
  const digit = (sign: string) => String(chineseDigits.indexOf(sign));
  return text
    .replace(/[○零Ｏo]/gi, "〇")
    .replace(/廿/g, "二十")
    .replace(/([一二三])?十([一二三四五六七八九])?/g, (_, tens = "一", ones = "〇") =>
      String(Number(digit(tens)) * 10 + Number(digit(ones))),
    )
    .replace(/[〇一二三四五六七八九]/g, digit);
}

function tidy(text: string): string {
  return arabic(text.normalize("NFKC"))
    .replace(/\s*([-/.年月日])\s*/g, "$1")
    .replace(/[–—―、]/g, "-")
    .replace(/(出生|生)$/, "")
    .trim();
}

/** The day, where there is such a day. */
function dayFrom(year: string, month: string, day: string): Day | undefined {
  const text = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : undefined;
}

const dayMs = 86_400_000;
const day0Of1900 = Date.UTC(1899, 11, 31);
const day0Of1904 = Date.UTC(1904, 0, 1);
/** Excel counts a 29 February 1900 that never was. */
const phantomLeapDay = 60;

/** The day of a spreadsheet's serial number. ECMA-376 part 1, 18.17.4. */
export function dayOfSerial(serial: number, from1904: boolean): Day | undefined {
  if (!from1904 && (serial < 1 || serial === phantomLeapDay)) return undefined;
  const skipped = !from1904 && serial > phantomLeapDay ? 1 : 0;
  const start = from1904 ? day0Of1904 : day0Of1900;
  return new Date(start + (serial - skipped) * dayMs).toISOString().slice(0, 10);
}

// The oldest person of whom age was ever proved lived 122 years.
const longestLife = 125;

/** What a text may mean as somebody's birthday; days nobody alive was born on are left out. */
export function readDay(text: string, { today, from1904 }: DayFacts): DayReading {
  const tidied = tidy(text);
  const written = formsOf(tidied).flatMap(({ day, form }) => (day ? [{ day, form }] : []));
  if (written.length > 0) {
    // A day that is only too late or too early is still what stands there.
    if (written.length === 1) return { is: "days", candidates: written };
    const possible = written.filter(({ day }) => isLife(day, today));
    return possible.length > 0 ? { is: "days", candidates: unique(possible) } : NOTHING;
  }
  const part = partOf(tidied, today);
  if (part) return { is: "part", part };
  const [, serial] = serialForm.exec(tidied) ?? [];
  const day = serial === undefined ? undefined : dayOfSerial(Number(serial), from1904 ?? false);
  if (!day || !isLife(day, today)) return NOTHING;
  return { is: "days", candidates: [{ day, form: "serial" }] };
}

function isLife(day: Day, today: Day): boolean {
  return day <= today && Number(day.slice(0, 4)) >= Number(today.slice(0, 4)) - longestLife;
}

function unique(candidates: readonly DayCandidate[]): DayCandidate[] {
  return [...new Map(candidates.map((candidate) => [candidate.day, candidate])).values()];
}

interface Guess {
  day: Day | undefined;
  form: DayForm;
}

function formsOf(text: string): Guess[] {
  const [, year, month = "", day = ""] = longForm.exec(text) ?? compactForm.exec(text) ?? [];
  if (year !== undefined) return [{ day: dayFrom(year, month, day), form: "written" }];
  const short = shortForm.exec(text) ?? shortCompactForm.exec(text);
  if (short) return shortYears(short);
  const [, one, other = "", last = ""] = yearLastForm.exec(text) ?? [];
  if (one === undefined) return [];
  return [
    { day: dayFrom(last, other, one), form: "dayFirst" },
    { day: dayFrom(last, one, other), form: "monthFirst" },
  ];
}

function shortYears([, year = "", month = "", day = ""]: RegExpExecArray): Guess[] {
  return ["19", "20"].map((century) => ({
    day: dayFrom(century + year, month, day),
    form: "shortYear",
  }));
}

/** A year, or a year and a month, in which somebody alive may have been born. */
function partOf(text: string, today: Day): string | undefined {
  const [, year, month] =
    monthForm.exec(text) ?? compactMonthForm.exec(text) ?? yearForm.exec(text) ?? [];
  if (year === undefined || !isLife(`${year}-01-01`, today)) return undefined;
  if (month === undefined) return year;
  const isMonth = Number(month) >= 1 && Number(month) <= 12;
  return isMonth ? `${year}-${month.padStart(2, "0")}` : undefined;
}
