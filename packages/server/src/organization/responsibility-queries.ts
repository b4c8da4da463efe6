import { covers } from "@lianfang/core/kernel/access.ts";
import { chainAlong } from "@lianfang/core/organization/chain.ts";
import type { Answerer, Area, organizationContract } from "@lianfang/core/organization/contract.ts";
import { problems } from "@lianfang/core/organization/problems.ts";
import type { QueryContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { areaStore } from "./area-store.ts";
import { chainStore } from "./chain-store.ts";
import { loadStore } from "./load-store.ts";
import { linkKey, responsibilityStore, type TargetLink } from "./responsibility-store.ts";
import { staffStore } from "./staff-store.ts";
import { targetStore } from "./target-store.ts";
import type { TargetSources } from "./target-tables.ts";

type Routes = Handlers<typeof organizationContract>;

/** @param sources what people may answer for besides areas */
export function responsibilityQueries(
  sources: TargetSources,
): Pick<
  Routes,
  "responsibility" | "chainOf" | "nameless" | "previewGroup" | "staffLoad" | "staffTargets"
> {
  return {
    async responsibility({ targetKind, targetId }, context) {
      const store = targetStore(context, sources);
      const targets = targetId
        ? await store.byIds(targetKind, [targetId])
        : targetKind === "area"
          ? await store.areas()
          : [];
      const named = await responsibilityStore(context).answerers(targets);
      return {
        targets: targets.map(({ targetKind: kind, targetId: id, name, areaId }) => ({
          ...{ targetKind: kind, targetId: id, name, areaId },
          answerers: named.get(linkKey({ targetKind: kind, targetId: id })) ?? [],
        })),
      };
    },

    async chainOf({ targetKind, targetId }, context) {
      const store = targetStore(context, sources);
      const [found] = await store.byIds(targetKind, [targetId]);
      if (!found) throw problems.targetNotFound();
      const { above, ...target } = found;
      // What a target is part of lies where it does: whoever reaches the one may know of the other.
      const around = above && (await store.byIds(above.targetKind, [above.targetId]))[0];
      const areas = await areasAround(context, target.areaId);
      const named = [target, ...(around ? [around] : []), ...areas.map(areaLink)];
      const chain = await chainFor(context, named);
      return {
        target,
        levels: chain.map(({ from, ...level }) => ({
          ...level,
          from: from && { targetKind: from.targetKind, targetId: from.targetId, name: from.name },
        })),
      };
    },

    async nameless({ targetKind, areaId, isCovered, after, limit }, context) {
      const store = targetStore(context, sources);
      const page = await store.nameless({ targetKind, areaId, isCovered, after, limit });
      return after ? page : { ...page, counts: await store.countNameless(areaId) };
    },

    async previewGroup({ targetKind, group, areaId, level }, context) {
      if (!covers(context.reach, areaId)) throw problems.areaNotFound();
      if (!(await areaStore(context).find(areaId))) throw problems.areaNotFound();
      return targetStore(context, sources).sizeOf({ targetKind, group, areaId }, level);
    },

    async staffLoad({ staffId }, context) {
      if (!(await staffStore(context).find(staffId))) throw problems.staffNotFound();
      return { load: await loadStore(context, targetStore(context, sources).all()).of(staffId) };
    },

    async staffTargets({ staffId, targetKind, areaId, after, limit }, context) {
      if (!(await staffStore(context).find(staffId))) throw problems.staffNotFound();
      const targets = targetStore(context, sources).all({ areaId });
      return loadStore(context, targets).list(staffId, { targetKind, after, limit });
    },
  };
}

/** Who answers along a line of targets, nearest first: see {@link chainAlong}. */
export async function chainFor<Link extends TargetLink>(
  context: QueryContext,
  line: readonly Link[],
) {
  const [levels, named] = await Promise.all([
    chainStore(context).levels(),
    responsibilityStore(context).answerers(line),
  ]);
  return chainAlong<Link, Answerer>(levels, line, (link) => named.get(linkKey(link)) ?? []);
}

/** An area and those above it, the smallest first. The town itself bears no names. */
export async function areasAround(context: QueryContext, areaId: string): Promise<Area[]> {
  const areas = new Map((await areaStore(context).all()).map((area) => [area.areaId, area]));
  const around: Area[] = [];
  for (let at = areas.get(areaId); at?.parentId; at = areas.get(at.parentId)) around.push(at);
  return around;
}

/** An area as what bears names. */
export function areaLink({ areaId, name }: Area) {
  return { targetKind: "area" as const, targetId: areaId, name };
}
