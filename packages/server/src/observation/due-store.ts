/** Readings owed on a day, for all orders at once: who is owed which window, and whether it is done. */

import {
  type Occurrence,
  type Tally,
  type WindowState,
  windowState,
} from "@lianfang/core/duties/rules.ts";
import type { Page } from "@lianfang/core/kernel/page.ts";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";
import type { Db } from "../kernel/database/database.ts";
import { areasSought } from "../registry/store.ts";

/** What needs somebody first: what can still be done, what was missed, what comes, what is done. */
const stateOrder: readonly WindowState[] = ["open", "missed", "upcoming", "done"];

/**
 * Windows as a table. A window without a reading stands the same for everybody, so its state is
 * computed once, by the rules, and joined.
 */
function windowRows(windows: readonly Occurrence[], now: Instant, alias: "w" | "seen") {
  const rows = windows.map((window, position) => ({
    position,
    window_id: window.windowId,
    from_at: window.from,
    to_at: window.to,
    closes_at: window.closesAt,
    unread: windowState(window, undefined, now),
  }));
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as ${sql.ref(alias)} (position int,
    window_id text, from_at timestamptz, to_at timestamptz, closes_at timestamptz, unread text)`;
}

/** What is asked for, and as of when records count: those received later don't. */
export interface DueQuestion {
  townId: string;
  windows: readonly Occurrence[];
  at: Instant;
  /** Areas of the households; all when undefined. */
  areaIds: readonly string[] | undefined;
}

/** The earliest standing reading of each order in each window. */
function readingsIn({ townId, windows, at }: DueQuestion) {
  const first = windows[0]?.from ?? at;
  const last = windows.at(-1)?.closesAt ?? at;
  return sql`
    select distinct on (reading.order_id, seen.position) reading.*, seen.position
    from observation_reading reading
    join ${windowRows(windows, at, "seen")}
      on reading.taken_at >= seen.from_at and reading.taken_at < seen.closes_at
    where reading.town_id = ${townId} and reading.received_at <= ${at}
      and reading.taken_at >= ${first} and reading.taken_at < ${last}
      and not exists (
        select from observation_reading newer
        where newer.town_id = reading.town_id and newer.corrects = reading.reading_id
          and newer.received_at <= ${at})
    order by reading.order_id, seen.position, reading.taken_at, reading.reading_id`;
}

/**
 * One row for each order and window owed it (see `isOwed` and `owedSpan` of the rules), with the
 * reading that settles it.
 */
export function dueRows(question: DueQuestion) {
  const { townId, windows, at, areaIds } = question;
  const first = windows[0]?.from ?? at;
  return sql`
    select o.order_id, p.resident_id, o.place, o.counted_from, o.end_day,
      p.name, p.area_id, w.position, w.window_id, w.from_at, w.to_at, w.closes_at,
      r.reading_id, r.celsius, r.is_fever, r.taken_at, r.received_at, r.taken_by, r.symptoms, r.note,
      case when r.reading_id is null then w.unread else 'done' end as state
    from observation_order o
    join known_resident p on p.town_id = o.town_id and p.known_as = o.resident_id
    join ${windowRows(windows, at, "w")}
      on greatest(o.starts_at, o.issued_at) <= w.from_at
      and w.to_at <= least(o.ends_at, case when o.ended_at <= ${at} then o.ended_at end)
    left join (${readingsIn(question)}) r on r.order_id = o.order_id and r.position = w.position
    where o.town_id = ${townId} and o.ends_at > ${first} and o.issued_at <= ${at}
      ${areaIds ? sql`and p.area_id = ${anyOf(areaIds)}` : sql``}`;
}

export interface DueRow {
  order_id: string;
  resident_id: string;
  place: string;
  counted_from: string;
  end_day: string;
  name: string;
  area_id: string;
  area_name: string;
  position: number;
  state: WindowState;
  reading_id: string | null;
  celsius: number;
  is_fever: boolean;
  taken_at: Instant;
  received_at: Instant;
  taken_by_name: string | null;
  symptoms: string[];
  note: string | null;
}

export interface DueFilter {
  after?: string | undefined;
  limit: number;
  areaId?: string | undefined;
  state?: WindowState | undefined;
  windowId?: string | undefined;
}

/** The page of what is due: by urgency, window, area and name. */
export async function listDue(
  context: QueryContext,
  windows: readonly Occurrence[],
  filter: DueFilter,
): Promise<Page<DueRow>> {
  const areaIds = await areasSought(context, filter.areaId);
  const due = dueRows({ townId: context.town.townId, windows, at: context.now, areaIds });
  const rank = sql`array_position(${[...stateOrder]}::text[], due.state)`;
  const key = sql`(${rank}, due.position, a.position, due.name collate "C", due.order_id)`;
  const { rows } = await sql<DueRow & { rank: number; area_position: number }>`
    select due.*, a.name as area_name, a.position as area_position, ${rank} as rank,
      taker.display_name as taken_by_name
    from (${due}) as due
    join area a on a.town_id = ${context.town.townId} and a.area_id = due.area_id
    left join account taker
      on taker.town_id = ${context.town.townId} and taker.account_id = due.taken_by
    where true
      ${filter.state ? sql`and due.state = ${filter.state}` : sql``}
      ${filter.windowId ? sql`and due.window_id = ${filter.windowId}` : sql``}
      ${filter.after ? sql`and ${key} > ${afterKey(filter.after)}` : sql``}
    order by ${rank}, due.position, a.position, due.name collate "C", due.order_id
    limit ${filter.limit + 1}`.execute(context.db);
  return toPage(
    rows,
    filter.limit,
    (row) => [row.rank, row.position, row.area_position, row.name, row.order_id],
    (row) => row,
  );
}

function afterKey(cursor: string) {
  const [rank, position, area, name, id] = decodeCursor(cursor, 5);
  return sql`(${rank}::int, ${position}::int, ${area}::int, ${name} collate "C", ${id}::uuid)`;
}

export interface WindowTally extends Tally {
  areaId: string;
  position: number;
}

/** How the windows stand, by area and window. Late is told from the reading itself. */
export async function tallyDue(db: Db, question: DueQuestion): Promise<WindowTally[]> {
  if (question.windows.length === 0) return [];
  const { rows } = await sql<{
    area_id: string;
    position: number;
    state: WindowState;
    is_late: boolean;
    n: number;
  }>`
    select area_id, position, state, coalesce(taken_at >= to_at, false) as is_late, count(*) as n
    from (${dueRows(question)}) as due group by 1, 2, 3, 4`.execute(db);
  const tallies = new Map<string, WindowTally>();
  for (const { area_id: areaId, position, state, is_late, n } of rows) {
    const key = `${areaId} ${position}`;
    const tally = tallies.get(key) ?? { areaId, position, ...nothing };
    tally[state] += n;
    if (is_late) tally.late += n;
    tallies.set(key, tally);
  }
  return [...tallies.values()];
}

const nothing: Tally = { upcoming: 0, open: 0, done: 0, missed: 0, late: 0 };
