/** The list of premises: every field it can be narrowed by and show. */
import { defineList, type FiltersOf } from "../kernel/list.ts";
import { area, choice, days, numbers, presence } from "../kernel/list-filters.ts";
import { PremisesKind, PremisesRemoval, PremisesState } from "./premises.ts";

const mostPeople = 99_999;

export const premisesList = defineList({
  name: "registry.premises",
  fields: {
    areaId: { filter: area },
    name: { column: "text" },
    kind: { filter: choice(PremisesKind), column: "word" },
    area: { column: "text" },
    address: { filter: presence, column: "text" },
    creditCode: { filter: presence, column: "text" },
    inCharge: { filter: presence, column: "text" },
    phone: { filter: presence, column: "masked" },
    landlord: { filter: presence, column: "text" },
    tenants: { filter: numbers(mostPeople, ["0", "1-2", "3-5", "6-"]), column: "number" },
    people: {
      filter: numbers(mostPeople, ["0", "1-9", "10-49", "50-199", "200-"]),
      column: "number",
    },
    capacity: { column: "number" },
    floorArea: { column: "number" },
    state: { filter: choice(PremisesState), column: "word" },
    stateSince: { filter: days, column: "day" },
    note: { filter: presence, column: "text" },
    entered: { filter: days, column: "instant" },
    changed: { filter: days, column: "instant" },
    /** Those off the register; without this filter the list is of those on it. */
    removed: { filter: choice(PremisesRemoval), column: "word" },
  },
  usualColumns: ["name", "kind", "area", "address", "inCharge", "phone", "people", "state"],
  sorts: ["kind", "name", "changed"],
});

export type PremisesFilters = FiltersOf<typeof premisesList>;
