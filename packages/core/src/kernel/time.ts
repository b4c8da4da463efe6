/**
 * Instants and days. An instant is a UTC time as ISO 8601 text with milliseconds and `Z`, so that
 * instants sort as text. A day is a calendar day of the town, `YYYY-MM-DD`, never an instant.
 */
import { z } from "zod";

export type Instant = string;
export type Day = string;
/** A time of the town's day, `HH:MM`. `24:00` is the end of the day. */
export type TimeOfDay = string;

export const Instant = z.iso.datetime().transform((text) => new Date(text).toISOString());
export const Day = z.iso.date();
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);

const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formats.set(timeZone, format);
  return format;
}

function partsIn(instant: Instant, timeZone: string): Record<string, string> {
  const parts = formatIn(timeZone).formatToParts(new Date(instant));
  return Object.fromEntries(parts.map((part) => [part.type, part.value]));
}

/** The town's wall clock and calendar at an instant, as if it were UTC. */
function wallClock(instant: Instant, timeZone: string): string {
  const utc = Date.parse(instant);
  return new Date(utc + offsetAt(utc, timeZone)).toISOString();
}

/** The town's day on which an instant falls. */
export function townDay(instant: Instant, timeZone: string): Day {
  return wallClock(instant, timeZone).slice(0, 10);
}

/** The town's wall clock at an instant, `HH:MM`. */
export function townTime(instant: Instant, timeZone: string): TimeOfDay {
  return wallClock(instant, timeZone).slice(11, 16);
}

const quarterMs = 15 * 60_000;
/** In this century clocks have been set at full quarters of an hour everywhere. */
const quartersFrom = Date.parse("2000-01-01T00:00:00.000Z");
const offsets = new Map<string, number>();
const mostOffsets = 20_000;

/**
 * How far the zone's clocks are ahead of UTC, in milliseconds; to the second. Asking the platform
 * takes longer than everything else a record is judged by, so it is asked once a quarter of an hour.
 */
function offsetAt(utc: number, timeZone: string): number {
  if (!(utc >= quartersFrom)) return offsetAsked(utc, timeZone);
  const quarter = Math.floor(utc / quarterMs);
  const key = `${timeZone} ${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const offset = offsetAsked(quarter * quarterMs, timeZone);
  if (offsets.size >= mostOffsets) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

function offsetAsked(utc: number, timeZone: string): number {
  const p = partsIn(new Date(utc).toISOString(), timeZone);
  const wall = Date.parse(`${p.year}-${p.month}-${p.day}T${p.hour}:${p.minute}:${p.second}.000Z`);
  return wall - Math.floor(utc / 1000) * 1000;
}

/**
 * The instant at which the town's clocks show `time` on `day`; `24:00` is the next midnight. Where
 * the clocks show it twice, the first time; where they skip it, as much later as they skipped.
 */
export function instantAt(day: Day, time: TimeOfDay, timeZone: string): Instant {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const wall = Date.parse(`${day}T00:00:00.000Z`) + (hours * 60 + minutes) * 60_000;
  const dayMs = 86_400_000;
  const before = offsetAt(wall - dayMs, timeZone);
  const after = offsetAt(wall + dayMs, timeZone);
  // Zones change at most once in two days; nearly always there is nothing to choose.
  if (before === after) return new Date(wall - before).toISOString();
  const shown = [before, after].filter((offset) => offsetAt(wall - offset, timeZone) === offset);
  return new Date(wall - (shown.length > 0 ? Math.max(...shown) : before)).toISOString();
}

/** The day `days` later (earlier when negative). */
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** How many days `to` lies after `from`; negative when it lies before. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** Negative, zero or positive, as `a` is before, on or after `b`. Days sort as text. */
export function compareDays(a: Day, b: Day): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The instant `minutes` later (earlier when negative). */
export function addMinutes(instant: Instant, minutes: number): Instant {
  return new Date(Date.parse(instant) + minutes * 60_000).toISOString();
}

/** Minutes from one instant to another, fractional, negative when `to` is earlier. */
export function minutesBetween(from: Instant, to: Instant): number {
  return (Date.parse(to) - Date.parse(from)) / 60_000;
}

/** Clocks of phones run ahead: so much is forgiven. */
const clockToleranceMinutes = 5;

/** Whether something is said to have happened later than a phone's fast clock explains. */
export function isInFuture(instant: Instant, now: Instant): boolean {
  return instant > addMinutes(now, clockToleranceMinutes);
}
