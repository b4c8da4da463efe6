import { z } from "zod";
import { onTown, signedIn } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import { command, query } from "../kernel/procedure.ts";
import { problems } from "./problems.ts";

export const UnitKind = z.enum([
  "leading-group",
  "task-force",
  "combat-unit",
  "household-team",
  "checkpoint-team",
  "checkpoint-leader",
  "emergency-team",
  "inspection-team",
  "strike-team",
  "vanguard",
  "patrol",
  "militia",
  "grid",
]);
export const Unit = z.object({
  unitId: Id,
  parentId: Id.optional(),
  kind: UnitKind,
  name: z.string(),
  nameEn: z.string(),
  areaIds: z.array(Id),
  /** People the unit should have, when the town says so. */
  membersNeeded: z.number().int().optional(),
  members: z.number().int(),
});

export type Unit = z.infer<typeof Unit>;

const unitName = z.string().trim().min(1).max(60);
const unitNameEn = z.string().trim().max(80);
const coveredAreas = z.array(Id).max(200);
const membersNeeded = z.number().int().min(0).max(10_000);

export const unitProcedures = {
  units: query("/organization/units", {
    summary: "Units with their kinds, areas and strength",
    access: signedIn,
    input: z.object({}),
    output: z.object({ units: z.array(Unit) }),
  }),
  addUnit: command("POST", "/organization/units", {
    summary: "Form a unit",
    access: onTown("director", "office"),
    journal: "organization.unit.added",
    input: z.object({
      kind: UnitKind,
      name: unitName,
      nameEn: unitNameEn.optional(),
      parentId: Id.optional(),
      areaIds: coveredAreas.default([]),
      membersNeeded: membersNeeded.optional(),
    }),
    output: z.object({ unitId: Id }),
    problems: [problems.unitNotFound, problems.areaNotFound],
  }),
  editUnit: command("PATCH", "/organization/units/{unitId}", {
    summary: "Put a unit right: its kind, names, parent, areas and strength",
    access: onTown("director", "office"),
    journal: "organization.unit.edited",
    input: z.object({
      unitId: Id,
      kind: UnitKind.optional(),
      name: unitName.optional(),
      /** Follows the name when only that is given. */
      nameEn: unitNameEn.optional(),
      parentId: Id.nullable().optional(),
      areaIds: coveredAreas.optional(),
      membersNeeded: membersNeeded.nullable().optional(),
    }),
    output: z.object({}),
    problems: [problems.unitNotFound, problems.areaNotFound, problems.unitMisplaced],
  }),
  removeUnit: command("DELETE", "/organization/units/{unitId}", {
    summary: "Dissolve a unit that has no teams, nobody in it and no account's role on it",
    access: onTown("director", "office"),
    journal: "organization.unit.removed",
    input: z.object({ unitId: Id }),
    output: z.object({}),
    problems: [problems.unitNotFound, problems.unitInUse],
  }),
  moveStaff: command("POST", "/organization/units/members", {
    summary: "Move members of staff into a unit, or out of any",
    access: onTown("director", "office"),
    journal: "organization.unit.membersMoved",
    input: z.object({ staffIds: z.array(Id).min(1).max(500), unitId: Id.nullable() }),
    output: z.object({ moved: z.number().int() }),
    problems: [problems.unitNotFound, problems.staffNotFound],
  }),
};
