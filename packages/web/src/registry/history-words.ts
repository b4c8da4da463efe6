/** A record's fields and their values in words. */
import type { ChangeKind, RecordField } from "@lianfang/core/registry/history.ts";
import { m } from "@lianfang/messages/messages.js";
import { listed } from "../kernel/locale.ts";
import { premisesKinds, premisesStates } from "./premises-words.ts";
import {
  commutes,
  listedTrades,
  proxyRelations,
  relations,
  residences,
  sexes,
  tenancies,
  vulnerabilities,
} from "./words.ts";

const fields: Record<RecordField, () => string> = {
  number: () => m["registry.household.number"](),
  area: () => m["registry.area"](),
  villagersGroup: () => m["registry.group"](),
  address: () => m["registry.address"](),
  household: () => m["registry.household"](),
  relation: () => m["registry.relation"](),
  name: () => m["registry.name"](),
  identity: () => m["registry.identityNumber"](),
  sex: () => m["registry.sex"](),
  birthday: () => m["registry.birthday"](),
  phone: () => m["registry.phone"](),
  residence: () => m["registry.residence"](),
  occupation: () => m["registry.occupation"](),
  vulnerabilities: () => m["registry.vulnerability"](),
  note: () => m["registry.note"](),
  registeredDivision: () => m["registry.registeredDivision"](),
  registeredAddress: () => m["registry.registeredAddress"](),
  livingDivision: () => m["registry.livingDivision"](),
  livingAddress: () => m["registry.livingAddress"](),
  tenancy: () => m["registry.tenancy"](),
  landlordHousehold: () => m["registry.landlord"](),
  commuteFrequency: () => m["registry.commute"](),
  commuteDivision: () => m["registry.commuteDivision"](),
  commutePlace: () => m["registry.commutePlace"](),
  listedTrade: () => m["registry.listedTrade"](),
  proxyResident: () => m["registry.proxy"](),
  proxyName: () => m["registry.proxy.name"](),
  proxyPhone: () => m["registry.proxy.phone"](),
  proxyRelation: () => m["registry.proxy.relation"](),
  kind: () => m["premises.kind"](),
  creditCode: () => m["premises.creditCode"](),
  inChargeName: () => m["premises.inCharge"](),
  inChargePhone: () => m["premises.phone"](),
  floorAreaM2: () => m["premises.floorArea"](),
  capacity: () => m["premises.capacity"](),
  state: () => m["premises.state"](),
  stateSince: () => m["premises.stateSince"](),
};

const values: Partial<Record<RecordField, Readonly<Record<string, () => string>>>> = {
  relation: relations,
  sex: sexes,
  residence: residences,
  vulnerabilities,
  tenancy: tenancies,
  commuteFrequency: commutes,
  listedTrade: listedTrades,
  proxyRelation: proxyRelations,
  kind: premisesKinds,
  state: premisesStates,
};

const isKnown = (field: string): field is RecordField => Object.hasOwn(fields, field);

export function fieldName(field: string): string {
  return isKnown(field) ? fields[field]() : field;
}

/** Of closed lists the words, several one after the other; else the text as it is. */
export function valueText(field: string, text: string | undefined): string {
  if (text === undefined) return m["history.nothing"]();
  const words = isKnown(field) ? values[field] : undefined;
  if (!words) return text;
  return listed(text.split(",").map((code) => words[code]?.() ?? code));
}

export const changeTexts: Record<ChangeKind, () => string> = {
  created: () => m["history.created"](),
  edited: () => m["history.edited"](),
  removed: () => m["history.removed"](),
  restored: () => m["history.restored"](),
  merged: () => m["history.merged"](),
  unmerged: () => m["history.unmerged"](),
  undone: () => m["history.undone"](),
};
