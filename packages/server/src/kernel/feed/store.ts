/**
 * The order of changes. A change's position is the number of its transaction and a count within it,
 * as the journal's rows have them; a reader stops below the oldest transaction still open, so that
 * nothing that commits late lies behind a cursor already given out.
 */
import type { Feed, FeedInput } from "@lianfang/core/kernel/feed.ts";
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import { addMinutes, type Instant } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { QueryContext } from "../context.ts";
import { decodeCursor, encodeCursor } from "../database/cursor.ts";
import type { Db } from "../database/database.ts";

export type FeedKind = "household" | "resident" | "premises" | "arrival" | "order" | "round";

/** How a module shows what changed: the records by id within reach, and those that are not there. */
export interface Shown<Change> {
  load(ids: readonly string[]): Promise<ReadonlyMap<string, Change>>;
  gone(id: string): Change;
}

interface Position {
  xid: string;
  sequence: string;
}

interface ChangeRow extends Position {
  record_id: string;
  standing: "here" | "left" | "gone";
}

/** @throws Problem `kernel.invalid` naming `after` */
export async function readFeed<Change>(
  context: QueryContext,
  kind: FeedKind,
  input: FeedInput,
  { load, gone }: Shown<Change>,
): Promise<Feed<Change>> {
  const from = await startOf(context, input);
  const rows = await changesAfter(context, kind, from, input.limit + 1);
  const kept = rows.slice(0, input.limit);
  const records = await load([...new Set(kept.map((row) => row.record_id))]);
  const changes = kept.flatMap((row) => {
    const record = records.get(row.record_id);
    if (record === undefined) return [gone(row.record_id)];
    // It has only moved within reach: it is told of where it lies now.
    return row.standing === "here" ? [record] : [];
  });
  const { xid, sequence } = kept.at(-1) ?? from;
  return { changes, next: encodeCursor([xid, sequence]), isMore: rows.length > input.limit };
}

/** Longer than a statement may run: what was open when a seal was made had its instant by then. */
const sealMarginMinutes = 2;
const first: Position = { xid: "0", sequence: "0" };
const endOfTransaction = "9223372036854775807";

async function startOf(
  { db, town }: QueryContext,
  { after, updatedSince }: FeedInput,
): Promise<Position> {
  if (after !== undefined) return positionFrom(after);
  if (updatedSince === undefined) return first;
  const sealed = await settledBy(db, town.townId, addMinutes(updatedSince, -sealMarginMinutes));
  return sealed === undefined ? first : { xid: sealed, sequence: endOfTransaction };
}

function positionFrom(cursor: string): Position {
  const [xid = "", sequence = ""] = decodeCursor(cursor, 2);
  if ([xid, sequence].every((part) => /^\d{1,19}$/.test(part))) return { xid, sequence };
  throw kernelProblems.invalid({ fields: [{ path: "after", code: "kernel.field.wrongForm" }] });
}

/** The transaction up to which everything was there for all to see at an instant, by the seals. */
async function settledBy(db: Db, townId: string, at: Instant): Promise<string | undefined> {
  const seal = await db
    .selectFrom("journal_seal")
    .select("upto_xid")
    .where("town_id", "=", townId)
    .where("sealed_at", "<=", at)
    .orderBy("sealed_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return seal?.upto_xid;
}

async function changesAfter(
  { db, town, reach }: QueryContext,
  kind: FeedKind,
  { xid, sequence }: Position,
  limit: number,
): Promise<readonly ChangeRow[]> {
  const settled = sql`town_id = ${town.townId}::uuid and kind = ${kind}
    and (xid, sequence) > (${xid}::xid8, ${sequence}::bigint)
    and xid < pg_snapshot_xmin(pg_current_snapshot())`;
  const page = sql`order by xid, sequence limit ${sql.lit(limit)}`;
  // The first of each area, then of all: an index hands them over in order, however many areas.
  const found = reach.all
    ? sql`select * from feed_change where ${settled} and standing <> 'left' ${page}`
    : sql`
        select change.*
        from unnest(${[...reach.areaIds]}::uuid[]) as reached (id)
        cross join lateral (
          select * from feed_change where ${settled} and area_id = reached.id ${page}) as change
        ${page}`;
  // Texts only now: put in order as texts, 10 comes before 9.
  const { rows } = await sql<ChangeRow>`
    select record_id, standing, xid, sequence::text as sequence
    from (${found}) as found
    order by xid, found.sequence`.execute(db);
  return rows;
}
