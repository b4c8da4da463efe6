/** What is told of a list of areas, in the caller's language. */
import type { PlannedRow, SheetRow } from "@lianfang/core/organization/area-sheet-plan.ts";
import type { AreaSheetReason, RowReason } from "@lianfang/core/organization/area-sheet-row.ts";
import type { Change } from "@lianfang/core/organization/area-sheet-tree.ts";
import type { Area, AreaImportRow } from "@lianfang/core/organization/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import type { Locale } from "../kernel/context.ts";

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
  repeated: m["organization.areaImport.reason.repeated"],
  headerAgain: m["organization.areaImport.reason.headerAgain"],
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
export function shownRow(
  { fate, area, changes, reasons }: PlannedRow,
  row: SheetRow | undefined,
  locale: Locale,
): AreaImportRow {
  const { grid, village, name } = row?.cells ?? {};
  return {
    where: row?.where ?? "",
    fate,
    name: area?.name ?? grid ?? name ?? village ?? "",
    kind: area?.kind,
    parentName: area?.parentName || (grid ? village : undefined),
    changes: changes.map((change) => shownChange(change, locale)),
    reasons: reasons.map((reason) => ({ code: reason.code, text: reasonText(reason, locale) })),
  };
}

function reasonText({ code, params }: RowReason, locale: Locale): string {
  const given = { name: "", near: "", where: "", kind: "" };
  return reasonTexts[code]({ ...given, ...params }, { locale });
}

function shownChange(change: Change, locale: Locale): Change {
  if (change.field !== "kind") return change;
  const told = (kind: string) =>
    kind === "village" || kind === "community" || kind === "grid" ? kindText(kind, locale) : kind;
  return { ...change, from: told(change.from), to: told(change.to) };
}

export function fileTexts(locale: Locale) {
  const say = (text: (inputs: Record<never, never>, options: { locale: Locale }) => string) =>
    text({}, { locale });
  return {
    sheet: say(m["organization.areaFile.sheet"]),
    headers: [
      m["organization.areaFile.village"],
      m["organization.areaFile.grid"],
      m["organization.areaFile.kind"],
      m["organization.areaFile.nameEn"],
      m["organization.areaFile.newName"],
    ].map(say),
  };
}
