import type { FilterOf } from "@lianfang/core/kernel/list.ts";
import { residentList } from "@lianfang/core/registry/resident-list.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { filterCounts } from "../kernel/lists/counts.ts";
import {
  type ResidentChoice,
  residentCondition,
  residentsChosen,
} from "./resident-filter-store.ts";

type Name = FilterOf<typeof residentList>;

/** How many residents each value of some filters would find. */
export function residentCounts(
  context: QueryContext,
  { of, ...choice }: ResidentChoice & { of: string },
) {
  return filterCounts<Name, "resident">(
    {
      filters: residentList.filters,
      kindOf: (name) => residentList.fields[name].filter,
      isApart: (name) => Boolean(choice[name]) || name === "removed",
      without: (names) => {
        const unset = Object.fromEntries(names.map((name) => [name, undefined]));
        return residentsChosen(context, { ...choice, ...unset }, names.includes("removed"));
      },
      conditionFor: (name, value) => residentCondition(context, name, value),
      valuesOf: (name) => (name === "group" ? groupOfHousehold : sql`resident.occupation`),
    },
    of,
  );
}

const groupOfHousehold = sql<string>`(select household.villagers_group from household
  where household.town_id = resident.town_id and household.household_id = resident.household_id)`;
