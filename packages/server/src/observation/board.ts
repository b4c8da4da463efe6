/** What the board asks of observation, counted for everybody within reach at once. */
import { dueOf } from "@lianfang/core/duties/rules.ts";
import { type Day, type Instant, townDay, townTime } from "@lianfang/core/kernel/time.ts";
import type { Area } from "@lianfang/core/organization/contract.ts";
import { maskName } from "@lianfang/core/registry/person-name.ts";
import { m } from "@lianfang/messages/messages.js";
import type { QueryContext } from "../kernel/context.ts";
import { areaStore } from "../organization/area-store.ts";
import { boardStore } from "./board-store.ts";
import { tallyDue, type WindowTally } from "./due-store.ts";
import { townWindows } from "./windows.ts";
import { shortDay } from "./words.ts";

export interface ObservationNeed {
  need: "missed-readings" | "open-fever" | "awaiting-order" | "release-due";
  /** People in all; of fevers, alerts. */
  count: number;
  /** By area, most first; fevers by person, the oldest first. At most {@link mostLines}. */
  lines: { label: string; detail: string }[];
}

export interface ObservedWindow {
  windowId: string;
  /** Town time, `HH:MM`. */
  from: string;
  to: string;
  /** Owed once the window has begun, and so zero before. */
  due: number;
  done: number;
  missed: number;
}

export interface ObservedArea {
  observed: number;
  /** Owed today in windows begun by now. */
  readingsDue: number;
  readingsDone: number;
  openAlerts: number;
}

export interface ObservationBoard {
  needs: ObservationNeed[];
  windows: ObservedWindow[];
  /** Areas with anything to count, each on its own: a village's grids are not summed into it. */
  areas: Map<string, ObservedArea>;
}

const mostLines = 5;

/** Counts in a handful of statements, however many people there are. */
export async function observationBoard(context: QueryContext): Promise<ObservationBoard> {
  const { db, town, now, reach } = context;
  const store = boardStore(context);
  const windows = await townWindows(context);
  const today = windows.on(townDay(now, town.timeZone));
  const areaIds = reach.all ? undefined : reach.areaIds;
  const [needs, tallies, observed, alerts] = await Promise.all([
    needsNow(context, windows.releaseDueThrough(now)),
    tallyDue(db, { townId: town.townId, windows: today, at: now, areaIds }),
    store.observed(),
    store.openAlerts(),
  ]);
  return {
    needs,
    windows: today.map((window, position) => {
      const { open, done, missed } = sumOf(tallies.filter((one) => one.position === position));
      const { windowId } = window;
      const [from, to] = [window.from, window.to].map((at) => townTime(at, town.timeZone));
      return { windowId, from: from ?? "", to: to ?? "", due: open + done + missed, done, missed };
    }),
    areas: byArea(tallies, observed, alerts),
  };
}

function sumOf(tallies: readonly WindowTally[]) {
  const sum = (name: "open" | "done" | "missed") =>
    tallies.reduce((total, tally) => total + tally[name], 0);
  return { open: sum("open"), done: sum("done"), missed: sum("missed") };
}

interface AreaCount {
  areaId: string;
  n: number;
}

function byArea(
  tallies: readonly WindowTally[],
  observed: readonly AreaCount[],
  alerts: readonly AreaCount[],
): Map<string, ObservedArea> {
  const areas = new Map<string, ObservedArea>();
  const add = (areaId: string, more: Partial<ObservedArea>) => {
    const before = areas.get(areaId) ?? nothing;
    areas.set(areaId, {
      observed: before.observed + (more.observed ?? 0),
      readingsDue: before.readingsDue + (more.readingsDue ?? 0),
      readingsDone: before.readingsDone + (more.readingsDone ?? 0),
      openAlerts: before.openAlerts + (more.openAlerts ?? 0),
    });
  };
  for (const tally of tallies)
    add(tally.areaId, { readingsDue: dueOf(tally), readingsDone: tally.done });
  for (const { areaId, n } of observed) add(areaId, { observed: n });
  for (const { areaId, n } of alerts) add(areaId, { openAlerts: n });
  return areas;
}

const nothing: ObservedArea = { observed: 0, readingsDue: 0, readingsDone: 0, openAlerts: 0 };

async function needsNow(context: QueryContext, dueThrough: Day): Promise<ObservationNeed[]> {
  const store = boardStore(context);
  const today = townDay(context.now, context.town.timeZone);
  const [missed, fevers, awaiting, release, areas] = await Promise.all([
    store.missed(),
    store.fevers(),
    store.awaitingOrder(today),
    store.releaseDue(dueThrough),
    areaStore(context).all(),
  ]);
  const say = boardWords(context, areas);
  return [
    need("missed-readings", missed, (row) => [say.people(row), say.missedAt(row.lastClosedAt)]),
    {
      need: "open-fever",
      count: fevers.length,
      lines: fevers.slice(0, mostLines).map((row) => ({
        label: `${maskName(row.name)} ${row.celsius.toFixed(1)}℃`,
        detail: say.placeAndTime(row.areaId, row.takenAt),
      })),
    },
    need("awaiting-order", awaiting, (row) => [say.people(row), say.arrival(row.since)]),
    need("release-due", release, (row) => [say.people(row), say.endedSince(row.since)]),
  ];
}

/** How the board says where, how many and since when, in the caller's language. */
function boardWords({ now, town, locale }: QueryContext, areas: readonly Area[]) {
  const named = new Map(areas.map((area) => [area.areaId, area]));
  const nameOf = (areaId: string): string =>
    (locale === "zh-CN" ? named.get(areaId)?.name : named.get(areaId)?.nameEn) ?? "";
  const time = (at: Instant) => townTime(at, town.timeZone);
  const dayUnlessToday = (at: Instant): string => {
    const day = townDay(at, town.timeZone);
    return day === townDay(now, town.timeZone) ? "" : shortDay(day, locale);
  };
  const since = (day: Day) => ({ day: shortDay(day, locale) });
  return {
    people: ({ areaId, n }: AreaCount) =>
      m["observation.board.people"]({ area: nameOf(areaId), count: n }, { locale }),
    missedAt: (at: Instant) =>
      m["observation.board.missedAt"](
        { day: dayUnlessToday(at), time: time(at) },
        { locale },
      ).trim(),
    placeAndTime: (areaId: string, at: Instant) =>
      `${dayUnlessToday(at)} ${time(at)} ${nameOf(areaId)}`.trim(),
    // Whoever has announced a coming is ordered for before arriving.
    arrival: (day: Day) =>
      day > townDay(now, town.timeZone)
        ? m["observation.board.expectedFrom"](since(day), { locale })
        : m["observation.board.arrivedSince"](since(day), { locale }),
    endedSince: (day: Day) => m["observation.board.endedSince"](since(day), { locale }),
  };
}

/** @param line the label and the detail of one area */
function need<Row extends AreaCount>(
  name: ObservationNeed["need"],
  rows: readonly Row[],
  line: (row: Row) => [label: string, detail: string],
): ObservationNeed {
  const count = rows.reduce((total, { n }) => total + n, 0);
  const lines = rows.slice(0, mostLines).map(line);
  return { need: name, count, lines: lines.map(([label, detail]) => ({ label, detail })) };
}
