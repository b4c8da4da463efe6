import { type Occurrence, type WindowState, windowState } from "@lianfang/core/duties/rules.ts";
import { townDay, townTime } from "@lianfang/core/kernel/time.ts";
import type { observationContract } from "@lianfang/core/observation/contract.ts";
import { dayCount } from "@lianfang/core/observation/terms.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { policyOn } from "../policy/in-force.ts";
import { areasSought } from "../registry/store.ts";
import { type DueRow, listDue, tallyDue } from "./due-store.ts";
import { townWindows } from "./windows.ts";

type Routes = Handlers<typeof observationContract>;

export const readingsDue: Routes["readingsDue"] = async (input, context) => {
  const { town, now, db } = context;
  const day = input.day ?? townDay(now, town.timeZone);
  const { rules } = await policyOn(context, day);
  const windows = (await townWindows(context)).on(day);
  const areaIds = await areasSought(context, input.areaId);
  const [page, tallies] = await Promise.all([
    listDue(context, windows, input),
    tallyDue(db, { townId: town.townId, windows, at: now, areaIds }),
  ]);
  const sum = (state: WindowState) => tallies.reduce((total, tally) => total + tally[state], 0);
  return {
    ...page,
    rows: page.rows.map((row) => dueShown(row, windows, day, now)),
    day,
    feverCelsius: rules.readings.feverCelsius,
    counts: {
      upcoming: sum("upcoming"),
      open: sum("open"),
      done: sum("done"),
      missed: sum("missed"),
    },
    windows: windows.map(({ windowId, from, to }) => ({
      windowId,
      from: townTime(from, town.timeZone),
      to: townTime(to, town.timeZone),
    })),
  };
};

function dueShown(row: DueRow, windows: readonly Occurrence[], day: string, now: string) {
  const window = windows[row.position];
  if (!window) throw new Error("a row of a window that was not asked for");
  const { windowId, from, to } = window;
  const reading = readingOf(row);
  const record = reading && { happenedAt: reading.takenAt };
  return {
    orderId: row.order_id,
    residentId: row.resident_id,
    name: row.name,
    areaId: row.area_id,
    areaName: row.area_name,
    place: row.place,
    ...dayCount({ countedFrom: row.counted_from, endDay: row.end_day }, day),
    window: { windowId, day, from, to, state: windowState(window, record, now), reading },
  };
}

function readingOf(row: DueRow) {
  if (row.reading_id === null) return undefined;
  return {
    readingId: row.reading_id,
    celsius: row.celsius,
    isFever: row.is_fever,
    takenAt: row.taken_at,
    receivedAt: row.received_at,
    takenBy: row.taken_by_name ?? undefined,
    symptoms: row.symptoms,
    note: row.note ?? undefined,
  };
}
