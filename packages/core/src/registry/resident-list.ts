/** The list of residents: every field it can be narrowed by and show. */
import { defineList, type FiltersOf } from "../kernel/list.ts";
import {
  area,
  choice,
  days,
  division,
  numbers,
  optionalChoice,
  presence,
  value,
} from "../kernel/list-filters.ts";
import { CommuteFrequency, ListedTrade, Tenancy } from "./circumstances.ts";
import { Relation, RemovalReason, Residence, Sex, Vulnerability } from "./people.ts";

const oldest = 150;

export const residentList = defineList({
  name: "registry.residents",
  fields: {
    areaId: { filter: area },
    name: { column: "text" },
    sex: { filter: choice(Sex), column: "word" },
    age: {
      filter: numbers(oldest, ["-6", "7-13", "14-17", "18-59", "60-79", "80-"]),
      column: "number",
    },
    birthday: { filter: days, column: "day" },
    identityNumber: { filter: presence, column: "masked" },
    phone: { filter: presence, column: "masked" },
    area: { column: "text" },
    group: { filter: value, column: "text" },
    address: { column: "text" },
    householdNumber: { column: "text" },
    relation: { filter: choice(Relation), column: "word" },
    residence: { filter: choice(Residence), column: "word" },
    vulnerability: { filter: optionalChoice(Vulnerability), column: "words" },
    occupation: { filter: value, column: "text" },
    listedTrade: { filter: optionalChoice(ListedTrade), column: "word" },
    tenancy: { filter: optionalChoice(Tenancy), column: "word" },
    commuteFrequency: { filter: optionalChoice(CommuteFrequency), column: "word" },
    commutePlace: { column: "text" },
    /** Where registered, and where at home when that is not the household's address. */
    registered: { filter: division, column: "text" },
    living: { filter: division, column: "text" },
    proxy: { filter: presence, column: "text" },
    /** Children of whom nobody is named as guardian. */
    lacksGuardian: { filter: presence },
    note: { filter: presence, column: "text" },
    entered: { filter: days, column: "instant" },
    changed: { filter: days, column: "instant" },
    /** Those off the register; without this filter the list is of those on it. */
    removed: { filter: choice(RemovalReason), column: "word" },
  },
  usualColumns: [
    "name",
    "sex",
    "age",
    "identityNumber",
    "phone",
    "area",
    "group",
    "householdNumber",
    "vulnerability",
  ],
  sorts: ["register", "name", "age", "changed"],
});

export type ResidentFilters = FiltersOf<typeof residentList>;
