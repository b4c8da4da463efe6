/** Households and residents as what lies in an area. */
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import type { AreaRecords } from "../organization/area-records.ts";
import { keepBefore } from "./change-store.ts";
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

/** How many records go into one statement. */
const atOnce = 10_000;

/** Removed ones move along: whoever restores one finds it where its area went. */
const households: AreaRecords = {
  kind: "household",
  count: (context, areaId) => countIn(context, "household", areaId),
  async move(context, from, into) {
    const { db, town, now } = context;
    const moved = await db
      .selectFrom("household")
      .select("household_id")
      .where("town_id", "=", town.townId)
      .where("area_id", "=", from)
      .execute();
    const ids = moved.map(({ household_id }) => household_id);
    for (let at = 0; at < ids.length; at += atOnce) {
      await keepBefore(context, "household", ids.slice(at, at + atOnce), "edited");
    }
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
  async move({ db, town, now }, from, into) {
    await db
      .updateTable("resident")
      .set({ area_id: into, changed_at: now })
      .where("town_id", "=", town.townId)
      .where("area_id", "=", from)
      .execute();
  },
};

export const registryAreaRecords: readonly AreaRecords[] = [households, residents];
