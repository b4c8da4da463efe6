/** The list of premises out of a spreadsheet. */
import {
  effectOf,
  planRecords,
  type RecordPlan,
  writesOf,
} from "@lianfang/core/kernel/sheet-records.ts";
import { townDay } from "@lianfang/core/kernel/time.ts";
import { type AreaNames, indexAreaNames } from "@lianfang/core/organization/area-names.ts";
import { areaTold } from "@lianfang/core/organization/sheet-area.ts";
import type { registryContract } from "@lianfang/core/registry/contract.ts";
import type { PremisesFields } from "@lianfang/core/registry/premises-rules.ts";
import { premisesSheet } from "@lianfang/core/registry/premises-sheet.ts";
import {
  type PremisesColumn,
  premisesColumnSynonyms,
  premisesColumns,
  premisesKindIn,
} from "@lianfang/core/registry/premises-sheet-columns.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { type SheetKind, sheetImport, sheetUndo } from "../kernel/sheets/sheet-import.ts";
import { namesIn } from "../kernel/sheets/sheet-texts.ts";
import { areaStore } from "../organization/area-store.ts";
import { derivedId } from "../organization/derived-id.ts";
import { soundOf } from "./name-pinyin.ts";
import { premisesColumnText, toldPremises } from "./premises-import-texts.ts";
import { premisesKept, premisesStore } from "./premises-store.ts";
import { premisesOptionText } from "./premises-texts.ts";
import { undoWrite } from "./undo.ts";

type Routes = Handlers<typeof registryContract>;

interface Planned extends RecordPlan<PremisesFields> {
  areaNames: ReadonlyMap<string, string>;
  areas: AreaNames;
}

const kind: SheetKind<PremisesColumn, Planned> = {
  what: "premises",
  form: {
    columns: premisesColumns,
    synonyms: premisesColumnSynonyms,
    needed: ["name"],
    nameOf: premisesColumnText,
  },
  async plan(rows, context) {
    const { town, now } = context;
    const areas = await areaStore(context).all();
    const kept = await premisesKept(context);
    const known = indexAreaNames(areas, [town.name, town.nameEn], { soundOf: soundOf() });
    const sheet = premisesSheet({
      areas: known,
      premises: kept.map(({ premisesId, revision: _, isRemoved: __, ...fields }) => ({
        id: premisesId,
        fields,
      })),
      today: townDay(now, town.timeZone),
    });
    const areaNames = namesIn(areas, ({ areaId }) => areaId, context.locale);
    return { ...planRecords(rows, sheet), areaNames, areas: known };
  },
  tell: ({ rows, areaNames }, given, locale) =>
    rows.map((row, at) => toldPremises(row, given[at], { areaNames, locale })),
  fromTitles(titles, { areas }, locale) {
    const kindThere = premisesKindIn(titles);
    return {
      area: areaTold(titles, areas),
      kind: kindThere && premisesOptionText(kindThere, locale),
    };
  },
  effect: effectOf,
  async write(plan, context, passed) {
    const { added, changed } = writesOf(plan, (at) => derivedId(context.id, String(at)));
    const ids = [...added, ...changed].map(({ id }) => id);
    context.about({ kind: "premises", ids, details: { ...plan.counts } });
    const store = premisesStore(context);
    if (changed.length > 0) await store.update(changed, passed);
    if (added.length > 0) await store.insert(added, passed);
  },
};

const sheet = sheetImport(kind);
export const premisesImport: Pick<
  Routes,
  | "previewPremisesImport"
  | "rejectedPremisesRows"
  | "importPremises"
  | "premisesImports"
  | "undoPremisesImport"
> = {
  previewPremisesImport: sheet.preview,
  rejectedPremisesRows: sheet.rejected,
  importPremises: sheet.bringIn,
  premisesImports: sheet.brought,
  undoPremisesImport: sheetUndo("premises", (importId, context) => undoWrite(context, importId)),
};
