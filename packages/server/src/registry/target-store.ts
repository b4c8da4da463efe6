/** Households as what somebody may answer for. */
import type { TargetSource } from "../organization/targets.ts";
import { anyOf, within } from "./store.ts";
import "./tables.ts";

/** Told by number and head, as on the register's first page. */
export const householdTargets: TargetSource = async ({ db, town, reach }, householdIds) => {
  const rows = await db
    .selectFrom("household")
    .leftJoin("resident", (join) =>
      join
        .onRef("resident.town_id", "=", "household.town_id")
        .onRef("resident.household_id", "=", "household.household_id")
        .on("resident.relation", "=", "head")
        .on("resident.removed_at", "is", null),
    )
    .distinctOn("household.household_id")
    .select(["household.household_id", "household.area_id", "household.number", "resident.name"])
    .where("household.town_id", "=", town.townId)
    .where("household.removed_at", "is", null)
    .where("household.household_id", "=", anyOf(householdIds))
    .$if(!reach.all, (query) => query.where("household.area_id", "=", within(reach)))
    .orderBy("household.household_id")
    .orderBy("resident.resident_id")
    .execute();
  return rows.map((row) => ({
    targetId: row.household_id,
    name: [row.number, row.name].filter(Boolean).join(" "),
    areaId: row.area_id,
  }));
};
