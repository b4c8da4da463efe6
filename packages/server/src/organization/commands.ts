/** Changes to the town, its units, staff and the names on its targets. */

import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import { problems } from "@lianfang/core/organization/problems.ts";
import { isPhone } from "@lianfang/core/organization/rules.ts";
import type { CommandContext, Town } from "../kernel/context.ts";
import { areaStore } from "./area-store.ts";
import { responsibilityStore } from "./responsibility-store.ts";
import { type StaffEdit, type StaffFields, staffStore } from "./staff-store.ts";
import { type TargetSources, targetsOf } from "./targets.ts";
import { townStore } from "./town-store.ts";
import { unitStore } from "./unit-store.ts";

interface EditTown {
  name?: string | undefined;
  nameEn?: string | undefined;
  responseName?: string | undefined;
  responseNameEn?: string | undefined;
  clock?: Town["clock"] | undefined;
}

export async function editTown(input: EditTown, context: CommandContext) {
  const { town } = context;
  context.about({ kind: "town", ids: [town.townId] });
  await townStore(context).edit(input);
  await areaStore(context).renameRoot(input.name ?? town.name, input.nameEn ?? town.nameEn);
  return {};
}

interface EditUnit {
  unitId: string;
  name?: string | undefined;
  nameEn?: string | undefined;
  areaIds?: string[] | undefined;
}

export async function renameUnit(input: EditUnit, context: CommandContext) {
  const { unitId, name, nameEn, areaIds } = input;
  await demandPlace({ unitId, areaIds }, context);
  context.about({ kind: "unit", ids: [unitId], details: areaIds && { areaIds } });
  await unitStore(context).edit(unitId, { name, nameEn, areaIds });
  return {};
}

export async function addStaff(input: StaffFields, context: CommandContext) {
  const { name, kind, phone, unitId, areaId } = input;
  await demandPlace({ unitId, areaIds: areaId ? [areaId] : [] }, context);
  demandPhone(phone);
  const staffId = context.id;
  context.about({ kind: "staff", ids: [staffId], areaId, details: { kind, unitId } });
  await staffStore(context).insert(staffId, { name, kind, phone, unitId, areaId });
  return { staffId };
}

export async function editStaff(input: StaffEdit & { staffId: string }, context: CommandContext) {
  const { staffId, name, kind, phone, unitId, areaId, isActive } = input;
  const store = staffStore(context);
  const held = await store.find(staffId);
  if (!held) throw problems.staffNotFound();
  await demandPlace({ unitId: unitId ?? undefined, areaIds: areaId ? [areaId] : [] }, context);
  demandPhone(phone);
  await store.edit(staffId, { name, kind, phone, unitId, areaId, isActive });
  const next = { kind: kind ?? held.kind, isActive: isActive ?? held.is_active };
  if (next.kind !== held.kind || next.isActive !== held.is_active) {
    await store.changeService(staffId, next.isActive ? next.kind : undefined);
  }
  // Whoever has left answers for nothing: the targets show up as unassigned.
  const targetsLeft = next.isActive ? 0 : await responsibilityStore(context).endAllOf(staffId);
  context.about({
    kind: "staff",
    ids: [staffId],
    areaId: areaId ?? held.area_id ?? undefined,
    details: { ...next, targetsLeft },
  });
  return {};
}

function demandPhone(phone: string | undefined): void {
  if (!phone || isPhone(phone)) return;
  throw kernelProblems.invalid({ fields: [{ path: "phone", code: "kernel.field.wrongForm" }] });
}

async function demandPlace(
  { unitId, areaIds }: { unitId: string | undefined; areaIds: string[] | undefined },
  context: CommandContext,
): Promise<void> {
  if (unitId && !(await unitStore(context).exists(unitId))) throw problems.unitNotFound();
  if (areaIds && !(await areaStore(context).allExist(areaIds))) throw problems.areaNotFound();
}

interface Assign {
  targetKind: "area" | "household";
  targetIds: string[];
  level: number;
  staffId: string;
}

export const assignWith =
  (sources: TargetSources) =>
  async ({ targetKind, level, staffId, ...input }: Assign, context: CommandContext) => {
    const targetIds = [...new Set(input.targetIds)];
    const targets = await targetsOf(sources, { targetKind, targetIds }, context);
    if (targets.length < targetIds.length) throw problems.areaNotFound();
    const staff = await staffStore(context).find(staffId);
    if (!staff?.is_active) throw problems.staffNotFound();
    const chain = await townStore(context).chain();
    if (!chain.some((known) => known.level === level)) throw problems.levelUnknown();
    const areaIds = new Set(targets.map(({ areaId }) => areaId));
    context.about({
      kind: targetKind,
      ids: targetIds,
      areaId: areaIds.size === 1 ? targets[0]?.areaId : undefined,
      details: { level, staffId },
    });
    const store = responsibilityStore(context);
    return { assigned: await store.assign(context.id, { targets, level, staffId }) };
  };

export const unassignWith =
  (sources: TargetSources) =>
  async ({ responsibilityId }: { responsibilityId: string }, context: CommandContext) => {
    const store = responsibilityStore(context);
    const held = await store.find(responsibilityId);
    if (!held) throw kernelProblems.notFound();
    const question = { targetKind: held.target_kind, targetIds: [held.target_id] };
    const [target] = await targetsOf(sources, question, context);
    if (!target) throw kernelProblems.notFound();
    context.about({ kind: target.targetKind, ids: [target.targetId], areaId: target.areaId });
    await store.end(responsibilityId);
    return {};
  };
