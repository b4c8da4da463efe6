/** Forming, changing and dissolving units, and who is in them. */
import type { organizationContract, Unit } from "@lianfang/core/organization/contract.ts";
import { problems } from "@lianfang/core/organization/problems.ts";
import { checkUnitPlace } from "@lianfang/core/organization/unit-tree.ts";
import { accountStore } from "../accounts/store.ts";
import type { CommandContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { recordsText } from "./area-records.ts";
import { areaStore } from "./area-store.ts";
import { staffStore } from "./staff-store.ts";
import { unitStore } from "./unit-store.ts";

type Routes = Handlers<typeof organizationContract>;

export const addUnit: Routes["addUnit"] = async (input, context) => {
  const { kind, name, nameEn, parentId, areaIds = [], membersNeeded } = input;
  const store = unitStore(context);
  if (parentId && !(await store.exists(parentId))) throw problems.unitNotFound();
  await demandAreas(areaIds, context);
  const unitId = context.id;
  context.about({ kind: "unit", ids: [unitId], details: { kind, parentId, areaIds } });
  const fields = { kind, name, nameEn: nameEn || name, parentId: parentId ?? null };
  await store.insert(unitId, { ...fields, membersNeeded: membersNeeded ?? null }, areaIds);
  return { unitId };
};

export const editUnit: Routes["editUnit"] = async (input, context) => {
  const { unitId, areaIds, parentId } = input;
  const store = unitStore(context);
  const units = await store.all();
  const unit = unitIn(units, unitId);
  if (parentId) checkUnitPlace(units, unitId, parentId);
  if (areaIds) await demandAreas(areaIds, context);
  const fields = changed(unit, input);
  context.about({ kind: "unit", ids: [unitId], details: { kind: fields.kind, areaIds, parentId } });
  await store.edit(unitId, fields, fields.kind !== unit.kind);
  if (areaIds) await store.setAreas(unitId, areaIds);
  return {};
};

interface Change {
  kind?: Unit["kind"] | undefined;
  name?: string | undefined;
  nameEn?: string | undefined;
  parentId?: string | null | undefined;
  membersNeeded?: number | null | undefined;
}

/** An English name that isn't given follows the Chinese one. */
function changed(unit: Unit, { kind, name, nameEn, parentId, membersNeeded }: Change) {
  const isNamed = name !== undefined && name !== unit.name;
  return {
    kind: kind ?? unit.kind,
    name: name ?? unit.name,
    nameEn: nameEn || (isNamed ? name : unit.nameEn),
    parentId: parentId === undefined ? (unit.parentId ?? null) : parentId,
    membersNeeded: membersNeeded === undefined ? (unit.membersNeeded ?? null) : membersNeeded,
  };
}

export const removeUnit: Routes["removeUnit"] = async ({ unitId }, context) => {
  const store = unitStore(context);
  const units = await store.all();
  const { members } = unitIn(units, unitId);
  const accounts = accountStore(context.db, context.town.townId);
  const found = [
    { kind: "team" as const, count: units.filter(({ parentId }) => parentId === unitId).length },
    { kind: "staff" as const, count: members },
    { kind: "account" as const, count: (await accounts.holdersOf("unit", unitId)).length },
  ].filter(({ count }) => count > 0);
  if (found.length > 0) throw inUse(found, context);
  context.about({ kind: "unit", ids: [unitId] });
  if (!(await store.end(unitId))) throw inUse([{ kind: "other", count: 1 }], context);
  return {};
};

export const moveStaff: Routes["moveStaff"] = async ({ staffIds, unitId }, context) => {
  if (unitId !== null && !(await unitStore(context).exists(unitId))) throw problems.unitNotFound();
  const wanted = [...new Set(staffIds)];
  const moved = await staffStore(context).moveTo(unitId, wanted);
  if (moved < wanted.length) throw problems.staffNotFound();
  context.about({ kind: "staff", ids: wanted, details: { unitId } });
  return { moved };
};

function inUse(records: Parameters<typeof recordsText>[0], { locale }: CommandContext) {
  return problems.unitInUse({ records: [...records], text: recordsText(records, locale) });
}

function unitIn(units: readonly Unit[], unitId: string): Unit {
  const unit = units.find((one) => one.unitId === unitId);
  if (!unit) throw problems.unitNotFound();
  return unit;
}

async function demandAreas(areaIds: readonly string[], context: CommandContext): Promise<void> {
  if (!(await areaStore(context).allExist(areaIds))) throw problems.areaNotFound();
}
