/** Changes to the town, its units and staff. */

import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import { problems } from "@lianfang/core/organization/problems.ts";
import { isPhone } from "@lianfang/core/organization/rules.ts";
import type { CommandContext, Town } from "../kernel/context.ts";
import { areaStore } from "./area-store.ts";
import { assignmentStore } from "./responsibility-store.ts";
import { type StaffEdit, type StaffFields, staffStore } from "./staff-store.ts";
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
  const targetsLeft = next.isActive ? 0 : await assignmentStore(context).endAllOf(staffId);
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
