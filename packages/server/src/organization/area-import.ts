/** The tree of areas out of a spreadsheet: looked at, then brought in; and into one. */
import { createHash } from "node:crypto";
import { type AreaPlan, planAreas } from "@lianfang/core/organization/area-sheet-plan.ts";
import type { Node } from "@lianfang/core/organization/area-sheet-tree.ts";
import type { Area, organizationContract } from "@lianfang/core/organization/contract.ts";
import { problems } from "@lianfang/core/organization/problems.ts";
import { renamedAlong } from "@lianfang/core/organization/rules.ts";
import type { CommandContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { writeSheet } from "../kernel/spreadsheet/write.ts";
import { readAreaFile } from "./area-file-reading.ts";
import { areaImportStore } from "./area-import-store.ts";
import { fileTexts, kindText, shownRow } from "./area-import-texts.ts";
import { areaStore } from "./area-store.ts";
import { derivedId } from "./derived-id.ts";

type Routes = Handlers<typeof organizationContract>;

export const previewAreaImport: Routes["previewAreaImport"] = async ({ file }, context) => {
  const { rows, ...form } = await readAreaFile(file, context.locale);
  const areas = await areaStore(context).all();
  const plan = planAreas(rows, areas, (what) => what);
  const own = new Set(plan.rows.map(({ area }) => area?.areaId));
  return {
    ...form,
    counts: plan.counts,
    rows: plan.rows.map((planned, at) => shownRow(planned, rows[at], context.locale)),
    alsoAdded: plan.added.filter(({ areaId }) => !own.has(areaId)).map(({ name }) => name),
    plan: digestOf(plan),
  };
};

/** Does what the preview said, or nothing. */
export const importAreas: Routes["importAreas"] = async ({ file, plan: expected }, context) => {
  const { rows } = await readAreaFile(file, context.locale);
  const store = areaImportStore(context);
  await store.lock();
  const areas = await areaStore(context).all();
  const plan = planAreas(rows, areas, (what) => derivedId(context.id, what));
  if (digestOf(plan) !== expected) throw problems.areaImportOutdated();
  const { added, changed, counts } = plan;
  context.about({
    kind: "area",
    ids: [...added, ...changed].map(({ areaId }) => areaId),
    details: { ...counts, added: added.length },
  });
  await store.change(changed);
  await store.add(added);
  await renameUnits(context, areas, changed);
  return counts;
};

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

/** Equal when the same lines would do the same to the same areas. */
function digestOf({ rows, added, changed }: AreaPlan): string {
  const told = {
    rows: rows.map(({ fate, area, changes, reasons }) => [
      ...[fate, fate === "new" ? "" : area?.areaId],
      ...[changes, reasons.map(({ code }) => code)],
    ]),
    added: added.map(({ kind, name, nameEn }) => [kind, name, nameEn]),
    changed,
  };
  return createHash("sha256").update(JSON.stringify(told)).digest("base64url");
}

export const areaFile: Routes["areaFile"] = async (_input, context) => {
  const areas = await areaStore(context).all();
  const names = new Map(areas.map(({ areaId, name }) => [areaId, name]));
  const texts = fileTexts(context.locale);
  const bytes = await writeSheet({
    sheetName: texts.sheet,
    columns: texts.headers.map((header) => ({ header, width: 22 })),
    rows: inTreeOrder(areas).map(({ kind, name, nameEn, parentId }) => {
      const isGrid = kind === "grid";
      const village = isGrid ? (names.get(parentId ?? "") ?? "") : name;
      return [village, isGrid ? name : "", kindText(kind, context.locale), nameEn, ""];
    }),
  });
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  return new File([new Uint8Array(bytes)], `${context.town.name} ${texts.sheet}.xlsx`, { type });
};

/** Each village with its grids after it; without the town. */
function inTreeOrder(areas: readonly Area[]): Area[] {
  return areas
    .filter(({ kind }) => kind === "village" || kind === "community")
    .flatMap((village) => [
      village,
      ...areas.filter(({ parentId }) => parentId === village.areaId),
    ]);
}
