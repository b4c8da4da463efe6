/** Households and residents as what lies in an area. */
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import type { AreaRecords } from "../organization/area-records.ts";
import "./tables.ts";

async function countIn(
  { db, town }: QueryContext,
  table: "household" | "resident",
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

/** Removed ones move along: whoever restores one finds it where its area went. */
const households: AreaRecords = {
  kind: "household",
  count: (context, areaId) => countIn(context, "household", areaId),
  async move({ db, town, now }, from, into) {
    await db
      .updateTable("household")
      .set({ area_id: into, changed_at: now, revision: sql<number>`revision + 1` })
      .where("town_id", "=", town.townId)
      .where("area_id", "=", from)
      .execute();
  },
};

const residents: AreaRecords = {
  kind: "resident",
  count: (context, areaId) => countIn(context, "resident", areaId),
  async move({ db, town }, from, into) {
    await db
      .updateTable("resident")
      .set({ area_id: into })
      .where("town_id", "=", town.townId)
      .where("area_id", "=", from)
      .execute();
  },
};

export const registryAreaRecords: readonly AreaRecords[] = [households, residents];
