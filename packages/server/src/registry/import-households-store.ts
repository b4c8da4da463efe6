/** Writing the households of an import, many in a statement. */

import { orderKey } from "@lianfang/core/registry/rules.ts";
import { type RawBuilder, sql } from "kysely";
import type { CommandContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { array } from "./arrays-store.ts";
import { keepBefore, keepCreated } from "./change-store.ts";

export interface HouseholdWrite {
  id: string;
  number: string;
  areaId: string;
  group: string | null;
  address: string | null;
}

const idsOf = (rows: readonly HouseholdWrite[]): string[] => rows.map(({ id }) => id);

function givenHouseholds(rows: readonly HouseholdWrite[]): RawBuilder<unknown> {
  return sql`unnest(
    ${array(
      rows.map(({ id }) => id),
      "uuid",
    )},
    ${array(
      rows.map(({ number }) => number),
      "text",
    )},
    ${array(
      rows.map(({ number }) => orderKey(number)),
      "text",
    )},
    ${array(
      rows.map(({ areaId }) => areaId),
      "uuid",
    )},
    ${array(
      rows.map(({ group }) => group),
      "text",
    )},
    ${array(
      rows.map(({ address }) => address),
      "text",
    )}
  ) as given (household_id, number, number_key, area_id, villagers_group, address)`;
}

export async function insertHouseholds(
  context: CommandContext,
  rows: readonly HouseholdWrite[],
): Promise<void> {
  const { db, town, now } = context;
  await sql`
    insert into household
      (town_id, household_id, number, number_key, area_id, villagers_group, address,
       created_at, changed_at)
    select ${town.townId}, household_id, number, number_key, area_id, villagers_group, address,
      ${now}, ${now}
    from ${givenHouseholds(rows)}`.execute(db);
  await keepCreated(context, "household", idsOf(rows));
}

/** Members the file does not name move with their household. */
export async function updateHouseholds(
  context: CommandContext,
  rows: readonly HouseholdWrite[],
): Promise<void> {
  const { db, town, now } = context;
  await keepBefore(context, "household", idsOf(rows), "edited");
  await sql`
    update household
    set area_id = given.area_id, villagers_group = given.villagers_group,
      address = given.address, changed_at = ${now}, revision = revision + 1
    from ${givenHouseholds(rows)}
    where household.town_id = ${town.townId} and household.household_id = given.household_id`.execute(
    db,
  );
  await sql`
    update resident set area_id = household.area_id
    from household
    where household.town_id = ${town.townId}
      and household.household_id = ${anyOf(idsOf(rows))}
      and resident.town_id = household.town_id
      and resident.household_id = household.household_id
      and resident.area_id <> household.area_id`.execute(db);
}
