/**
 * What lists are narrowed by. Every filter is a text, the same in the address, the API, a saved view
 * and the heading of an export; its kind says what the text may be.
 */
import { z } from "zod";
import { addDays, type Day } from "./time.ts";

/** - `area`: an area's id; what lies under it counts too */
interface AreaKind {
  kind: "area";
}
/** - `choice`: values of a closed list, joined by commas: any of them */
interface ChoiceKind<Value extends string = string> {
  kind: "choice";
  values: readonly Value[];
  /** Records may have none: `any` finds those that have one, `none` the others. */
  isOptional: boolean;
}
/** - `value`: values as they were entered, joined by commas: any of them */
interface ValueKind {
  kind: "value";
}
/** - `presence`: `yes` where something is there, `no` where nothing is */
interface PresenceKind {
  kind: "presence";
}
/** - `numbers`: `14-59`, `60-`, `-13` or `7` */
interface NumbersKind {
  kind: "numbers";
  most: number;
  /** Ranges people look for, offered as they are. */
  bands: readonly string[];
}
/** - `days`: `2020-01-20..2020-02-05`, open at one side, or `7d` for today and the six days before */
interface DaysKind {
  kind: "days";
}
/** - `division`: a code of GB/T 2260, or its first two or four digits */
interface DivisionKind {
  kind: "division";
}

export type FilterKind =
  | AreaKind
  | ChoiceKind
  | ValueKind
  | PresenceKind
  | NumbersKind
  | DaysKind
  | DivisionKind;

export const area: AreaKind = { kind: "area" };
export const value: ValueKind = { kind: "value" };
export const presence: PresenceKind = { kind: "presence" };
export const days: DaysKind = { kind: "days" };
export const division: DivisionKind = { kind: "division" };

export function choice<Value extends string>(of: z.ZodEnum<Record<Value, Value>>) {
  return { kind: "choice", values: of.options, isOptional: false } as const;
}

/** A choice that records may be without. */
export function optionalChoice<Value extends string>(of: z.ZodEnum<Record<Value, Value>>) {
  return { kind: "choice", values: of.options, isOptional: true } as const;
}

export function numbers(most: number, bands: readonly string[]): NumbersKind {
  return { kind: "numbers", most, bands };
}

/** The texts a filter offers by itself; none where values are typed or picked elsewhere. */
export function optionsOf(filter: FilterKind): readonly string[] {
  if (filter.kind === "presence") return ["yes", "no"];
  if (filter.kind === "numbers") return filter.bands;
  if (filter.kind !== "choice") return [];
  return filter.isOptional ? ["any", ...filter.values, "none"] : filter.values;
}

/** Several values of one filter: any of them. */
export function severalIn(text: string): string[] {
  return [...new Set(text.split(",").filter((one) => one !== ""))];
}

export interface NumberRange {
  from?: number;
  to?: number;
}

export function numbersIn(text: string): NumberRange | undefined {
  const [, from = "", dash, to = ""] = /^(\d{0,4})(-?)(\d{0,4})$/.exec(text) ?? [];
  if (from === "" && to === "") return undefined;
  if (!dash) return { from: Number(from), to: Number(from) };
  const range = { ...(from && { from: Number(from) }), ...(to && { to: Number(to) }) };
  return from && to && Number(from) > Number(to) ? undefined : range;
}

export interface DayRange {
  from?: Day;
  to?: Day;
}

const mostDaysBack = 3_660;

/** @param today the town's today */
export function daysIn(text: string, today: Day): DayRange | undefined {
  const back = Number(/^(\d{1,4})d$/.exec(text)?.[1]);
  if (back > 0 && back <= mostDaysBack) return { from: addDays(today, 1 - back), to: today };
  const [, from = "", to = ""] = /^([\d-]*)\.\.([\d-]*)$/.exec(text) ?? [];
  const isDay = (day: string) => day === "" || z.iso.date().safeParse(day).success;
  if ((from === "" && to === "") || !isDay(from) || !isDay(to)) return undefined;
  if (from && to && from > to) return undefined;
  return { ...(from && { from }), ...(to && { to }) };
}

/** Whether a text is one that this kind of filter understands. */
export function isUnderstood(filter: FilterKind, text: string): boolean {
  switch (filter.kind) {
    case "area":
      return z.uuid().safeParse(text).success;
    case "choice":
      return isChosen(filter, text);
    case "value":
      return severalIn(text).length > 0;
    case "presence":
      return text === "yes" || text === "no";
    case "numbers":
      return isWithin(filter, numbersIn(text));
    case "days":
      // Whether a text is a range does not depend on the day.
      return daysIn(text, "2020-01-01") !== undefined;
    case "division":
      return /^(\d{2}|\d{4}|\d{6})$/.test(text);
  }
}

function isChosen({ values, isOptional }: ChoiceKind, text: string): boolean {
  if (isOptional && (text === "any" || text === "none")) return true;
  const chosen = severalIn(text);
  return chosen.length > 0 && chosen.every((one) => values.includes(one));
}

function isWithin({ most }: NumbersKind, range: NumberRange | undefined): boolean {
  return range !== undefined && (range.from ?? 0) <= most && (range.to ?? 0) <= most;
}

const longestFilter = 200;

const described: Record<FilterKind["kind"], string> = {
  area: "An area's id; what lies under it counts too",
  choice: "Any of these, joined by commas; where the field may be empty also `any` or `none`",
  value: "Any of these values, joined by commas",
  presence: "`yes` or `no`",
  numbers: "`14-59`, `60-`, `-13` or `7`",
  days: "`2020-01-20..2020-02-05`, open at one side, or `7d` for the last seven days",
  division: "A code of GB/T 2260, or its first two or four digits",
};

/** A filter as it comes in. */
export function filterText(filter: FilterKind): z.ZodType<string, string> {
  return z
    .string()
    .trim()
    .max(longestFilter)
    .refine((text) => isUnderstood(filter, text))
    .describe(described[filter.kind]);
}
