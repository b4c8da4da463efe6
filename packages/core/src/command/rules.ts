/** The bulletin's day: until when it counts, what it is compared with, when it is due. */
import { covers, type Reach } from "../kernel/access.ts";
import { kernelProblems } from "../kernel/problems.ts";
import {
  addDays,
  addMinutes,
  type Day,
  daysBetween,
  type Instant,
  instantAt,
  minutesBetween,
  type TimeOfDay,
  townDay,
} from "../kernel/time.ts";
import { problems } from "./contract.ts";

/** What the bulletin goes by in a town's response. */
export interface BulletinClock {
  /** The time of day the bulletin is out by; it counts until then. */
  bulletinBy: TimeOfDay;
  timeZone: string;
  /** The response's first day. */
  activatedOn: Day;
}

/** 1 on the response's first day. */
export function responseDay(day: Day, { activatedOn }: BulletinClock): number {
  return daysBetween(activatedOn, day) + 1;
}

/**
 * Until when a day's bulletin counts: as asked for, else the clock's bulletin time, or now while
 * that is yet to come.
 * @throws Problem `command.dayBeforeResponse`, `command.cutOffInFuture`, and `kernel.invalid` for
 * a cut-off on another day (24:00 belongs to the day it ends)
 */
export function cutOffOf(
  day: Day,
  asked: Instant | undefined,
  clock: BulletinClock,
  now: Instant,
): Instant {
  const { bulletinBy, timeZone, activatedOn } = clock;
  if (day < activatedOn) throw problems.dayBeforeResponse();
  if (day > townDay(now, timeZone)) throw problems.cutOffInFuture();
  if (asked === undefined) {
    const usual = instantAt(day, bulletinBy, timeZone);
    return usual < now ? usual : now;
  }
  if (asked > now) throw problems.cutOffInFuture();
  const isOnDay =
    instantAt(day, "00:00", timeZone) < asked && asked <= instantAt(day, "24:00", timeZone);
  if (!isOnDay) {
    const field = { path: "cutOffAt", code: "command.field.cutOffOnAnotherDay" };
    throw kernelProblems.invalid({ fields: [field] });
  }
  return asked;
}

/**
 * What a bulletin is compared with: the cut-off of the day before, as that day's bulletin had it,
 * else a day earlier. Undefined on the response's first day: there is nothing before it.
 */
export function comparedWith(
  day: Day,
  cutOffAt: Instant,
  cutOffBefore: Instant | undefined,
  { activatedOn }: BulletinClock,
): Instant | undefined {
  if (day <= activatedOn) return undefined;
  return cutOffBefore ?? addMinutes(cutOffAt, -24 * 60);
}

/** The town's day a cut-off closes; 24:00 closes the day it ends. */
export function dayClosedBy(cutOffAt: Instant, timeZone: string): Day {
  return townDay(new Date(Date.parse(cutOffAt) - 1).toISOString(), timeZone);
}

/** From how long before its time the bulletin is asked for. */
const askedForMinutes = 60;

export interface BulletinDue {
  day: Day;
  by: Instant;
  /** Negative while there is time left. */
  minutesLate: number;
}

/**
 * Bulletins that somebody has to see to: today's from an hour before its time, and yesterday's
 * while it is not out.
 * @param issued days whose bulletin is out
 */
export function bulletinsDue(
  issued: readonly Day[],
  clock: BulletinClock,
  now: Instant,
): BulletinDue[] {
  const today = townDay(now, clock.timeZone);
  return [addDays(today, -1), today]
    .filter((day) => day >= clock.activatedOn && !issued.includes(day))
    .map((day) => {
      const by = instantAt(day, clock.bulletinBy, clock.timeZone);
      return { day, by, minutesLate: Math.floor(minutesBetween(by, now)) };
    })
    .filter(({ minutesLate }) => minutesLate >= -askedForMinutes);
}

interface AreaNode {
  areaId: string;
  parentId?: string | undefined;
  kind: "town" | "village" | "community" | "grid";
}

/**
 * The areas a table shows to somebody: villages and communities within reach, and grids within
 * reach whose village is not.
 */
export function areasInTable<Node extends AreaNode>(areas: readonly Node[], reach: Reach): Node[] {
  return areas.filter(({ areaId, parentId, kind }) => {
    if (kind === "town" || !covers(reach, areaId)) return false;
    return kind !== "grid" || !covers(reach, parentId);
  });
}

/**
 * Counts by area gathered under the areas of a table: what lies in a grid counts for its village.
 * Areas that lie under none of them are left out.
 */
export function gathered(
  counts: ReadonlyMap<string, number>,
  areas: readonly AreaNode[],
  table: readonly AreaNode[],
): Map<string, number> {
  const parents = new Map(areas.map(({ areaId, parentId }) => [areaId, parentId]));
  const sums = new Map(table.map(({ areaId }) => [areaId, 0]));
  for (const [areaId, count] of counts) {
    let above: string | undefined = areaId;
    while (above !== undefined && !sums.has(above)) above = parents.get(above);
    if (above !== undefined) sums.set(above, (sums.get(above) ?? 0) + count);
  }
  return sums;
}
