/**
 * Duties: something owed on a target, in windows, again and again. What is due, done and missed is
 * computed here from the definition, the target and the records, and stored nowhere. Every duty is
 * counted by these functions, so that coverage and punctuality mean the same for all of them.
 */
import {
  addDays,
  addMinutes,
  type Day,
  type Instant,
  instantAt,
  minutesBetween,
  type TimeOfDay,
} from "../kernel/time.ts";

/** A window of the town's day. `from` belongs to it, `to` does not; `24:00` ends the day. */
export interface DailyWindow {
  id: string;
  from: TimeOfDay;
  to: TimeOfDay;
}

/** What is owed on one day. */
export interface DutyOfDay {
  /** In the order of their beginnings. */
  windows: readonly DailyWindow[];
  /** How long after a window's end a record still settles it, late. */
  graceMinutes: number;
}

/** What is owed on each day, since rules change from day to day; undefined: nothing that day. */
export type DutyDefinition = (day: Day) => DutyOfDay | undefined;

/** How long a target is owed the duty: from the first instant until just before the second. */
export interface Span {
  from: Instant;
  until: Instant;
}

/** Both days included. */
export interface DayRange {
  from: Day;
  to: Day;
}

/** One window of one day, in instants. A record from `from` until just before `closesAt` settles it. */
export interface Occurrence {
  windowId: string;
  day: Day;
  from: Instant;
  to: Instant;
  closesAt: Instant;
}

/** An append-only fact from the field that may settle a window. */
export interface DutyRecord {
  /** By the clock of the device that made it. */
  happenedAt: Instant;
}

/** `open` lasts through the grace time; from then on a window nobody settled is `missed`. */
export type WindowState = "upcoming" | "open" | "done" | "missed";

/** Windows for a duty owed so many times a day at no set hours. */
export function wholeDay(times = 1): DailyWindow[] {
  return Array.from({ length: times }, (_, at) => ({
    id: `day-${at + 1}`,
    from: "00:00",
    to: "24:00",
  }));
}

/** The windows of one day in instants, whoever they are owed. */
export function windowsOn(day: Day, duty: DutyOfDay, timeZone: string): Occurrence[] {
  return duty.windows.map(({ id, from, to }) => {
    const end = instantAt(day, to, timeZone);
    // A record belongs to one window: the grace of one ends where the next begins, and with the day.
    const next = duty.windows.find((other) => other.from >= to)?.from ?? "24:00";
    const untilNext = minutesBetween(end, instantAt(day, next, timeZone));
    return {
      windowId: id,
      day,
      from: instantAt(day, from, timeZone),
      to: end,
      closesAt: addMinutes(end, Math.min(duty.graceMinutes, untilNext)),
    };
  });
}

/**
 * Whether a window is owed a target. Only whole windows are: who comes under a duty in the middle
 * of one, or is freed in it, is not blamed for the rest.
 */
export function isOwed(window: Occurrence, span: Span): boolean {
  return span.from <= window.from && window.to <= span.until;
}

/** Every window owed a target in a range of days, earliest first. */
export function occurrences(
  definition: DutyDefinition,
  span: Span,
  days: DayRange,
  timeZone: string,
): Occurrence[] {
  const owed: Occurrence[] = [];
  for (let day = days.from; day <= days.to; day = addDays(day, 1)) {
    const duty = definition(day);
    if (!duty) continue;
    owed.push(...windowsOn(day, duty, timeZone).filter((window) => isOwed(window, span)));
  }
  return owed;
}

/** Whether a record falls into a window or its grace time. */
export function settles(record: DutyRecord, window: Occurrence): boolean {
  return window.from <= record.happenedAt && record.happenedAt < window.closesAt;
}

/** Whether a window was settled only in its grace time. */
export function isLate(record: DutyRecord, window: Occurrence): boolean {
  return record.happenedAt >= window.to;
}

export function windowState(
  window: Occurrence,
  record: DutyRecord | undefined,
  now: Instant,
): WindowState {
  if (record) return "done";
  if (now < window.from) return "upcoming";
  return now < window.closesAt ? "open" : "missed";
}

export interface Settled<Entry extends DutyRecord> {
  window: Occurrence;
  /** The earliest record in the window that settles no other. */
  record: Entry | undefined;
}

/** Gives each window its record. A record settles one window, the first it falls into. */
export function settle<Entry extends DutyRecord>(
  windows: readonly Occurrence[],
  records: readonly Entry[],
): { windows: Settled<Entry>[]; rest: Entry[] } {
  const waiting = [...records].sort((a, b) => (a.happenedAt < b.happenedAt ? -1 : 1));
  const settled = windows.map((window) => {
    const at = waiting.findIndex((record) => settles(record, window));
    return { window, record: at < 0 ? undefined : waiting.splice(at, 1)[0] };
  });
  return { windows: settled, rest: waiting };
}

/** How many windows stand how. `late` are among `done`. */
export interface Tally {
  upcoming: number;
  open: number;
  done: number;
  missed: number;
  late: number;
}

export function tally(windows: readonly Settled<DutyRecord>[], now: Instant): Tally {
  const counts: Tally = { upcoming: 0, open: 0, done: 0, missed: 0, late: 0 };
  for (const { window, record } of windows) {
    counts[windowState(window, record, now)] += 1;
    if (record && isLate(record, window)) counts.late += 1;
  }
  return counts;
}

/** Windows that have begun: what was due by now. */
export function dueOf({ open, done, missed }: Tally): number {
  return open + done + missed;
}

/** The share of what was due that is done, 0 to 1; undefined when nothing was due. */
export function coverageOf(counts: Tally): number | undefined {
  const due = dueOf(counts);
  return due === 0 ? undefined : counts.done / due;
}

/**
 * The share done in time, 0 to 1, of the windows done or missed; those still open don't count yet.
 * Undefined when there are none.
 */
export function punctualityOf({ done, missed, late }: Tally): number | undefined {
  const decided = done + missed;
  return decided === 0 ? undefined : (done - late) / decided;
}
