/**
 * The text of a number cell as a person sees it: dates as days, codes with their leading zeros,
 * never scientific notation.
 *
 * Sources: ECMA-376 part 1, 18.8.30 (number formats, with the Chinese built-in ones) and 18.17.4
 * (dates as serial numbers).
 */
import type { Cell } from "./sheet.ts";

/** How a number format shows a number, as far as it matters for reading it back. */
export type NumberLook =
  | { kind: "plain" }
  | { kind: "percent" }
  /** A date; the time too when the format shows it. */
  | { kind: "date"; withTime: boolean }
  /** A time of day, or with `elapsed` hours counted past 24. */
  | { kind: "time"; elapsed: boolean }
  /** Digits with leading zeros, in groups between fixed texts: `000000`, `0"号"`, `0000-00-00`. */
  | { kind: "code"; parts: readonly (string | number)[] };

const PLAIN: NumberLook = { kind: "plain" };
const DATE: NumberLook = { kind: "date", withTime: false };
const TIME: NumberLook = { kind: "time", elapsed: false };

const BUILT_IN: ReadonlyMap<number, NumberLook> = new Map<number, NumberLook>([
  ...[9, 10].map((id): [number, NumberLook] => [id, { kind: "percent" }]),
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map(
    (id): [number, NumberLook] => [id, DATE],
  ),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56].map((id): [number, NumberLook] => [id, TIME]),
  [22, { kind: "date", withTime: true }],
  [46, { kind: "time", elapsed: true }],
]);

const CODE = /^(?:"[^"]*"|\\.|[-/ 0])+$/;
const CODE_PART = /"([^"]*)"|\\(.)|([-/ ])|(0+)/g;

/** What the number format with this id shows; `code` is the format's text when the file defines it. */
export function lookOf(id: number, code: string | undefined): NumberLook {
  return code === undefined ? (BUILT_IN.get(id) ?? PLAIN) : lookOfCode(code);
}

/** No program writes longer ones, and a search in a very long one would take very long. */
const LONGEST_FORMAT = 255;

function lookOfCode(code: string): NumberLook {
  if (code.length > LONGEST_FORMAT) return PLAIN;
  const positive = firstSection(code).replace(/\[(?![hms]+\])[^\]]*\]/gi, "");
  const signs = positive.replace(/"[^"]*"|\\.|[_*]./g, "");
  if (/general|^@$/i.test(signs)) return PLAIN;
  const hasTime = /[hs]|\[m+\]/i.test(signs);
  if (/[yde]|aaa/i.test(signs.replace(/E[+-]/g, "")) || (/m/i.test(signs) && !hasTime)) {
    return { kind: "date", withTime: hasTime };
  }
  if (hasTime) return { kind: "time", elapsed: signs.includes("[") };
  if (signs.includes("%")) return { kind: "percent" };
  return CODE.test(positive) && positive !== "0" ? codeLook(positive) : PLAIN;
}

function codeLook(code: string): NumberLook {
  const parts = [...code.matchAll(CODE_PART)].map(
    ([, quoted, escaped, sign, zeros]) => quoted ?? escaped ?? sign ?? zeros?.length ?? "",
  );
  return parts.some((part) => typeof part === "number") ? { kind: "code", parts } : PLAIN;
}

/** The section for positive numbers: up to the first semicolon outside quotes. */
function firstSection(code: string): string {
  return /^(?:"[^"]*"|\\.|[^;"\\])*/.exec(code)?.[0] ?? code;
}

/** Above this a floating-point number has no whole digits left to trust; Excel keeps 15. */
const LONGEST_EXACT = 1e15;

/**
 * The cell of a stored number.
 * @param stored the number as the file writes it
 * @param from1904 the file counts days from 1904-01-01
 */
export function numberCell(stored: string, look: NumberLook, from1904: boolean): Cell {
  const value = Number(stored);
  if (stored.trim() === "" || !Number.isFinite(value)) return { text: stored };
  if ((look.kind === "plain" || look.kind === "code") && Math.abs(value) >= LONGEST_EXACT) {
    return { text: /^-?\d+$/.test(stored) ? stored : plainNumber(value), damaged: true };
  }
  return { text: numberText(value, look, from1904) };
}

function numberText(value: number, look: NumberLook, from1904: boolean): string {
  switch (look.kind) {
    case "date":
      return dateText(value, look.withTime, from1904);
    case "time":
      return timeText(value, look.elapsed);
    case "percent":
      return `${plainNumber(Number((value * 100).toPrecision(15)))}%`;
    case "code":
      return codeText(value, look.parts);
    case "plain":
      return plainNumber(value);
  }
}

/** Fills the groups from the right; the first takes what is left. */
function codeText(value: number, parts: readonly (string | number)[]): string {
  if (value < 0 || !Number.isInteger(value)) return plainNumber(value);
  const first = parts.findIndex((part) => typeof part === "number");
  let rest = plainNumber(value);
  return parts.reduceRight<string>((shown, part, index) => {
    if (typeof part === "string") return part + shown;
    const group = (index === first ? rest : rest.slice(-part)).padStart(part, "0");
    rest = rest.slice(0, -part);
    return group + shown;
  }, "");
}

/** All digits a spreadsheet keeps (15), no exponent, no trailing zeros. */
export function plainNumber(value: number): string {
  const kept = Number(value.toPrecision(15));
  const text = String(kept);
  if (Math.abs(kept) >= LONGEST_EXACT) return withoutExponent(kept);
  // Numbers so small that they print with an exponent are shown to the 20th place.
  return text.includes("e") ? kept.toFixed(20).replace(/\.?0+$/, "") : text;
}

/** The 15 digits that are known, and zeros for the rest. */
function withoutExponent(value: number): string {
  const [digits = "", exponent = "0"] = value.toExponential(14).split("e");
  const sign = value < 0 ? "-" : "";
  return sign + digits.replace(/[-.]/g, "").padEnd(Number(exponent) + 1, "0");
}

const DAY_SECONDS = 86_400;
const EPOCH_1900 = Date.UTC(1899, 11, 31);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** 9999-12-31 */
const LAST_SERIAL = 2_958_465;
/** Excel counts a 29 February 1900 that never was, and shows it so. */
const PHANTOM_LEAP_DAY = 60;

function dateText(serial: number, withTime: boolean, from1904: boolean): string {
  if (serial < 0 || serial >= LAST_SERIAL + 1) return plainNumber(serial);
  const seconds = Math.round(serial * DAY_SECONDS);
  const day = Math.floor(seconds / DAY_SECONDS);
  if (!from1904 && day === PHANTOM_LEAP_DAY) return "1900-02-29";
  const phantom = !from1904 && day > PHANTOM_LEAP_DAY ? 1 : 0;
  const at = (from1904 ? EPOCH_1904 : EPOCH_1900) + (day - phantom) * DAY_SECONDS * 1000;
  const date = new Date(at).toISOString().slice(0, 10);
  const ofDay = seconds - day * DAY_SECONDS;
  return withTime && ofDay > 0 ? `${date} ${clockText(ofDay)}` : date;
}

function timeText(days: number, elapsed: boolean): string {
  if (days < 0) return plainNumber(days);
  const seconds = Math.round(days * DAY_SECONDS);
  return clockText(elapsed ? seconds : seconds % DAY_SECONDS);
}

/** `HH:MM`, with seconds when there are any. */
function clockText(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  const time = `${two(seconds / 3600)}:${two((seconds / 60) % 60)}`;
  return seconds % 60 ? `${time}:${two(seconds % 60)}` : time;
}
