/** Who answers for what: the names on targets, level by level. */
import { z } from "zod";
import { onArea } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import { PageInput, pageOf } from "../kernel/page.ts";
import { command, query } from "../kernel/procedure.ts";
import { ChainLevel, LevelNumber } from "./chain-contract.ts";
import { problems } from "./problems.ts";
import { TargetKind } from "./target-kind.ts";

/** Targets of a kind that are picked together; which a kind has, its source says. */
export const TargetGroup = z.enum(["all", "villages", "vulnerable"]);
export type TargetGroup = z.infer<typeof TargetGroup>;

export const Target = z.object({
  targetKind: TargetKind,
  targetId: Id,
  name: z.string(),
  areaId: Id,
});
export type Target = z.infer<typeof Target>;

export const Answerer = z.object({
  responsibilityId: Id,
  level: z.number().int(),
  staffId: Id,
  name: z.string(),
  phone: z.string().optional(),
});
export type Answerer = z.infer<typeof Answerer>;

const readers = onArea(
  "director",
  "office",
  "unit-lead",
  "grid-worker",
  "medic",
  "inspector",
  "auditor",
);
const writers = onArea("director", "office", "unit-lead");

/** The write itself, to be taken back by. */
const writeId = Id;
const group = {
  targetKind: TargetKind,
  group: TargetGroup.default("all"),
  /** With all that lies in it. */
  areaId: Id,
  level: LevelNumber,
};
const kindCount = z.object({ targetKind: TargetKind, count: z.number().int() });

export const responsibilityProcedures = {
  responsibility: query("/organization/responsibility", {
    summary: "The names on each area, or on one target of any kind",
    access: readers,
    input: z.object({ targetKind: TargetKind, targetId: Id.optional() }),
    output: z.object({ targets: z.array(Target.extend({ answerers: z.array(Answerer) })) }),
  }),
  chainOf: query("/organization/responsibility/{targetKind}/{targetId}", {
    summary: "Who answers for a target at each level: by its own names, else by those around it",
    access: readers,
    input: z.object({ targetKind: TargetKind, targetId: Id }),
    output: z.object({
      target: Target,
      levels: z.array(
        ChainLevel.extend({
          answerer: Answerer.optional(),
          /** What the name stands on: the target itself, its household, its area or one above. */
          from: Target.pick({ targetKind: true, targetId: true, name: true }).optional(),
        }),
      ),
    }),
    problems: [problems.targetNotFound],
  }),
  nameless: query("/organization/responsibility/nameless", {
    summary: "Targets that should bear a name and bear none, those nobody answers for first of all",
    access: readers,
    input: PageInput.extend({
      targetKind: TargetKind,
      areaId: Id.optional(),
      /** Whether the names around it (its household's, its area's) stand in; both when absent. */
      isCovered: z.boolean().optional(),
    }),
    output: pageOf(Target.extend({ isCovered: z.boolean() })).extend({
      /** By kind, for the area asked; on the first page only. */
      counts: z
        .array(
          z.object({
            targetKind: TargetKind,
            uncovered: z.number().int(),
            covered: z.number().int(),
          }),
        )
        .optional(),
    }),
  }),
  assign: command("POST", "/organization/responsibility", {
    summary: "Put a name on one or several targets at one level of the chain",
    access: writers,
    journal: "organization.responsibility.assigned",
    input: z.object({
      targetKind: TargetKind,
      targetIds: z.array(Id).min(1).max(500),
      level: LevelNumber,
      staffId: Id,
    }),
    output: z.object({ writeId, assigned: z.number().int() }),
    problems: [problems.staffNotFound, problems.targetNotFound, problems.levelUnknown],
  }),
  previewGroup: query("/organization/responsibility/group", {
    summary: "How many targets of a group lie in an area, and how many have no name at a level",
    access: writers,
    input: z.object(group),
    output: z.object({ targets: z.number().int(), nameless: z.number().int() }),
    problems: [problems.areaNotFound, problems.groupUnknown],
  }),
  assignGroup: command("POST", "/organization/responsibility/group", {
    summary: "Put a name on all targets of a group in an area at once",
    access: writers,
    journal: "organization.responsibility.assigned",
    input: z.object({
      ...group,
      staffId: Id,
      /** Leaves alone what has a name at the level. */
      isNamelessOnly: z.boolean().default(true),
    }),
    output: z.object({ writeId, assigned: z.number().int() }),
    problems: [
      problems.staffNotFound,
      problems.areaNotFound,
      problems.levelUnknown,
      problems.groupUnknown,
    ],
  }),
  unassign: command("DELETE", "/organization/responsibility/{responsibilityId}", {
    summary: "Take a name off a target",
    access: writers,
    journal: "organization.responsibility.unassigned",
    input: z.object({ responsibilityId: Id }),
    output: z.object({}),
  }),
  staffLoad: query("/organization/staff/{staffId}/load", {
    summary: "How many targets a member of staff answers for, by kind and area",
    access: readers,
    input: z.object({ staffId: Id }),
    output: z.object({
      load: z.array(kindCount.extend({ areaId: Id, level: z.number().int() })),
    }),
    problems: [problems.staffNotFound],
  }),
  staffTargets: query("/organization/staff/{staffId}/targets", {
    summary: "The targets a member of staff answers for",
    access: readers,
    input: PageInput.extend({
      staffId: Id,
      targetKind: TargetKind,
      areaId: Id.optional(),
    }),
    output: pageOf(Target.extend({ responsibilityId: Id, level: z.number().int() })),
    problems: [problems.staffNotFound],
  }),
  handOver: command("POST", "/organization/staff/{staffId}/hand-over", {
    summary: "Hand over what one answers for to another: all of it, or of some kinds, in an area",
    access: writers,
    journal: "organization.responsibility.handedOver",
    input: z.object({
      staffId: Id,
      toStaffId: Id,
      targetKinds: z.array(TargetKind).min(1).optional(),
      areaId: Id.optional(),
    }),
    output: z.object({ writeId, moved: z.array(kindCount) }),
    problems: [problems.staffNotFound, problems.areaNotFound, problems.handOverToSelf],
  }),
  handOverOfMany: command("POST", "/organization/staff/hand-over", {
    summary: "Hand over all that several answer for to one other",
    access: writers,
    journal: "organization.responsibility.handedOver",
    input: z.object({ staffIds: z.array(Id).min(1).max(500), toStaffId: Id }),
    output: z.object({ writeId, moved: z.array(kindCount) }),
    problems: [problems.staffNotFound, problems.handOverToSelf],
  }),
  takeBack: command("POST", "/organization/responsibility/writes/{writeId}/take-back", {
    summary: "Put names back as they were before an assignment or hand-over, but for later changes",
    access: writers,
    journal: "organization.responsibility.takenBack",
    input: z.object({ writeId: Id }),
    output: z.object({
      /** Targets the write's name came off. */
      ended: z.number().int(),
      /** Targets that have their former name again. Who has left since gets none back. */
      restored: z.number().int(),
    }),
    problems: [problems.assignmentNotFound],
  }),
};
