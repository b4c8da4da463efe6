import { z } from "zod";
import { onArea, onTown } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import { PageInput, pageOf } from "../kernel/page.ts";
import { command, query } from "../kernel/procedure.ts";
import { Day, Instant } from "../kernel/time.ts";
import { problems as policyProblems } from "../policy/contract.ts";
import { CheckpointDemands } from "../policy/rules-data.ts";
import { HourCount } from "./checkpoint.ts";
import { checkpointReaders } from "./checkpoint-contract.ts";
import {
  CrossingPerson,
  CrossingReason,
  CrossingRow,
  CrossingVehicle,
  crossingFields,
  Direction,
  Outcome,
} from "./crossing.ts";
import { Evidence } from "./evidence.ts";
import { problems } from "./problems.ts";
import { RevocationList } from "./revocation.ts";

export const guards = onArea("director", "office", "unit-lead", "grid-worker", "checkpoint-guard");
export const crossingReaders = onArea(
  "director",
  "office",
  "unit-lead",
  "checkpoint-guard",
  "medic",
  "inspector",
  "auditor",
);
export const followers = onArea("director", "office", "unit-lead", "checkpoint-guard", "medic");

const recording = [
  problems.checkpointNotFound,
  problems.crossedInFuture,
  problems.crossedTooLongAgo,
  problems.nobodyCrossed,
  problems.identityNumberWrong,
  problems.plateWrong,
  policyProblems.noPolicyOnDay,
];

const recorded = z.object({
  crossingId: Id,
  /** What the server's rules say of each person, in order. */
  lines: z.array(z.object({ line: z.int(), ruled: Outcome, reasons: z.array(CrossingReason) })),
});

export const crossingProcedures = {
  recordCrossing: command("POST", "/checkpoints/crossings", {
    summary: "Write down a crossing: a person, or a vehicle or boat with the people in it",
    access: guards,
    journal: "checkpoints.crossing.recorded",
    offline: true,
    input: crossingFields,
    output: recorded,
    problems: recording,
  }),
  correctCrossing: command("POST", "/checkpoints/crossings/{crossingId}/correction", {
    summary: "Replace a crossing by another record of it; the first stays to be seen",
    access: guards,
    journal: "checkpoints.crossing.corrected",
    input: crossingFields
      .omit({ checkpointId: true })
      .extend({ crossingId: Id, reason: z.string().trim().min(2).max(100) }),
    output: recorded,
    problems: [...recording, problems.crossingNotFound, problems.alreadyCorrected],
  }),
  amendCrossing: command("POST", "/checkpoints/crossings/{crossingId}/amendment", {
    summary: "Put parts of a crossing right, with the reason; what is absent stays",
    access: guards,
    journal: "checkpoints.crossing.amended",
    input: z.object({
      crossingId: Id,
      reason: z.string().trim().min(2).max(100),
      /** Takes this earlier record of the same crossing to begin with, as to undo a correction. */
      likeId: Id.optional(),
      direction: Direction.optional(),
      crossedAt: Instant.optional(),
      plate: CrossingVehicle.shape.plate.optional(),
      people: z
        .array(
          CrossingPerson.pick({ name: true, identityNumber: true, celsius: true })
            .partial()
            .extend({ line: z.int().min(0).max(60), outcome: Outcome.optional() }),
        )
        .max(60)
        .default([]),
    }),
    output: recorded,
    problems: [...recording, problems.crossingNotFound, problems.alreadyCorrected],
  }),
  voidCrossing: command("POST", "/checkpoints/crossings/{crossingId}/void", {
    summary: "Take back a crossing written down by mistake",
    access: guards,
    journal: "checkpoints.crossing.voided",
    offline: true,
    input: z.object({ crossingId: Id, reason: z.string().trim().min(2).max(100) }),
    output: z.object({}),
    problems: [problems.crossingNotFound, problems.alreadyCorrected],
  }),
  crossings: query("/checkpoints/crossings", {
    summary: "Crossings, newest first",
    access: crossingReaders,
    input: PageInput.extend({
      checkpointId: Id.optional(),
      day: Day.optional(),
      outcome: Outcome.optional(),
      direction: Direction.optional(),
      subject: CrossingRow.shape.subject.optional(),
      /** A name, or an identity number or plate in full. */
      search: z.string().trim().max(60).optional(),
      isOverridden: z.boolean().optional(),
      /** Done otherwise than the rules say, and nobody signed for it. */
      isAgainstRules: z.boolean().optional(),
      /** Handed over or with a fever, and nobody has said what was done. */
      isWaiting: z.boolean().optional(),
    }),
    output: pageOf(CrossingRow),
  }),
  crossing: query("/checkpoints/crossings/{crossingId}", {
    summary: "One crossing with everybody in it",
    access: crossingReaders,
    input: z.object({ crossingId: Id }),
    output: z.object({
      lines: z.array(CrossingRow.extend({ evidence: Evidence })),
      /** Every correction of it, the first one first, with the record as it was before. */
      corrections: z.array(
        z.object({
          crossingId: Id,
          replacedBy: Id,
          reason: z.string().optional(),
          at: Instant,
          by: z.string().optional(),
          before: z.array(CrossingRow),
          after: z.array(CrossingRow),
        }),
      ),
    }),
    problems: [problems.crossingNotFound],
  }),
  counts: query("/checkpoints/counts", {
    summary: "People, vehicles and boats by the hour of a day, of one checkpoint or all",
    access: checkpointReaders,
    input: z.object({ day: Day.optional(), checkpointId: Id.optional() }),
    output: z.object({
      day: Day,
      hours: z.array(HourCount),
      byCheckpoint: z.array(
        HourCount.omit({ hour: true }).extend({ checkpointId: Id, name: z.string() }),
      ),
    }),
  }),
  traveller: query("/checkpoints/travellers", {
    summary: "Whether somebody has crossed lately, and what is known that a decision needs",
    method: "POST",
    access: guards,
    input: z.object({
      checkpointId: Id,
      identityNumber: z.string().trim().max(40).optional(),
      passText: z.string().trim().max(400).optional(),
    }),
    output: z.object({
      name: z.string().optional(),
      /** On the town's register. */
      isResident: z.boolean(),
      isUnderOrder: z.boolean(),
      crossingsInWeek: z.int(),
      lastCrossedAt: Instant.optional(),
      pass: Evidence.shape.pass,
      householdLastOutAt: Instant.optional(),
      test: Evidence.shape.test,
      healthCode: Evidence.shape.healthCode,
      /** The last question about this person to the county's platform, of the last ten minutes. */
      asked: z.object({ at: Instant, state: z.enum(["waiting", "known", "unknown"]) }).optional(),
    }),
    problems: [problems.checkpointNotFound, problems.identityNumberWrong],
  }),
  kit: query("/checkpoints/posts/{checkpointId}/kit", {
    summary: "What a guard's device holds to decide without a network",
    access: guards,
    input: z.object({ checkpointId: Id }),
    output: z.object({
      checkpointId: Id,
      name: z.string(),
      townId: Id,
      policyVersionId: Id,
      demands: CheckpointDemands,
      feverCelsius: z.number(),
      /** Public Ed25519 keys of the town's passes, 32 bytes each in Base45. */
      passKeys: z.array(z.string()),
      revocations: RevocationList,
      madeAt: Instant,
    }),
    problems: [problems.checkpointNotFound, policyProblems.noPolicyOnDay],
  }),
  followUp: command("POST", "/checkpoints/crossings/{crossingId}/follow-up", {
    summary: "Say what was done about somebody handed over: told the medic, arrival entered",
    access: followers,
    journal: "checkpoints.crossing.followedUp",
    offline: true,
    input: z.object({
      crossingId: Id,
      line: z.int().min(0).max(60),
      action: z.string().trim().min(2).max(200),
      arrivalId: Id.optional(),
    }),
    output: z.object({}),
    problems: [problems.crossingNotFound, problems.alreadyFollowedUp, problems.nothingToFollow],
  }),
  doubles: query("/checkpoints/doubles", {
    summary: "Records of the last days that are likely one crossing written down twice",
    access: crossingReaders,
    input: z.object({ checkpointId: Id.optional() }),
    output: z.object({
      pairs: z.array(z.object({ earlier: CrossingRow, later: CrossingRow })),
    }),
  }),
  judgeDouble: command("POST", "/checkpoints/doubles", {
    summary: "Say whether two records are one crossing; if so the later counts no more",
    access: onArea("director", "office", "unit-lead", "checkpoint-guard"),
    journal: "checkpoints.crossing.judgedDouble",
    input: z.object({ earlierId: Id, laterId: Id, isSame: z.boolean() }),
    output: z.object({}),
    problems: [problems.crossingNotFound, problems.notTwoRecords, problems.alreadyJudged],
  }),
  previewDemands: query("/checkpoints/policy-preview", {
    summary: "How the crossings of the last day would have fared under changed demands",
    method: "POST",
    access: onTown("director", "office"),
    input: z.object({ demands: CheckpointDemands, feverCelsius: z.number().min(36).max(39) }),
    output: z.object({
      compared: z.int(),
      admittedNow: z.int(),
      admittedThen: z.int(),
      newlyRefused: z.int(),
      newlyAdmitted: z.int(),
    }),
  }),
};
