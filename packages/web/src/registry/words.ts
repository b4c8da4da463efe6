/** The register's closed lists in words. */
import type {
  CommuteFrequency,
  ListedTrade,
  ProxyRelation,
  Tenancy,
} from "@lianfang/core/registry/circumstances.ts";
import type { ImportColumn, ImportFate } from "@lianfang/core/registry/import-contract.ts";
import type { Relation, Residence, Sex, Vulnerability } from "@lianfang/core/registry/people.ts";
import { m } from "@lianfang/messages/messages.js";
import type { z } from "zod";
import type { Words } from "../kernel/kit/choices.ts";

export const sexes: Words<z.infer<typeof Sex>> = {
  male: () => m["registry.sex.male"](),
  female: () => m["registry.sex.female"](),
};

export const residences: Words<z.infer<typeof Residence>> = {
  "registered-here": () => m["registry.residence.registeredHere"](),
  "lives-here": () => m["registry.residence.livesHere"](),
  "registered-lives-elsewhere": () => m["registry.residence.livesElsewhere"](),
};

export const vulnerabilities: Words<z.infer<typeof Vulnerability>> = {
  "five-guarantees": () => m["registry.vulnerability.fiveGuarantees"](),
  "lives-alone-elderly": () => m["registry.vulnerability.livesAlone"](),
  orphan: () => m["registry.vulnerability.orphan"](),
  disabled: () => m["registry.vulnerability.disabled"](),
  "chronic-illness": () => m["registry.vulnerability.chronicIllness"](),
  pregnant: () => m["registry.vulnerability.pregnant"](),
  "low-income": () => m["registry.vulnerability.lowIncome"](),
};

export const relations: Words<z.infer<typeof Relation>> = {
  head: () => m["registry.relation.head"](),
  spouse: () => m["registry.relation.spouse"](),
  child: () => m["registry.relation.child"](),
  "child-in-law": () => m["registry.relation.childInLaw"](),
  grandchild: () => m["registry.relation.grandchild"](),
  parent: () => m["registry.relation.parent"](),
  grandparent: () => m["registry.relation.grandparent"](),
  sibling: () => m["registry.relation.sibling"](),
  other: () => m["registry.relation.other"](),
};

export const tenancies: Words<z.infer<typeof Tenancy>> = {
  stayed: () => m["registry.tenancy.stayed"](),
  away: () => m["registry.tenancy.away"](),
  returned: () => m["registry.tenancy.returned"](),
};

export const commutes: Words<z.infer<typeof CommuteFrequency>> = {
  daily: () => m["registry.commute.daily"](),
  weekly: () => m["registry.commute.weekly"](),
  monthly: () => m["registry.commute.monthly"](),
  irregular: () => m["registry.commute.irregular"](),
};

export const listedTrades: Words<z.infer<typeof ListedTrade>> = {
  taxi: () => m["registry.listedTrade.taxi"](),
  bus: () => m["registry.listedTrade.bus"](),
  freight: () => m["registry.listedTrade.freight"](),
  courier: () => m["registry.listedTrade.courier"](),
  "cold-chain": () => m["registry.listedTrade.coldChain"](),
  port: () => m["registry.listedTrade.port"](),
  "quarantine-site": () => m["registry.listedTrade.quarantineSite"](),
  medical: () => m["registry.listedTrade.medical"](),
  pharmacy: () => m["registry.listedTrade.pharmacy"](),
  school: () => m["registry.listedTrade.school"](),
  nursing: () => m["registry.listedTrade.nursing"](),
  market: () => m["registry.listedTrade.market"](),
  catering: () => m["registry.listedTrade.catering"](),
  lodging: () => m["registry.listedTrade.lodging"](),
  entertainment: () => m["registry.listedTrade.entertainment"](),
  property: () => m["registry.listedTrade.property"](),
  cleaning: () => m["registry.listedTrade.cleaning"](),
  construction: () => m["registry.listedTrade.construction"](),
};

export const proxyRelations: Words<z.infer<typeof ProxyRelation>> = {
  parent: () => m["registry.proxy.relation.parent"](),
  guardian: () => m["registry.proxy.relation.guardian"](),
  child: () => m["registry.proxy.relation.child"](),
  spouse: () => m["registry.proxy.relation.spouse"](),
  relative: () => m["registry.proxy.relation.relative"](),
  neighbour: () => m["registry.proxy.relation.neighbour"](),
  "village-official": () => m["registry.proxy.relation.village"](),
};

export const removals: Words<"moved-away" | "died" | "entered-by-mistake"> = {
  "moved-away": () => m["registry.removal.movedAway"](),
  died: () => m["registry.removal.died"](),
  "entered-by-mistake": () => m["registry.removal.mistake"](),
};

export const columnNames: Words<ImportColumn> = {
  householdNumber: () => m["registry.household.number"](),
  area: () => m["registry.area"](),
  group: () => m["registry.group"](),
  address: () => m["registry.address"](),
  name: () => m["registry.name"](),
  identityNumber: () => m["registry.identityNumber"](),
  sex: () => m["registry.sex"](),
  birthday: () => m["registry.birthday"](),
  phone: () => m["registry.phone"](),
  relation: () => m["registry.relation"](),
  residence: () => m["registry.residence"](),
  occupation: () => m["registry.occupation"](),
  vulnerability: () => m["registry.vulnerability"](),
  registeredPlace: () => m["registry.registeredDivision"](),
  livingPlace: () => m["registry.livingDivision"](),
  tenancy: () => m["registry.tenancy"](),
  listedTrade: () => m["registry.listedTrade"](),
  commute: () => m["registry.commute"](),
  commutePlace: () => m["registry.commuteDivision"](),
  proxyName: () => m["registry.proxy"](),
  proxyPhone: () => m["registry.proxy.phone"](),
  proxyRelation: () => m["registry.proxy.relation"](),
  note: () => m["registry.note"](),
};

export const fates: Words<z.infer<typeof ImportFate>> = {
  new: () => m["registry.fate.new"](),
  changed: () => m["registry.fate.changed"](),
  same: () => m["registry.fate.same"](),
  rejected: () => m["registry.fate.rejected"](),
};

/** A text at the beginning of a line: its first letter large, in a script that has such. */
export function atStart(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
