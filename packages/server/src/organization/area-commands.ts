/** Changes to the tree of areas. */
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import {
  changedArea,
  childrenOf,
  type Merge,
  mergeOf,
  placedBefore,
  type TreeArea,
} from "@lianfang/core/organization/area-tree.ts";
import { joined } from "@lianfang/core/organization/boundary.ts";
import type { organizationContract } from "@lianfang/core/organization/contract.ts";
import { problems } from "@lianfang/core/organization/problems.ts";
import { checkPlace, renamedAlong } from "@lianfang/core/organization/rules.ts";
import type { CommandContext, QueryContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { areaChangeStore } from "./area-change-store.ts";
import { areaMergeStore } from "./area-merge-store.ts";
import { type AreaRecords, countRecords, recordsText } from "./area-records.ts";
import { areaStore } from "./area-store.ts";
import { boundaryStore } from "./boundary-store.ts";
import { assignmentStore } from "./responsibility-store.ts";

type Routes = Handlers<typeof organizationContract>;

export const addArea: Routes["addArea"] = async (input, context) => {
  const { parentId, kind, name, nameEn } = input;
  const store = areaStore(context);
  const parent = await store.find(parentId);
  if (!parent) throw problems.areaNotFound();
  checkPlace(kind, parent.kind);
  if (await store.isNameTaken(parentId, name)) throw problems.areaNameTaken({ name });
  const areaId = context.id;
  context.about({ kind: "area", ids: [areaId], areaId, details: { kind, parentId } });
  await store.insert({ areaId, parentId, kind, name, nameEn: nameEn || name });
  return { areaId };
};

export const editArea: Routes["editArea"] = async (input, context) => {
  const { areaId, beforeId, name, nameEn, kind, parentId } = input;
  const { areas, area: before } = await demandPart(areaId, context);
  const area = changedArea(areas, areaId, { name, nameEn, kind, parentId });
  const store = areaChangeStore(context);
  context.about({
    kind: "area",
    ids: [areaId],
    areaId,
    details: { kind: area.kind, parentId: area.parentId },
  });
  await store.edit(area, before);
  if (area.name !== before.name || area.nameEn !== before.nameEn) {
    await renameAlong(before, area, context);
  }
  if (beforeId !== undefined) {
    const siblings = childrenOf(areas, area.parentId).map((sibling) => sibling.areaId);
    await store.order(placedBefore(siblings, areaId, beforeId ?? undefined));
  }
  return {};
};

/** Grids and units that bear the area's name take the new one. */
async function renameAlong(before: TreeArea, after: TreeArea, context: CommandContext) {
  const store = areaStore(context);
  const { below, units } = await store.namedFor(before.areaId);
  const along = (named: { id: string; name: string; name_en: string }) => ({
    id: named.id,
    name: renamedAlong(named.name, before.name, after.name),
    nameEn: renamedAlong(named.name_en, before.nameEn, after.nameEn),
  });
  await store.setNames("area", below.map(along));
  await store.setNames("unit", units.map(along));
}

/** Only what nothing belongs to goes; names on it come off, and its history passes to its parent. */
export const removeAreaWith =
  (records: readonly AreaRecords[]): Routes["removeArea"] =>
  async ({ areaId }, context) => {
    const { areas, area } = await demandPart(areaId, context);
    await areaChangeStore(context).lock([areaId]);
    const below = childrenOf(areas, areaId).length;
    const found = (await countRecords(records, context, areaId)).filter(
      ({ kind }) => kind !== "name",
    );
    if (below > 0) found.unshift({ kind: "area", count: below });
    if (found.length > 0) throw inUse(found, context);
    context.about({ kind: "area", ids: [areaId], areaId });
    await assignmentStore(context).endAllOn({ targetKind: "area", targetId: areaId });
    await passOn(records, context, areaId, area.parentId);
    return {};
  };

export const previewMergeWith =
  (records: readonly AreaRecords[]): Routes["previewMerge"] =>
  async ({ areaId, intoId }, context) => {
    const { areas } = await demandPart(areaId, context);
    const { below } = mergeOf(areas, areaId, intoId);
    const store = areaMergeStore(context);
    const { boundary } = await boundaryAfter(context, areaId, intoId);
    return {
      boundary,
      records: await countRecords(records, context, areaId),
      below: below.map((area) => ({ areaId: area.areaId, name: area.before, becomes: area.name })),
      namesEnded: await store.levelsNamedOnBoth(areaId, intoId),
      accountsGaining: await store.accountsGaining(areaId, intoId),
    };
  };

export const mergeAreasWith =
  (records: readonly AreaRecords[]): Routes["mergeAreas"] =>
  async ({ areaId, intoId }, context) => {
    await areaChangeStore(context).lock([areaId, intoId]);
    const { areas } = await demandPart(areaId, context);
    const merge = mergeOf(areas, areaId, intoId);
    const moved = await countRecords(records, context, areaId);
    context.about({
      kind: "area",
      ids: [areaId, intoId],
      areaId: intoId,
      details: {
        from: areaId,
        into: intoId,
        below: merge.below.length,
        moved: Object.fromEntries(moved.map(({ kind, count }) => [kind, count])),
      },
    });
    await mergeInto(records, context, merge);
    return { records: moved };
  };

async function mergeInto(records: readonly AreaRecords[], context: CommandContext, merge: Merge) {
  await areaChangeStore(context).moveBelow(merge);
  const { areaId: intoId } = merge.into;
  const { both } = await boundaryAfter(context, merge.from.areaId, intoId);
  if (both) await boundaryStore(context).set([{ areaId: intoId, shape: both }]);
  await passOn(records, context, merge.from.areaId, merge.into.areaId);
}

/** The survivor's boundary holds both where both are drawn; where it can't, somebody draws it anew. */
async function boundaryAfter(context: QueryContext, fromId: string, intoId: string) {
  const store = boundaryStore(context);
  const [from, into] = [await store.find(fromId), await store.find(intoId)];
  if (!from && !into) return { boundary: "none" as const };
  const both = from && into && joined(from, into);
  return both ? { boundary: "joined" as const, both } : { boundary: "redraw" as const };
}

/** Everything moves, then the area ends: whatever still refers to it stops the whole write. */
async function passOn(
  records: readonly AreaRecords[],
  context: CommandContext,
  from: string,
  into: string,
): Promise<void> {
  for (const kept of records) await kept.move(context, from, into);
  await boundaryStore(context).remove([from]);
  const isEnded = await areaChangeStore(context).end(from, into);
  if (!isEnded) throw inUse([{ kind: "other", count: 1 }], context);
}

function inUse(records: Parameters<typeof recordsText>[0], { locale }: QueryContext) {
  return problems.areaInUse({ records: [...records], text: recordsText(records, locale) });
}

/** An area below the town, with the tree it stands in: the town's own is changed with the town. */
async function demandPart(areaId: string, context: QueryContext) {
  const areas = await areaStore(context).all();
  const area = areas.find((one) => one.areaId === areaId);
  if (!area) throw problems.areaNotFound();
  if (area.parentId === undefined) throw kernelProblems.forbidden();
  return { areas, area: { ...area, parentId: area.parentId } };
}
