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

export const unitProcedures = {
  units: query("/organization/units", {
    summary: "Units with their kinds, areas and strength",
    access: signedIn,
    input: z.object({}),
    output: z.object({ units: z.array(Unit) }),
  }),
  renameUnit: command("PATCH", "/organization/units/{unitId}", {
    summary: "Rename a unit or change the areas it covers",
    access: onTown("director", "office"),
    journal: "organization.unit.edited",
    input: z.object({
      unitId: Id,
      name: z.string().trim().min(1).max(60).optional(),
      nameEn: z.string().trim().min(1).max(80).optional(),
      areaIds: z.array(Id).max(200).optional(),
    }),
    output: z.object({}),
    problems: [problems.unitNotFound, problems.areaNotFound],
  }),
};
