/** The module's own records in areas: units that cover them, staff, accounts' scopes, names. */
import { sql } from "kysely";
import { accountStore } from "../accounts/store.ts";
import type { QueryContext } from "../kernel/context.ts";
import type { AreaRecords } from "./area-records.ts";
import { movedIn } from "./moved-store.ts";
import "./tables.ts";

type Place = Pick<QueryContext, "db" | "town">;

async function countIn({ db, town }: Place, table: "unit_area" | "staff", areaId: string) {
  const row = await db
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as("found"))
    .where("town_id", "=", town.townId)
    .where("area_id", "=", areaId)
    .executeTakeFirstOrThrow();
  return row.found;
}

const unitRecords: AreaRecords = {
  kind: "unit",
  count: (context, areaId) => countIn(context, "unit_area", areaId),
  async move({ db, town }, from, into) {
    const covering = db
      .selectFrom("unit_area")
      .select(["town_id", "unit_id", sql<string>`${into}::uuid`.as("area_id")])
      .where("town_id", "=", town.townId)
      .where("area_id", "=", from);
    await db
      .insertInto("unit_area")
      .columns(["town_id", "unit_id", "area_id"])
      .expression(covering)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await db
      .deleteFrom("unit_area")
      .where("town_id", "=", town.townId)
      .where("area_id", "=", from)
      .execute();
  },
};

const staffRecords: AreaRecords = {
  kind: "staff",
  count: (context, areaId) => countIn(context, "staff", areaId),
  move: movedIn("staff"),
};

const accountRecords: AreaRecords = {
  kind: "account",
  count: async ({ db, town }, areaId) =>
    (await accountStore(db, town.townId).holdersOf("area", areaId)).length,
  move: ({ db, town }, from, into) =>
    accountStore(db, town.townId).moveScope({ scopeKind: "area", from, into }),
};

/** The names on the area itself. Where the other has a name at a level, that one stays. */
const nameRecords: AreaRecords = {
  kind: "name",
  async count({ db, town }, areaId) {
    const row = await db
      .selectFrom("responsibility")
      .select(({ fn }) => fn.countAll<number>().as("found"))
      .where("town_id", "=", town.townId)
      .where("target_kind", "=", "area")
      .where("target_id", "=", areaId)
      .where("ended_at", "is", null)
      .executeTakeFirstOrThrow();
    return row.found;
  },
  async move({ db, town, now, id }, from, into) {
    const { townId } = town;
    await sql`
      with ended as (
        update responsibility set ended_at = ${now}, ended_in = ${id}
        where town_id = ${townId} and target_kind = 'area' and target_id = ${from}
          and ended_at is null
        returning level, staff_id)
      insert into responsibility (town_id, responsibility_id, target_kind, target_id, area_id,
        level, staff_id, assigned_at, assigned_in)
      select ${townId}, derived_id(${id}::uuid, 'moved ' || level), 'area', ${into}::uuid, ${into}::uuid, level, staff_id,
        ${now}::timestamptz, ${id}::uuid
      from ended
      on conflict (town_id, target_kind, target_id, level) where ended_at is null do nothing`.execute(
      db,
    );
    // Of what names were put on while it lay in the area: history included.
    await db
      .updateTable("responsibility")
      .set({ area_id: into })
      .where("town_id", "=", townId)
      .where("area_id", "=", from)
      .execute();
  },
};

/** In the order in which they are told. */
export const ownAreaRecords: readonly AreaRecords[] = [
  unitRecords,
  staffRecords,
  accountRecords,
  nameRecords,
];
