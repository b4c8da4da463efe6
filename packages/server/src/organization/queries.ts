import type { PublicContext, QueryContext } from "../kernel/context.ts";
import { allTowns } from "../kernel/session/town.ts";
import { responsibilityStore } from "./responsibility-store.ts";
import { type TargetSources, targetsOf } from "./targets.ts";

export async function welcome(_input: unknown, { db, kernel }: PublicContext) {
  const towns = await allTowns(db);
  return {
    isFounded: towns.length > 0,
    towns: towns.map(({ townId, name, nameEn }) => ({ townId, name, nameEn })),
    demoCards: [...(kernel.demo?.cards ?? [])],
  };
}

interface Responsibility {
  targetKind: "area" | "household";
  targetId?: string | undefined;
}

export const responsibilityWith =
  (sources: TargetSources) =>
  async ({ targetKind, targetId }: Responsibility, context: QueryContext) => {
    const targetIds = targetId ? [targetId] : undefined;
    const targets = await targetsOf(sources, { targetKind, targetIds }, context);
    const named = await responsibilityStore(context).answerers(
      targetKind,
      targets.map((target) => target.targetId),
    );
    return {
      targets: targets.map((target) => ({
        targetId: target.targetId,
        targetKind: target.targetKind,
        name: target.name,
        areaId: target.areaId,
        answerers: named.get(target.targetId) ?? [],
      })),
    };
  };
