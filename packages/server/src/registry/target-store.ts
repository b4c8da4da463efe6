/** Households, people and premises as what somebody may answer for. */
import { sql } from "kysely";
import type { TargetSource, TargetSources } from "../organization/target-tables.ts";
import "./premises-tables.ts";
import "./tables.ts";

/** Told by number and head, as on the register's first page. */
const households: TargetSource = {
  groups: ["all"],
  watched: "all",
  rows: ({ db, town }) =>
    db
      .selectFrom("household")
      .select(["household_id as target_id", "area_id", "number_key as sort_key"])
      .select([
        sql<string>`concat_ws(' ', number, (
          select name from resident
          where resident.town_id = household.town_id
            and resident.household_id = household.household_id
            and relation = 'head' and removed_at is null
          order by resident_id limit 1))`.as("name"),
        sql<string | null>`null::uuid`.as("above_id"),
      ])
      .where("town_id", "=", town.townId)
      .where("removed_at", "is", null),
};

/** Whoever is vulnerable should have somebody; others go by their household. */
const people: TargetSource = {
  groups: ["all", "vulnerable"],
  watched: "vulnerable",
  above: "household",
  rows: ({ db, town }, group) =>
    db
      .selectFrom("resident")
      .select(["resident_id as target_id", "area_id", "name", "household_id as above_id"])
      .select(sql<string>`number_key || lpad(relation_rank::text, 2, '0')`.as("sort_key"))
      .where("town_id", "=", town.townId)
      .where("removed_at", "is", null)
      .$if(group === "vulnerable", (query) => query.where(sql<boolean>`vulnerabilities <> '{}'`)),
};

const premises: TargetSource = {
  groups: ["all"],
  watched: "all",
  rows: ({ db, town }) =>
    db
      .selectFrom("premises")
      .select(["premises_id as target_id", "area_id", "name"])
      .select(sql<string>`lpad(kind_rank::text, 2, '0') || name_pinyin`.as("sort_key"))
      .select(sql<string | null>`null::uuid`.as("above_id"))
      .where("town_id", "=", town.townId)
      .where("removed_at", "is", null),
};

export const registryTargets: TargetSources = {
  household: households,
  person: people,
  premises,
};
