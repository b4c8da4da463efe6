/** Households, residents and premises as what lies in an area. */
import { sql } from "kysely";
import type { CommandContext, QueryContext } from "../kernel/context.ts";
import type { AreaRecords } from "../organization/area-records.ts";
import { keepBefore } from "./change-store.ts";
import { subjectTables } from "./subjects.ts";
import "./premises-tables.ts";
import "./tables.ts";

async function countIn(
  { db, town }: QueryContext,
  table: "household" | "resident" | "premises",
  areaId: string,
): Promise<number> {
  const row = await db
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as("found"))
    .where("town_id", "=", town.townId)
    .where("area_id", "=", areaId)
    .where("removed_at", "is", null)
    .executeTakeFirstOrThrow();
  return row.found;
}

/** How many records go into one statement. */
const atOnce = 10_000;

/** Removed ones move along: whoever restores one finds it where its area went. */
const households: AreaRecords = {
  kind: "household",
  count: (context, areaId) => countIn(context, "household", areaId),
  move: (context, from, into) => moveKept(context, "household", { from, into }),
};

const residents: AreaRecords = {
  kind: "resident",
  count: (context, areaId) => countIn(context, "resident", areaId),
  async move({ db, town, now }, from, into) {
    await db
      .updateTable("resident")
      .set({ area_id: into, changed_at: now })
      .where("town_id", "=", town.townId)
      .where("area_id", "=", from)
      .execute();
  },
};

const premises: AreaRecords = {
  kind: "premises",
  count: (context, areaId) => countIn(context, "premises", areaId),
  move: (context, from, into) => moveKept(context, "premises", { from, into }),
};

/** Moves records that have a history of their own, and keeps what they were. */
async function moveKept(
  context: CommandContext,
  kind: "household" | "premises",
  { from, into }: { from: string; into: string },
): Promise<void> {
  const { db, town, now } = context;
  const { table, key } = subjectTables[kind];
  const { rows } = await sql<{ id: string }>`
    select ${sql.ref(key)} as "id" from ${sql.table(table)}
    where town_id = ${town.townId} and area_id = ${from}`.execute(db);
  const ids = rows.map(({ id }) => id);
  for (let at = 0; at < ids.length; at += atOnce) {
    await keepBefore(context, kind, ids.slice(at, at + atOnce), "edited");
  }
  await sql`
    update ${sql.table(table)}
    set area_id = ${into}, changed_at = ${now}, revision = revision + 1
    where town_id = ${town.townId} and area_id = ${from}`.execute(db);
}

export const registryAreaRecords: readonly AreaRecords[] = [households, residents, premises];
