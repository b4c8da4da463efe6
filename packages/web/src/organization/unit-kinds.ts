import type {
  AreaKind,
  AreaRecordCount,
  AreaRecordKind,
  StaffKind,
  UnitKind,
} from "@lianfang/core/organization/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import type { z } from "zod";

export const unitKindLabels: Record<z.infer<typeof UnitKind>, () => string> = {
  "leading-group": () => m["organization.unitKind.leadingGroup"](),
  "task-force": () => m["organization.unitKind.taskForce"](),
  "combat-unit": () => m["organization.unitKind.combatUnit"](),
  "household-team": () => m["organization.unitKind.householdTeam"](),
  "checkpoint-team": () => m["organization.unitKind.checkpointTeam"](),
  "checkpoint-leader": () => m["organization.unitKind.checkpointLeader"](),
  "emergency-team": () => m["organization.unitKind.emergencyTeam"](),
  "inspection-team": () => m["organization.unitKind.inspectionTeam"](),
  "strike-team": () => m["organization.unitKind.strikeTeam"](),
  vanguard: () => m["organization.unitKind.vanguard"](),
  patrol: () => m["organization.unitKind.patrol"](),
  militia: () => m["organization.unitKind.militia"](),
  grid: () => m["organization.unitKind.grid"](),
};

export const areaKindLabels: Record<z.infer<typeof AreaKind>, () => string> = {
  town: () => m["organization.areaKind.town"](),
  village: () => m["organization.areaKind.village"](),
  community: () => m["organization.areaKind.community"](),
  grid: () => m["organization.areaKind.grid"](),
};

export const staffKindLabels: Record<z.infer<typeof StaffKind>, () => string> = {
  "town-leader": () => m["organization.staffKind.townLeader"](),
  "town-cadre": () => m["organization.staffKind.townCadre"](),
  "village-cadre": () => m["organization.staffKind.villageCadre"](),
  "grid-worker": () => m["organization.staffKind.gridWorker"](),
  "village-doctor": () => m["organization.staffKind.villageDoctor"](),
  police: () => m["organization.staffKind.police"](),
  militia: () => m["organization.staffKind.militia"](),
  volunteer: () => m["organization.staffKind.volunteer"](),
  "sent-down-cadre": () => m["organization.staffKind.sentDownCadre"](),
  other: () => m["organization.staffKind.other"](),
};

const recordTexts: Record<z.infer<typeof AreaRecordKind>, (given: { count: number }) => string> = {
  area: m["organization.record.area"],
  household: m["organization.record.household"],
  resident: m["organization.record.resident"],
  premises: m["organization.record.premises"],
  unit: m["organization.record.unit"],
  staff: m["organization.record.staff"],
  account: m["organization.record.account"],
  name: m["organization.record.name"],
  other: m["organization.record.other"],
};

/** What lies in an area, counted: 12 户 */
export function recordText({ kind, count }: AreaRecordCount): string {
  return recordTexts[kind]({ count });
}
