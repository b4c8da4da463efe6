/** The tree of areas out of a spreadsheet, and into one. */
import { sheetProblems } from "@lianfang/core/kernel/sheet-problems.ts";
import {
  type AreaColumn,
  areaColumnSynonyms,
  areaColumns,
} from "@lianfang/core/organization/area-sheet-columns.ts";
import type { Node } from "@lianfang/core/organization/area-sheet-nodes.ts";
import { type AreaPlan, planAreas } from "@lianfang/core/organization/area-sheet-plan.ts";
import type { Area, organizationContract } from "@lianfang/core/organization/contract.ts";
import { renamedAlong } from "@lianfang/core/organization/rules.ts";
import type { CommandContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { demandUntouched } from "../kernel/sheets/built-on.ts";
import { type SheetKind, sheetImport, sheetUndo } from "../kernel/sheets/sheet-import.ts";
import { spreadsheetType } from "../kernel/sheets/sheet-texts.ts";
import { writeSheet } from "../kernel/spreadsheet/write.ts";
import { areaImportStore } from "./area-import-store.ts";
import { alsoAddedText, columnText, fileTexts, kindText, toldRow } from "./area-import-texts.ts";
import { areaImportUndoStore } from "./area-import-undo-store.ts";
import { areaStore } from "./area-store.ts";
import { derivedId } from "./derived-id.ts";

type Routes = Handlers<typeof organizationContract>;

/** With the tree it was made for. */
interface Planned extends AreaPlan {
  areas: readonly Area[];
}

const kind: SheetKind<AreaColumn, Planned> = {
  what: "areas",
  form: {
    columns: areaColumns,
    synonyms: areaColumnSynonyms,
    needed: ["village", "grid", "name"],
    // A list of villages may well be one column.
    alone: "village",
    nameOf: columnText,
  },
  async plan(rows, context, writeId) {
    if (writeId) await areaImportStore(context).lock();
    const areas = await areaStore(context).all();
    const newId = (what: string) => (writeId ? derivedId(writeId, what) : what);
    return { ...planAreas(rows, areas, newId), areas };
  },
  tell: (plan, rows, locale) => plan.rows.map((row, at) => toldRow(row, rows[at], locale)),
  notes({ rows, added }, locale) {
    const own = new Set(rows.map(({ area }) => area?.areaId));
    const brought = added.filter(({ areaId }) => !own.has(areaId)).map(({ name }) => name);
    return brought.length > 0 ? [alsoAddedText(brought, locale)] : [];
  },
  effect: ({ rows, added, changed }) => ({
    rows: rows.map(({ fate, area, changes, reasons }) => [
      ...[fate, fate === "new" ? "" : area?.areaId],
      ...[changes, reasons.map(({ code }) => code)],
    ]),
    added: added.map(({ kind: ofKind, name, nameEn }) => [ofKind, name, nameEn]),
    changed,
  }),
  async write({ added, changed, counts, areas }, context) {
    const store = areaImportStore(context);
    context.about({
      kind: "area",
      ids: [...added, ...changed].map(({ areaId }) => areaId),
      details: { ...counts, added: added.length },
    });
    const undoing = areaImportUndoStore(context);
    const ids = (nodes: readonly Node[]) => nodes.map(({ areaId }) => areaId);
    await undoing.keepBefore(ids(changed));
    await store.change(changed);
    await store.add(added);
    await undoing.keepAfter(ids([...changed, ...added]));
    await renameUnits(context, areas, changed);
  },
};

const sheet = sheetImport(kind);
export const areaImport: Pick<
  Routes,
  "previewAreaImport" | "rejectedAreaRows" | "importAreas" | "areaImports" | "undoAreaImport"
> = {
  previewAreaImport: sheet.preview,
  rejectedAreaRows: sheet.rejected,
  importAreas: sheet.bringIn,
  areaImports: sheet.brought,
  undoAreaImport: sheetUndo("areas", putBack),
};

/**
 * The tree, and units named along with it, as they were before a list.
 * @throws Problem `sheet.builtOn` when anything was built on any of it; nothing is put back then
 */
async function putBack(importId: string, context: CommandContext): Promise<number> {
  const store = areaImportStore(context);
  const undoing = areaImportUndoStore(context);
  await store.lock();
  const imported = await undoing.imported(importId);
  if (imported.length === 0) throw sheetProblems.importNotFound();
  demandUntouched(imported, context.locale);
  const areas = await areaStore(context).all();
  const before = imported.flatMap((area) => area.before ?? []);
  const added = imported.flatMap(({ id, isNew }) => (isNew ? id : []));
  // What is new may bear a name that goes back.
  if (!(await undoing.endAdded(added))) {
    const all = imported.map((area) => ({ ...area, isBuiltOn: area.isNew }));
    return demandUntouched(all, context.locale) ?? 0;
  }
  await store.change(before);
  await undoing.numberAgain(before);
  await renameUnits(context, areas, before);
  await undoing.forget(importId);
  return imported.length;
}

/** Units named for a renamed area follow, as they do when it is renamed by hand. */
async function renameUnits(
  context: CommandContext,
  areas: readonly Area[],
  changed: readonly Node[],
): Promise<void> {
  const before = new Map(areas.map((area) => [area.areaId, area]));
  const after = new Map(changed.map((area) => [area.areaId, area]));
  const units = await areaImportStore(context).unitsNamedFor([...after.keys()]);
  const along = units.flatMap(({ id, area_id, name, name_en }) => {
    const [was, is] = [before.get(area_id), after.get(area_id)];
    if (!was || !is) return [];
    const named = renamedAlong(name, was.name, is.name);
    const nameEn = renamedAlong(name_en, was.nameEn, is.nameEn);
    return named === name && nameEn === name_en ? [] : [{ id, name: named, nameEn }];
  });
  await areaStore(context).setNames("unit", along);
}

export const areaFile: Routes["areaFile"] = async (_input, context) => {
  const areas = await areaStore(context).all();
  const names = new Map(areas.map(({ areaId, name }) => [areaId, name]));
  const texts = fileTexts(context.locale);
  const bytes = await writeSheet({
    sheetName: texts.sheet,
    columns: texts.headers.map((header) => ({ header, width: 22 })),
    rows: inTreeOrder(areas).map(({ kind: ofKind, name, nameEn, parentId }) => {
      const isGrid = ofKind === "grid";
      const village = isGrid ? (names.get(parentId ?? "") ?? "") : name;
      return [village, isGrid ? name : "", kindText(ofKind, context.locale), nameEn, ""];
    }),
  });
  const name = `${context.town.name} ${texts.sheet}.xlsx`;
  return new File([new Uint8Array(bytes)], name, { type: spreadsheetType });
};

/** Each village with its grids after it; without the town. */
function inTreeOrder(areas: readonly Area[]): Area[] {
  return areas
    .filter(({ kind: ofKind }) => ofKind === "village" || ofKind === "community")
    .flatMap((village) => [
      village,
      ...areas.filter(({ parentId }) => parentId === village.areaId),
    ]);
}
