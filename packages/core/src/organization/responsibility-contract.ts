/** Who answers for what: the chain's levels and the names on its targets. */
import { z } from "zod";
import { onArea, signedIn } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import { command, query } from "../kernel/procedure.ts";
import { problems } from "./problems.ts";

export const ChainLevel = z.object({
  level: z.number().int().min(1).max(9),
  label: z.string(),
  labelEn: z.string(),
});
export const TargetKind = z.enum(["area", "household"]);
export const Answerer = z.object({
  responsibilityId: Id,
  level: z.number().int(),
  staffId: Id,
  name: z.string(),
  phone: z.string().optional(),
});

export const responsibilityProcedures = {
  chain: query("/organization/chain", {
    summary: "The levels of the town's chain of responsibility",
    access: signedIn,
    input: z.object({}),
    output: z.object({ levels: z.array(ChainLevel) }),
  }),
  responsibility: query("/organization/responsibility", {
    summary: "Who answers for each area or for one household",
    access: onArea(
      "director",
      "office",
      "unit-lead",
      "grid-worker",
      "medic",
      "inspector",
      "auditor",
    ),
    input: z.object({ targetKind: TargetKind, targetId: Id.optional() }),
    output: z.object({
      targets: z.array(
        z.object({
          targetId: Id,
          targetKind: TargetKind,
          name: z.string(),
          areaId: Id,
          answerers: z.array(Answerer),
        }),
      ),
    }),
  }),
  assign: command("POST", "/organization/responsibility", {
    summary: "Put a name on one or several targets at one level of the chain",
    access: onArea("director", "office", "unit-lead"),
    journal: "organization.responsibility.assigned",
    input: z.object({
      targetKind: TargetKind,
      targetIds: z.array(Id).min(1).max(500),
      level: z.number().int().min(1).max(9),
      staffId: Id,
    }),
    output: z.object({ assigned: z.number().int() }),
    problems: [problems.staffNotFound, problems.areaNotFound, problems.levelUnknown],
  }),
  unassign: command("DELETE", "/organization/responsibility/{responsibilityId}", {
    summary: "Take a name off a target",
    access: onArea("director", "office", "unit-lead"),
    journal: "organization.responsibility.unassigned",
    input: z.object({ responsibilityId: Id }),
    output: z.object({}),
  }),
};
