import type { FilterOf } from "@lianfang/core/kernel/list.ts";
import { householdList } from "@lianfang/core/registry/household-list.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { filterCounts } from "../kernel/lists/counts.ts";
import {
  type HouseholdChoice,
  householdCondition,
  householdsChosen,
} from "./household-filter-store.ts";

type Name = FilterOf<typeof householdList>;

/** How many households each value of some filters would find. */
export function householdCounts(
  context: QueryContext,
  { of, ...choice }: HouseholdChoice & { of: string },
) {
  return filterCounts<Name, "household">(
    {
      filters: householdList.filters,
      kindOf: (name) => householdList.fields[name].filter,
      isApart: (name) => Boolean(choice[name]) || name === "removed",
      without: (names) => {
        const unset = Object.fromEntries(names.map((name) => [name, undefined]));
        return householdsChosen(context, { ...choice, ...unset }, names.includes("removed"));
      },
      conditionFor: (name, value) => householdCondition(context, name, value),
      valuesOf: () => sql`household.villagers_group`,
    },
    of,
  );
}
