/** Imports in words. */

import type { DivisionIndex } from "@lianfang/core/policy/divisions.ts";
import type {
  CommuteFrequency,
  ListedTrade,
  ProxyRelation,
  Tenancy,
} from "@lianfang/core/registry/circumstances.ts";
import type { Change } from "@lianfang/core/registry/import-changes.ts";
import type { ImportColumn } from "@lianfang/core/registry/import-contract.ts";
import type { Reason } from "@lianfang/core/registry/import-row-reader.ts";
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
  registeredPlace: m["registry.registeredDivision"],
  livingPlace: m["registry.livingDivision"],
  tenancy: m["registry.tenancy"],
  listedTrade: m["registry.listedTrade"],
  commute: m["registry.commute"],
  commutePlace: m["registry.commuteDivision"],
  proxyName: m["registry.proxy"],
  proxyPhone: m["registry.proxy.phone"],
  proxyRelation: m["registry.proxy.relation"],
  note: m["registry.note"],
};

const values: Words<
  | z.infer<typeof Sex>
  | z.infer<typeof Relation>
  | z.infer<typeof Residence>
  | z.infer<typeof Vulnerability>
  | z.infer<typeof Tenancy>
  | z.infer<typeof CommuteFrequency>
  | z.infer<typeof ListedTrade>
  | z.infer<typeof ProxyRelation>
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
  stayed: m["registry.tenancy.stayed"],
  away: m["registry.tenancy.away"],
  returned: m["registry.tenancy.returned"],
  daily: m["registry.commute.daily"],
  weekly: m["registry.commute.weekly"],
  monthly: m["registry.commute.monthly"],
  irregular: m["registry.commute.irregular"],
  taxi: m["registry.listedTrade.taxi"],
  bus: m["registry.listedTrade.bus"],
  freight: m["registry.listedTrade.freight"],
  courier: m["registry.listedTrade.courier"],
  "cold-chain": m["registry.listedTrade.coldChain"],
  port: m["registry.listedTrade.port"],
  "quarantine-site": m["registry.listedTrade.quarantineSite"],
  medical: m["registry.listedTrade.medical"],
  pharmacy: m["registry.listedTrade.pharmacy"],
  school: m["registry.listedTrade.school"],
  nursing: m["registry.listedTrade.nursing"],
  market: m["registry.listedTrade.market"],
  catering: m["registry.listedTrade.catering"],
  lodging: m["registry.listedTrade.lodging"],
  entertainment: m["registry.listedTrade.entertainment"],
  property: m["registry.listedTrade.property"],
  cleaning: m["registry.listedTrade.cleaning"],
  construction: m["registry.listedTrade.construction"],
  guardian: m["registry.proxy.relation.guardian"],
  relative: m["registry.proxy.relation.relative"],
  neighbour: m["registry.proxy.relation.neighbour"],
  "village-official": m["registry.proxy.relation.village"],
};

const columnsOfLists: readonly ImportColumn[] = [
  ...(["sex", "relation", "residence", "vulnerability"] as const),
  ...(["tenancy", "listedTrade", "commute", "proxyRelation"] as const),
];
const columnsOfPlaces: readonly ImportColumn[] = ["registeredPlace", "livingPlace", "commutePlace"];

export type ListValue = keyof typeof values;

function isValue(text: string): text is ListValue {
  return Object.hasOwn(values, text);
}

/** A value of a closed list in words. */
export function valueText(value: ListValue, locale: Locale): string {
  return values[value]({}, { locale });
}

/** The same for a text that may be none of the values. */
export function knownValueText(text: string, locale: Locale): string | undefined {
  return isValue(text) ? valueText(text, locale) : undefined;
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

/** A place elsewhere, from the province down; a code nobody knows stays one. */
function placeText(text: string, divisions: DivisionIndex): string {
  return text.replace(/^\d{6}(?: |$)/, (code) => {
    const path = divisions.pathOf(code.trim());
    return path.length === 0 ? code : path.map(({ name }) => name).join("");
  });
}

/** A change with the codes of closed lists and of divisions in words. */
export function changeText(
  { column, from, to }: Change,
  { locale, divisions }: { locale: Locale; divisions: DivisionIndex },
): Change {
  if (columnsOfPlaces.includes(column)) {
    return { column, from: placeText(from, divisions), to: placeText(to, divisions) };
  }
  if (!columnsOfLists.includes(column)) return { column, from, to };
  return { column, from: listText(from, locale), to: listText(to, locale) };
}

export function reasonText({ code, params }: Reason, locale: Locale): string {
  return messageFor(code, params ?? {}, locale) ?? code;
}

/** A reason for many rows at once: without what is particular to one. */
export function generalText(code: string, locale: Locale): string {
  const own = messageFor(`import.general.${code.split(".").at(-1)}`, {}, locale);
  return own ?? reasonText({ code }, locale).replace(/[。.]$/, "");
}

const locales: readonly Locale[] = ["zh-CN", "en"];

/** Whether a column is one that we put beside returned rows, in any language. */
export function isOurColumn(header: string): boolean {
  return locales.some((locale) => {
    const { reason, line } = rejectedTexts("", locale);
    return header === reason || header === line;
  });
}

/** Names of the spreadsheet of rejected rows. */
export function rejectedTexts(fileName: string, locale: Locale) {
  const name = fileName.replace(/\.[^.]*$/, "");
  return {
    sheet: m["registry.import.rejected.sheet"]({}, { locale }),
    reason: m["registry.import.rejected.reason"]({}, { locale }),
    line: m["import.rejected.line"]({}, { locale }),
    file: m["registry.import.rejected.file"]({ name }, { locale }),
  };
}
