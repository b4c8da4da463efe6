/** A row of a messy register before anything is done to it. */
import type { Chance } from "../people/random.ts";
import type { SyntheticHousehold, SyntheticPerson } from "../people/register.ts";
import { type MessyCell, text } from "./cells.ts";

export const keys = [
  "running",
  "householdNumber",
  "area",
  "group",
  "address",
  "name",
  "identityNumber",
  "sex",
  "birthday",
  "phone",
  "relation",
  "note",
] as const;
export type Key = (typeof keys)[number];
export type MessyRow = Record<Key, MessyCell>;

export interface Setting {
  chance: Chance;
  household: SyntheticHousehold;
  person: SyntheticPerson;
  /** Days are counted from 1904. */
  from1904: boolean;
  /** In a csv there are no numbers, formulas and formats. */
  isCsv: boolean;
  hasAreaColumn: boolean;
}

const relationOf: Record<SyntheticPerson["relation"], readonly [male: string, female: string]> = {
  head: ["户主", "户主"],
  spouse: ["夫", "妻"],
  child: ["长子", "长女"],
  "child-in-law": ["女婿", "儿媳"],
  grandchild: ["孙子", "孙女"],
  parent: ["父亲", "母亲"],
  sibling: ["弟弟", "姐姐"],
  other: ["其他", "其他"],
};

/** The row without a fault. */
export function cleanRow({ household, person }: Setting, running: number): MessyRow {
  const [he, she] = relationOf[person.relation];
  return {
    running: text(String(running)),
    householdNumber: text(household.number),
    area: text(household.village),
    group: text(household.group),
    address: text(household.address),
    name: text(person.name),
    identityNumber: text(person.identityNumber),
    sex: text(person.sex === "male" ? "男" : "女"),
    birthday: text(person.birthday),
    phone: text(person.phone ?? ""),
    relation: text(person.sex === "male" ? he : she),
    note: text(""),
  };
}
