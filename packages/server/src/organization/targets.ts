/** What somebody may answer for. Areas are the module's own; others are told by their modules. */

import { covers } from "@lianfang/core/kernel/access.ts";
import type { TargetKind } from "@lianfang/core/organization/contract.ts";
import type { z } from "zod";
import type { QueryContext } from "../kernel/context.ts";
import { areaStore } from "./area-store.ts";

export interface Target {
  targetKind: z.infer<typeof TargetKind>;
  targetId: string;
  name: string;
  areaId: string;
}

/** The targets with these ids that exist within the context's reach, at most so many as were asked. */
export type TargetSource = (
  context: QueryContext,
  targetIds: readonly string[],
) => Promise<Omit<Target, "targetKind">[]>;

/** Sources by kind, but for areas; filled in `app.ts`, since the modules stand above this one. */
export type TargetSources = Readonly<
  Partial<Record<Exclude<z.infer<typeof TargetKind>, "area">, TargetSource>>
>;

export interface TargetQuestion {
  targetKind: z.infer<typeof TargetKind>;
  /** All areas when absent; other kinds must be asked for by id. */
  targetIds: readonly string[] | undefined;
}

export async function targetsOf(
  sources: TargetSources,
  { targetKind, targetIds }: TargetQuestion,
  context: QueryContext,
): Promise<Target[]> {
  if (targetKind === "area") return areaTargets(targetIds, context);
  const found = targetIds ? await sources[targetKind]?.(context, targetIds) : undefined;
  return (found ?? []).map((target) => ({ targetKind, ...target }));
}

/** The town as a whole has a director; names are put on what lies in it. */
async function areaTargets(
  targetIds: readonly string[] | undefined,
  context: QueryContext,
): Promise<Target[]> {
  const areas = await areaStore(context).all();
  return areas
    .filter(({ kind }) => kind !== "town")
    .filter(({ areaId }) => covers(context.reach, areaId))
    .filter(({ areaId }) => targetIds?.includes(areaId) ?? true)
    .map(({ areaId, name }) => ({ targetKind: "area", targetId: areaId, name, areaId }));
}
