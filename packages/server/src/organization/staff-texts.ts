/** What is told of lists of staff, in the caller's language. */
import type { SheetRow } from "@lianfang/core/kernel/sheet.ts";
import type { SheetLine } from "@lianfang/core/kernel/sheet-contract.ts";
import type { PlannedRecord } from "@lianfang/core/kernel/sheet-records.ts";
import type { StaffKind } from "@lianfang/core/organization/contract.ts";
import type { StaffFields } from "@lianfang/core/organization/staff-sheet.ts";
import { type StaffColumn, staffColumns } from "@lianfang/core/organization/staff-sheet-columns.ts";
import { m } from "@lianfang/messages/messages.js";
import type { z } from "zod";
import type { Locale } from "../kernel/context.ts";
import { changesIn, reasonsIn } from "../kernel/sheets/sheet-texts.ts";

type Kind = z.infer<typeof StaffKind>;
type Word = (none: object, options: { locale: Locale }) => string;

const columnTexts: Readonly<Record<StaffColumn, Word>> = {
  name: m["organization.staff.name"],
  kind: m["organization.staff.kind"],
  phone: m["organization.staff.phone"],
  unit: m["organization.staff.unit"],
  area: m["organization.staff.area"],
};

const kindTexts: Readonly<Record<Kind, Word>> = {
  "town-leader": m["organization.staffKind.townLeader"],
  "town-cadre": m["organization.staffKind.townCadre"],
  "village-cadre": m["organization.staffKind.villageCadre"],
  "grid-worker": m["organization.staffKind.gridWorker"],
  "village-doctor": m["organization.staffKind.villageDoctor"],
  police: m["organization.staffKind.police"],
  militia: m["organization.staffKind.militia"],
  volunteer: m["organization.staffKind.volunteer"],
  "sent-down-cadre": m["organization.staffKind.sentDownCadre"],
  other: m["organization.staffKind.other"],
};

export function staffColumnText(column: StaffColumn, locale: Locale): string {
  return columnTexts[column]({}, { locale });
}

export function staffKindText(kind: Kind, locale: Locale): string {
  return kindTexts[kind]({}, { locale });
}

/** All but the first three and last four signs: office numbers have no form to go by. */
export function hiddenPhone(phone: string): string {
  const middle = Math.max(0, phone.length - 7);
  return phone.length <= 7
    ? "*".repeat(phone.length)
    : `${phone.slice(0, 3)}${"*".repeat(Math.max(2, middle))}${phone.slice(-4)}`;
}

export interface StaffNames {
  areas: ReadonlyMap<string, string>;
  units: ReadonlyMap<string, string>;
}

interface Words extends StaffNames {
  locale: Locale;
}

const columnOf: Readonly<Record<keyof StaffFields, StaffColumn>> = {
  name: "name",
  kind: "kind",
  phone: "phone",
  unitId: "unit",
  areaId: "area",
};

function isKind(text: string): text is Kind {
  return Object.hasOwn(kindTexts, text);
}

/** Of a rejected line is shown what it says itself. */
export function toldStaff(
  { kept, fields, changes, reasons }: PlannedRecord<StaffFields>,
  row: SheetRow<StaffColumn> | undefined,
  words: Words,
): Omit<SheetLine, "where" | "fate"> {
  const shown = kept?.fields ?? fields;
  const telling = tellingOf(words);
  const place = shown
    ? [words.units.get(shown.unitId ?? ""), words.areas.get(shown.areaId ?? "")]
    : [row?.cells.unit, row?.cells.area];
  return {
    name: shown?.name ?? row?.cells.name ?? "",
    kind: shown ? staffKindText(shown.kind, words.locale) : row?.cells.kind,
    place: place.filter(Boolean).join(" ") || undefined,
    changes: changesIn(changes, telling, words.locale),
    reasons: reasonsIn(reasons, telling, words.locale),
  };
}

function tellingOf({ areas, units, locale }: Words) {
  const told = (field: string, text: string) => {
    if (field === "areaId") return areas.get(text) ?? text;
    if (field === "unitId") return units.get(text) ?? text;
    return field === "kind" && isKind(text) ? staffKindText(text, locale) : text;
  };
  return { columns: staffColumns, nameOf: staffColumnText, columnOf, told };
}
