/** The list of households: every field it can be narrowed by and show. */
import { defineList, type FiltersOf } from "../kernel/list.ts";
import { area, days, numbers, presence, value } from "../kernel/list-filters.ts";

const mostMembers = 99;

export const householdList = defineList({
  name: "registry.households",
  fields: {
    areaId: { filter: area },
    number: { column: "text" },
    head: { filter: presence, column: "text" },
    area: { column: "text" },
    group: { filter: value, column: "text" },
    address: { filter: presence, column: "text" },
    phone: { filter: presence, column: "masked" },
    members: {
      filter: numbers(mostMembers, ["0", "1", "2", "3-4", "5-6", "7-"]),
      column: "number",
    },
    /** Somebody vulnerable lives there. */
    vulnerable: { filter: presence },
    entered: { filter: days, column: "instant" },
    changed: { filter: days, column: "instant" },
    /** Those off the register; without this filter the list is of those on it. */
    removed: { filter: presence },
  },
  usualColumns: ["number", "head", "area", "group", "address", "phone", "members"],
  sorts: ["register", "changed"],
});

export type HouseholdFilters = FiltersOf<typeof householdList>;
