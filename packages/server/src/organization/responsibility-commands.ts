/** Putting names on targets, one by one and many at once; handing over, taking back. */
import { covers } from "@lianfang/core/kernel/access.ts";
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import type { organizationContract } from "@lianfang/core/organization/contract.ts";
import { problems } from "@lianfang/core/organization/problems.ts";
import type { CommandContext, QueryContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { areaStore } from "./area-store.ts";
import { chainStore } from "./chain-store.ts";
import { assignmentStore, responsibilityStore } from "./responsibility-store.ts";
import { staffStore } from "./staff-store.ts";
import { targetStore } from "./target-store.ts";
import type { TargetSources } from "./target-tables.ts";

type Routes = Handlers<typeof organizationContract>;

/** @param sources what people may answer for besides areas */
export function responsibilityCommands(
  sources: TargetSources,
): Pick<
  Routes,
  "assign" | "assignGroup" | "unassign" | "handOver" | "handOverOfMany" | "takeBack"
> {
  return {
    async assign({ targetKind, targetIds: given, level, staffId }, context) {
      const targetIds = [...new Set(given)];
      const store = targetStore(context, sources);
      const targets = await store.byIds(targetKind, targetIds);
      if (targets.length < targetIds.length) throw problems.targetNotFound();
      await demandServing(staffId, context);
      await demandLevel(level, context);
      const areaIds = new Set(targets.map(({ areaId }) => areaId));
      context.about({
        kind: targetKind,
        ids: targetIds,
        areaId: areaIds.size === 1 ? targets[0]?.areaId : undefined,
        details: { level, staffId },
      });
      const selection = { targetKind, targets: store.selected({ targetKind, targetIds }) };
      const assigned = await assignmentStore(context).assign(selection, { level, staffId });
      return { writeId: context.id, assigned };
    },

    async assignGroup(input, context) {
      const { targetKind, group, areaId, level, staffId, isNamelessOnly } = input;
      await demandArea(areaId, context);
      await demandServing(staffId, context);
      await demandLevel(level, context);
      const namelessAt = isNamelessOnly ? level : undefined;
      const targets = targetStore(context, sources).selected({
        ...{ targetKind, group, areaId, namelessAt },
      });
      const store = assignmentStore(context);
      const assigned = await store.assign({ targetKind, targets }, { level, staffId });
      context.about({
        kind: "area",
        ids: [areaId],
        areaId,
        details: { targetKind, group, level, staffId, assigned },
      });
      return { writeId: context.id, assigned };
    },

    async unassign({ responsibilityId }, context) {
      const held = await responsibilityStore(context).find(responsibilityId);
      if (!held) throw kernelProblems.notFound();
      const store = targetStore(context, sources);
      const [target] = await store.byIds(held.target_kind, [held.target_id]);
      if (!target) throw kernelProblems.notFound();
      context.about({ kind: target.targetKind, ids: [target.targetId], areaId: target.areaId });
      await assignmentStore(context).end(responsibilityId);
      return {};
    },

    async handOver({ staffId, toStaffId, targetKinds, areaId }, context) {
      if (staffId === toStaffId) throw problems.handOverToSelf();
      if (!(await staffStore(context).find(staffId))) throw problems.staffNotFound();
      await demandServing(toStaffId, context);
      if (areaId) await demandArea(areaId, context);
      const targets = targetStore(context, sources).all({ areaId, kinds: targetKinds });
      const store = assignmentStore(context);
      const moved = await store.handOver({ from: [staffId], to: toStaffId }, targets);
      context.about({
        kind: "staff",
        ids: [staffId, toStaffId],
        areaId,
        details: {
          ...{ from: staffId, to: toStaffId, targetKinds },
          moved: byKind(moved),
        },
      });
      return { writeId: context.id, moved };
    },

    async handOverOfMany({ staffIds: given, toStaffId }, context) {
      const staffIds = [...new Set(given)];
      if (staffIds.includes(toStaffId)) throw problems.handOverToSelf();
      if (!(await staffStore(context).areThere(staffIds))) throw problems.staffNotFound();
      await demandServing(toStaffId, context);
      const targets = targetStore(context, sources).all();
      const from = { from: staffIds, to: toStaffId };
      const moved = await assignmentStore(context).handOver(from, targets);
      context.about({
        kind: "staff",
        ids: [...staffIds, toStaffId],
        details: { to: toStaffId, moved: byKind(moved) },
      });
      return { writeId: context.id, moved };
    },

    async takeBack({ writeId }, context) {
      // Who reaches the whole town need not ask of thirty thousand names where each one lies.
      const targets = context.reach.all ? undefined : targetStore(context, sources).all();
      const back = await assignmentStore(context).takeBack(writeId, targets);
      if (back.ended + back.restored === 0) throw problems.assignmentNotFound();
      context.about({ kind: "assignment", ids: [writeId], details: { ...back } });
      return back;
    },
  };
}

function byKind(moved: readonly { targetKind: string; count: number }[]): Record<string, number> {
  return Object.fromEntries(moved.map(({ targetKind, count }) => [targetKind, count]));
}

export async function demandServing(staffId: string, context: QueryContext): Promise<void> {
  const staff = await staffStore(context).find(staffId);
  if (!staff?.is_active) throw problems.staffNotFound();
}

export async function demandLevel(level: number, context: QueryContext): Promise<void> {
  const levels = await chainStore(context).levels();
  if (!levels.some((known) => known.level === level)) throw problems.levelUnknown();
}

/** One out of reach is as one that is not there. */
async function demandArea(areaId: string, context: CommandContext): Promise<void> {
  const isThere = covers(context.reach, areaId) && (await areaStore(context).find(areaId));
  if (!isThere) throw problems.areaNotFound();
}
