/** The lists of the register in words: headings, values, settings of filters. */
import type { ColumnOf, FilterOf } from "@lianfang/core/kernel/list.ts";
import type { householdList } from "@lianfang/core/registry/household-list.ts";
import type { residentList } from "@lianfang/core/registry/resident-list.ts";
import { m } from "@lianfang/messages/messages.js";
import type { Locale, QueryContext } from "../kernel/context.ts";
import type { OwnWords } from "../kernel/lists/speech.ts";
import { divisionsOf, placeName } from "../policy/divisions.ts";
import { knownValueText } from "./import-texts.ts";
import { registerStore } from "./register-store.ts";

type FieldName =
  | FilterOf<typeof residentList>
  | ColumnOf<typeof residentList>
  | FilterOf<typeof householdList>
  | ColumnOf<typeof householdList>;

type Word = (none: object, options: { locale: Locale }) => string;

/** Headings of the lists of households and residents. */
export const peopleFields: Record<FieldName, Word> = {
  areaId: m["registry.area"],
  name: m["registry.name"],
  sex: m["registry.sex"],
  age: m["registry.age"],
  birthday: m["registry.birthday"],
  identityNumber: m["registry.identityNumber"],
  phone: m["registry.phone"],
  area: m["registry.area"],
  group: m["registry.group"],
  address: m["registry.address"],
  householdNumber: m["registry.household.number"],
  relation: m["registry.relation"],
  residence: m["registry.residence"],
  vulnerability: m["registry.vulnerability"],
  occupation: m["registry.occupation"],
  listedTrade: m["registry.listedTrade"],
  tenancy: m["registry.tenancy"],
  commuteFrequency: m["lists.resident.commute"],
  commutePlace: m["lists.resident.commutePlace"],
  registered: m["lists.resident.registered"],
  living: m["lists.resident.living"],
  proxy: m["lists.resident.proxy"],
  lacksGuardian: m["lists.resident.lacksGuardian"],
  note: m["registry.note"],
  entered: m["lists.entered"],
  changed: m["lists.changedOn"],
  removed: m["lists.resident.removed"],
  number: m["registry.household.number"],
  head: m["registry.household.head"],
  members: m["registry.household.members"],
  vulnerable: m["lists.household.vulnerable"],
};

const removals: Readonly<Record<string, Word>> = {
  "moved-away": m["registry.removal.movedAway"],
  died: m["registry.removal.died"],
  "entered-by-mistake": m["registry.removal.mistake"],
};

/** A value of a closed list of the register. */
export function optionText(value: string, locale: Locale): string {
  return removals[value]?.({}, { locale }) ?? knownValueText(value, locale) ?? value;
}

/** A list's own words: its fields' names and the values of its closed lists. */
export interface ListWords {
  fields: Readonly<Partial<Record<string, Word>>>;
  option: (value: string, locale: Locale) => string;
}

/** What `settingsText` needs to know of the register and its town. */
export async function registerWords(context: QueryContext, own: ListWords): Promise<OwnWords> {
  const { locale, kernel } = context;
  const [areas, divisions] = await Promise.all([
    registerStore(context).areas(),
    divisionsOf(kernel),
  ]);
  return {
    field: (name) => own.fields[name]?.({}, { locale }) ?? name,
    option: (_, value) => own.option(value, locale),
    area: (areaId) =>
      areaName(
        areas.find((one) => one.areaId === areaId),
        locale,
      ),
    division: (code) => placeName(divisions, code, locale),
  };
}

function areaName(area: { name: string; nameEn?: string | undefined } | undefined, locale: Locale) {
  if (!area) return "";
  return locale === "en" && area.nameEn ? area.nameEn : area.name;
}
