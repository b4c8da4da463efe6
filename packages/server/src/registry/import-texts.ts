/** Imports in words. */

import type { Change } from "@lianfang/core/registry/import-changes.ts";
import type { ImportColumn } from "@lianfang/core/registry/import-contract.ts";
import type { Reason } from "@lianfang/core/registry/import-row.ts";
import type { Relation, Residence, Sex, Vulnerability } from "@lianfang/core/registry/people.ts";
import { m } from "@lianfang/messages/messages.js";
import type { z } from "zod";
import type { Locale } from "../kernel/context.ts";
import { messageFor } from "../kernel/problem-text.ts";

type Words<Key extends string> = Record<Key, (none: object, options: { locale: Locale }) => string>;

const columnNames: Words<ImportColumn> = {
  householdNumber: m["registry.household.number"],
  area: m["registry.area"],
  group: m["registry.group"],
  address: m["registry.address"],
  name: m["registry.name"],
  identityNumber: m["registry.identityNumber"],
  sex: m["registry.sex"],
  birthday: m["registry.birthday"],
  phone: m["registry.phone"],
  relation: m["registry.relation"],
  residence: m["registry.residence"],
  occupation: m["registry.occupation"],
  vulnerability: m["registry.vulnerability"],
  note: m["registry.note"],
};

const values: Words<
  | z.infer<typeof Sex>
  | z.infer<typeof Relation>
  | z.infer<typeof Residence>
  | z.infer<typeof Vulnerability>
> = {
  male: m["registry.sex.male"],
  female: m["registry.sex.female"],
  head: m["registry.relation.head"],
  spouse: m["registry.relation.spouse"],
  child: m["registry.relation.child"],
  "child-in-law": m["registry.relation.childInLaw"],
  grandchild: m["registry.relation.grandchild"],
  parent: m["registry.relation.parent"],
  grandparent: m["registry.relation.grandparent"],
  sibling: m["registry.relation.sibling"],
  other: m["registry.relation.other"],
  "registered-here": m["registry.residence.registeredHere"],
  "lives-here": m["registry.residence.livesHere"],
  "registered-lives-elsewhere": m["registry.residence.livesElsewhere"],
  "five-guarantees": m["registry.vulnerability.fiveGuarantees"],
  "lives-alone-elderly": m["registry.vulnerability.livesAlone"],
  orphan: m["registry.vulnerability.orphan"],
  disabled: m["registry.vulnerability.disabled"],
  "chronic-illness": m["registry.vulnerability.chronicIllness"],
  pregnant: m["registry.vulnerability.pregnant"],
  "low-income": m["registry.vulnerability.lowIncome"],
};

const columnsOfLists: readonly ImportColumn[] = ["sex", "relation", "residence", "vulnerability"];

export type ListValue = keyof typeof values;

function isValue(text: string): text is ListValue {
  return Object.hasOwn(values, text);
}

/** A value of a closed list in words. */
export function valueText(value: ListValue, locale: Locale): string {
  return values[value]({}, { locale });
}

function listText(codes: string, locale: Locale): string {
  const words = codes
    .split(",")
    .map((code) => (isValue(code) ? values[code]({}, { locale }) : code));
  return words.join(locale === "en" ? ", " : "、");
}

export function columnName(column: ImportColumn, locale: Locale): string {
  return columnNames[column]({}, { locale });
}

/** A change with the codes of closed lists in words. */
export function changeText({ column, from, to }: Change, locale: Locale): Change {
  if (!columnsOfLists.includes(column)) return { column, from, to };
  return { column, from: listText(from, locale), to: listText(to, locale) };
}

export function reasonText({ code, params }: Reason, locale: Locale): string {
  return messageFor(code, params ?? {}, locale) ?? code;
}

/** Names of the spreadsheet of rejected rows. */
export function rejectedTexts(fileName: string, locale: Locale) {
  const name = fileName.replace(/\.[^.]*$/, "");
  return {
    sheet: m["registry.import.rejected.sheet"]({}, { locale }),
    reason: m["registry.import.rejected.reason"]({}, { locale }),
    file: m["registry.import.rejected.file"]({ name }, { locale }),
  };
}
