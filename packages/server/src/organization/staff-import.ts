/** The list of staff out of a spreadsheet, and taking one back. No accounts are made of it. */
import {
  effectOf,
  planRecords,
  type RecordPlan,
  writesOf,
} from "@lianfang/core/kernel/sheet-records.ts";
import { type AreaNames, indexAreaNames } from "@lianfang/core/organization/area-names.ts";
import type { organizationContract } from "@lianfang/core/organization/contract.ts";
import { areaTold } from "@lianfang/core/organization/sheet-area.ts";
import { type StaffFields, staffSheet } from "@lianfang/core/organization/staff-sheet.ts";
import {
  type StaffColumn,
  staffColumnSynonyms,
  staffColumns,
  staffKindIn,
} from "@lianfang/core/organization/staff-sheet-columns.ts";
import type { CommandContext, QueryContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { demandUntouched } from "../kernel/sheets/built-on.ts";
import { type SheetKind, sheetImport, sheetUndo } from "../kernel/sheets/sheet-import.ts";
import { namesIn } from "../kernel/sheets/sheet-texts.ts";
import { areaStore } from "./area-store.ts";
import { derivedId } from "./derived-id.ts";
import { staffImportStore, staffKept } from "./staff-import-store.ts";
import {
  hiddenPhone,
  type StaffNames,
  staffColumnText,
  staffKindText,
  toldStaff,
} from "./staff-texts.ts";
import { unitStore } from "./unit-store.ts";

type Routes = Handlers<typeof organizationContract>;

interface Planned extends RecordPlan<StaffFields> {
  names: StaffNames;
  areas: AreaNames;
}

const kind: SheetKind<StaffColumn, Planned> = {
  what: "staff",
  form: {
    columns: staffColumns,
    synonyms: staffColumnSynonyms,
    needed: ["name"],
    nameOf: staffColumnText,
  },
  async plan(rows, context) {
    const { areas, units, names } = await placesOf(context);
    const { name, nameEn } = context.town;
    const town = areas.find((area) => area.kind === "town");
    const known = indexAreaNames(areas, [name, nameEn]);
    const sheet = staffSheet({
      areas: known,
      town: { areaId: town?.areaId ?? "", name, nameEn },
      units,
      staff: await staffKept(context),
      hidden: hiddenPhone,
    });
    return { ...planRecords(rows, sheet), names, areas: known };
  },
  tell: ({ rows, names }, given, locale) =>
    rows.map((row, at) => toldStaff(row, given[at], { ...names, locale })),
  fromTitles(titles, { areas }, locale) {
    const kindThere = staffKindIn(titles);
    return { area: areaTold(titles, areas), kind: kindThere && staffKindText(kindThere, locale) };
  },
  effect: effectOf,
  async write(plan, context, passed) {
    const writes = writesOf(plan, (at) => derivedId(context.id, String(at)));
    const ids = [...writes.added, ...writes.changed].map(({ id }) => id);
    context.about({ kind: "staff", ids, details: { ...plan.counts } });
    await staffImportStore(context).write(writes, passed);
  },
};

async function placesOf(context: QueryContext) {
  const [areas, units] = await Promise.all([areaStore(context).all(), unitStore(context).all()]);
  const names: StaffNames = {
    areas: namesIn(areas, ({ areaId }) => areaId, context.locale),
    units: namesIn(units, ({ unitId }) => unitId, context.locale),
  };
  return { areas, units, names };
}

const sheet = sheetImport(kind);
export const staffImport: Pick<
  Routes,
  "previewStaffImport" | "rejectedStaffRows" | "importStaff" | "staffImports" | "undoStaffImport"
> = {
  previewStaffImport: sheet.preview,
  rejectedStaffRows: sheet.rejected,
  importStaff: sheet.bringIn,
  staffImports: sheet.brought,
  undoStaffImport: sheetUndo("staff", putBack),
};

/** @throws Problem `sheet.builtOn` when anything was built on any of them; nothing is put back then */
async function putBack(importId: string, context: CommandContext): Promise<number> {
  const store = staffImportStore(context);
  const imported = await store.imported(importId);
  demandUntouched(imported, context.locale);
  await store.putBack(importId, imported);
  return imported.length;
}
