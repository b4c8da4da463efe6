/** What is told of a list of areas, in the caller's language. */
import type { SheetRow } from "@lianfang/core/kernel/sheet.ts";
import type { SheetLine } from "@lianfang/core/kernel/sheet-contract.ts";
import type { AreaColumn } from "@lianfang/core/organization/area-sheet-columns.ts";
import type { Change } from "@lianfang/core/organization/area-sheet-nodes.ts";
import type { PlannedRow } from "@lianfang/core/organization/area-sheet-plan.ts";
import type { AreaSheetReason, RowReason } from "@lianfang/core/organization/area-sheet-row.ts";
import type { Area } from "@lianfang/core/organization/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import type { Locale } from "../kernel/context.ts";
import { listed } from "../kernel/sheets/sheet-texts.ts";

interface Parameters {
  name: string;
  near: string;
  where: string;
  kind: string;
}

const reasonTexts: Readonly<
  Record<AreaSheetReason, (given: Parameters, options: { locale: Locale }) => string>
> = {
  nameMissing: m["organization.areaImport.reason.nameMissing"],
  nameLong: m["organization.areaImport.reason.nameLong"],
  kindUnknown: m["organization.areaImport.reason.kindUnknown"],
  kindMisplaced: m["organization.areaImport.reason.kindMisplaced"],
  parentUnknown: m["organization.areaImport.reason.parentUnknown"],
  villageMissing: m["organization.areaImport.reason.villageMissing"],
  villageUnknown: m["organization.areaImport.reason.villageUnknown"],
  ambiguous: m["organization.areaImport.reason.ambiguous"],
  oldNameUnknown: m["organization.areaImport.reason.oldNameUnknown"],
  nameTaken: m["organization.areaImport.reason.nameTaken"],
  "sheet.repeated": m["sheet.repeated"],
  "sheet.headerAgain": m["sheet.headerAgain"],
  "sheet.uncalculated": m["sheet.uncalculated"],
  near: m["organization.areaImport.reason.near"],
  alsoAdds: m["organization.areaImport.reason.alsoAdds"],
  renamesBelow: m["organization.areaImport.reason.renamesBelow"],
};

const kindTexts = {
  town: m["organization.areaKind.town"],
  village: m["organization.areaKind.village"],
  community: m["organization.areaKind.community"],
  grid: m["organization.areaKind.grid"],
};

export function kindText(kind: Area["kind"], locale: Locale): string {
  return kindTexts[kind]({}, { locale });
}

/** Of a rejected line is shown what it calls the area. */
export function toldRow(
  { area, changes, reasons }: PlannedRow,
  row: SheetRow<AreaColumn> | undefined,
  locale: Locale,
): Omit<SheetLine, "where" | "fate"> {
  const { grid, village, name } = row?.cells ?? {};
  return {
    name: area?.name ?? grid ?? name ?? village ?? "",
    kind: area && kindText(area.kind, locale),
    place: area?.parentName || (grid ? village : undefined),
    changes: changes.map((change) => toldChange(change, locale)),
    reasons: reasons.map((reason) => ({ code: reason.code, text: reasonText(reason, locale) })),
  };
}

function reasonText({ code, params }: RowReason, locale: Locale): string {
  const given = { name: "", near: "", where: "", kind: "" };
  return reasonTexts[code]({ ...given, ...params }, { locale });
}

const fieldTexts: Readonly<
  Record<Change["field"], (none: object, options: { locale: Locale }) => string>
> = {
  name: m["organization.area.name"],
  nameEn: m["organization.area.nameEn"],
  kind: m["organization.area.kind"],
  parent: m["organization.area.parent"],
};

function toldChange(change: Change, locale: Locale) {
  const label = fieldTexts[change.field]({}, { locale });
  if (change.field !== "kind") return { ...change, label };
  const told = (kind: string) =>
    kind === "village" || kind === "community" || kind === "grid" ? kindText(kind, locale) : kind;
  return { ...change, label, from: told(change.from), to: told(change.to) };
}

export function alsoAddedText(names: readonly string[], locale: Locale): string {
  return m["organization.areaImport.alsoAdded"]({ names: listed(names, locale) }, { locale });
}

const columnTexts: Readonly<
  Record<AreaColumn, (none: object, options: { locale: Locale }) => string>
> = {
  village: m["organization.areaFile.village"],
  grid: m["organization.areaFile.grid"],
  name: m["organization.area.name"],
  parent: m["organization.area.parent"],
  kind: m["organization.areaFile.kind"],
  nameEn: m["organization.areaFile.nameEn"],
  newName: m["organization.areaFile.newName"],
};

export function columnText(column: AreaColumn, locale: Locale): string {
  return columnTexts[column]({}, { locale });
}

export function fileTexts(locale: Locale) {
  const say = (text: (inputs: Record<never, never>, options: { locale: Locale }) => string) =>
    text({}, { locale });
  return {
    sheet: say(m["organization.areaFile.sheet"]),
    headers: (["village", "grid", "kind", "nameEn", "newName"] as const).map((column) =>
      columnText(column, locale),
    ),
  };
}
