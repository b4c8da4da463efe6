/** Records of rounds: made on phones, and put right at the desk. */
import { z } from "zod";
import { Id } from "../kernel/ids.ts";
import { Exported, exportSaid } from "../kernel/list-contract.ts";
import { listProblems } from "../kernel/list-problems.ts";
import { PageInput, pageOf } from "../kernel/page.ts";
import { kernelProblems } from "../kernel/problems.ts";
import { command, query } from "../kernel/procedure.ts";
import { Day, Instant } from "../kernel/time.ts";
import { RuleId } from "../policy/assessment-rule.ts";
import { DutyKind, DutyTarget } from "../policy/duty-kinds.ts";
import { listExporters, peopleReaders } from "../registry/people.ts";
import { patrollers, visitors } from "./access.ts";
import { problems } from "./problems.ts";
import { RoundAnswer, RoundCheck, RoundOutcome, roundSaid } from "./record.ts";
import { PatrolledKind, RoundTargetKind, VisitedKind } from "./registers.ts";

export const RoundRecord = z.object({
  recordId: Id,
  ruleId: RuleId,
  duty: DutyKind,
  target: DutyTarget,
  targetKind: RoundTargetKind,
  /** As its register has it; what was merged into another is the other. */
  targetId: Id,
  name: z.string(),
  /** The area it lay in when the record was made. */
  areaId: Id,
  areaName: z.string(),
  areaNameEn: z.string(),
  /** `void`: entered by mistake, and taken back. */
  outcome: z.enum([...RoundOutcome.options, "void"]),
  checks: z.array(RoundCheck),
  answers: z.array(RoundAnswer),
  finding: z.string().optional(),
  note: z.string().optional(),
  doneAt: Instant,
  receivedAt: Instant,
  /** Who entered it: at the door, or at the desk from paper. */
  recordedBy: z.string().optional(),
  /** Whose name stands on the paper it came from; absent where it came on none. */
  doneBy: z.object({ staffId: Id, name: z.string() }).optional(),
  /** The record this one replaces, and why. */
  corrects: z.object({ recordId: Id, reason: z.string() }).optional(),
  /** The record that replaces this one. */
  correctedBy: Id.optional(),
});
export type RoundRecord = z.infer<typeof RoundRecord>;

/** Which records: by the town's days on which they were made, both included. */
const choice = z.object({
  fromDay: Day.optional(),
  toDay: Day.optional(),
  duty: DutyKind.optional(),
  ruleId: RuleId.optional(),
  /** With all that lies in it. */
  areaId: Id.optional(),
  outcome: RoundOutcome.optional(),
  /** Something was found not to be in order. */
  hasFinding: z.boolean().optional(),
});
export type RecordChoice = z.infer<typeof choice>;

const recordable = [
  problems.targetNotFound,
  problems.ruleUnknown,
  problems.targetOfAnotherKind,
  problems.inFuture,
  problems.findingMissing,
];
const Made = z.object({ recordId: Id });

export const recordProcedures = {
  recordVisit: command("POST", "/rounds/visits", {
    summary: "Record a visit to a household or a person",
    access: visitors,
    journal: "rounds.visit.recorded",
    offline: true,
    input: z.object({ ruleId: RuleId, targetKind: VisitedKind, targetId: Id, ...roundSaid }),
    output: Made,
    problems: recordable,
  }),
  recordPatrol: command("POST", "/rounds/patrols", {
    summary: "Record a round at premises, at a checkpoint or in a village",
    access: patrollers,
    journal: "rounds.patrol.recorded",
    offline: true,
    input: z.object({ ruleId: RuleId, targetKind: PatrolledKind, targetId: Id, ...roundSaid }),
    output: Made,
    problems: recordable,
  }),
  correctRecord: command("POST", "/rounds/records/{recordId}/correct", {
    summary: "Put a record right by another, or take it back; both are kept",
    access: visitors,
    journal: "rounds.record.corrected",
    input: z.object({
      recordId: Id,
      doneAt: Instant,
      outcome: RoundRecord.shape.outcome,
      checks: roundSaid.checks,
      answers: roundSaid.answers,
      finding: roundSaid.finding,
      note: roundSaid.note,
      reason: z.string().trim().min(2).max(100),
    }),
    output: Made,
    problems: [
      problems.recordNotFound,
      problems.inFuture,
      problems.findingMissing,
      kernelProblems.changedMeanwhile,
    ],
  }),
  records: query("/rounds/records", {
    summary: "Records of rounds as they stand, the latest first; replaced ones are left out",
    access: peopleReaders,
    input: PageInput.extend(choice.shape),
    output: pageOf(RoundRecord),
  }),
  recordsOf: query("/rounds/targets/{targetKind}/{targetId}/records", {
    summary: "One target's records, the latest first, replaced ones among them",
    access: peopleReaders,
    input: PageInput.extend({ targetKind: RoundTargetKind, targetId: Id }),
    output: pageOf(RoundRecord),
    problems: [problems.targetNotFound],
  }),
  record: query("/rounds/records/{recordId}", {
    summary: "One record, and what it was before it was put right",
    access: peopleReaders,
    input: z.object({ recordId: Id }),
    output: RoundRecord.extend({ earlier: z.array(RoundRecord) }),
    problems: [problems.recordNotFound],
  }),
  exportRecords: command("POST", "/rounds/records/export", {
    summary: "Take out the records a filter shows, with what it is for and who gets it",
    access: listExporters,
    journal: "rounds.records.exported",
    shownOnce: ["file"],
    input: choice.extend(exportSaid),
    output: Exported,
    problems: [listProblems.wholeNumbersForbidden, listProblems.tooLongForPaper],
  }),
};
