/**
 * A policy as data: everything about the rules of a response that changes from week to week, so
 * that a town can see it, change it and date it. What follows from it is in `rules.ts`.
 */
import { z } from "zod";
import { Day, TimeOfDay } from "../kernel/time.ts";
import {
  AssessmentRule,
  assessmentFaults,
  Bilingual,
  type Inconsistency,
  Measure,
  RiskRegion,
  RuleId,
} from "./assessment-rule.ts";
import { DutyKind, DutyTarget } from "./duty-kinds.ts";
import { PremisesKind } from "./premises-kinds.ts";

export { Measure };

export const ReadingWindow = z.strictObject({ id: RuleId, from: TimeOfDay, to: TimeOfDay });
export type ReadingWindow = z.infer<typeof ReadingWindow>;

/** A law or notice that an order may rest on, and the days on which it was in force. */
export const LegalBasis = z.strictObject({
  id: RuleId,
  ...Bilingual.shape,
  from: Day.optional(),
  to: Day.optional(),
});
export type LegalBasis = z.infer<typeof LegalBasis>;

/** Something owed again and again: on what, how often, by whom. */
export const DutyRule = z.strictObject({
  id: RuleId,
  duty: DutyKind,
  target: DutyTarget,
  targetText: Bilingual.optional(),
  /** The kinds of premises it is about, where its target is premises; the usual ones when absent. */
  premises: z.array(PremisesKind).min(1).max(PremisesKind.options.length).optional(),
  by: z.array(Bilingual).max(10),
  perDay: z.int().min(1).max(48).optional(),
  hoursPerDay: z.number().positive().max(24).optional(),
  windows: z.array(Bilingual).max(10),
  /** Not owed before this day. */
  from: Day.optional(),
  /** The share of targets to be reached each day, 0 to 1. */
  coverage: z.number().min(0).max(1).optional(),
  checklist: z.array(Bilingual).max(20),
  /** Questions put to whoever is met. */
  asks: z.array(Bilingual).max(20),
  /** Goods or things it is about. */
  what: z.array(Bilingual).max(20),
  onFailure: Bilingual.optional(),
});
export type DutyRule = z.infer<typeof DutyRule>;

/** How people from elsewhere are met who hold no pass of the town. */
export const OutsiderRule = z.enum(["admit", "register", "refuse"]);
export type OutsiderRule = z.infer<typeof OutsiderRule>;

/**
 * What a checkpoint asks of whoever wants to pass. What follows from it is in
 * `checkpoints/decision.ts`. Rules written before a demand was known here leave it out: it is not
 * made then.
 */
export const CheckpointDemands = z.strictObject({
  temperature: z.boolean(),
  registration: z.boolean(),
  mask: z.boolean(),
  pass: z.boolean(),
  /** The pass counts only beside the holder's identity card. */
  passWithIdentityCard: z.boolean().optional(),
  healthCode: z.boolean(),
  venueCode: z.boolean(),
  /** A nucleic-acid test no older than this; none asked when absent. */
  testWithinHours: z.int().min(1).max(168).optional(),
  /** Purposes for which people may leave or enter; any when empty. */
  purposes: z.array(Bilingual).max(20),
  /** Admitted as anybody else when absent. */
  outsiders: OutsiderRule.optional(),
  /** One person of a household leaves every so many days; no limit when absent. */
  householdEveryDays: z.int().min(1).max(14).optional(),
});
export type CheckpointDemands = z.infer<typeof CheckpointDemands>;

const policyShape = z.strictObject({
  documents: z.array(Bilingual).min(1).max(20),
  riskRegions: z.array(RiskRegion).max(500),
  assessment: z.array(AssessmentRule).min(1).max(40),
  readings: z.strictObject({
    windows: z.array(ReadingWindow).min(1).max(6),
    /** How long after a window's end a reading still counts as late rather than missed. */
    graceMinutes: z.int().min(0).max(720),
    /** This much and above is a fever. */
    feverCelsius: z.number().min(36).max(39),
    feverSetBy: Bilingual,
    /** After how long an alert nobody has acted on goes up. */
    escalation: z.strictObject({
      unitLeadAfterMinutes: z.int().min(5).max(1440),
      directorAfterMinutes: z.int().min(5).max(2880),
    }),
  }),
  orders: z.strictObject({
    bases: z.array(LegalBasis).min(1).max(20),
    appeal: z.strictObject({
      contact: Bilingual,
      phone: z.string().trim().min(3).max(20),
      decideWithinHours: z.int().min(1).max(72),
    }),
    mayLeaveHome: z.boolean(),
    doorSealed: z.boolean(),
    noticePosted: z.boolean(),
  }),
  retention: z.strictObject({ daysAfterResponseEnds: z.int().min(0).max(365) }),
  checkpoint: CheckpointDemands,
  duties: z.array(DutyRule).max(60),
});
type PolicyShape = z.infer<typeof policyShape>;

function repeated(ids: readonly string[], path: string[], key: string): Inconsistency[] {
  return ids.flatMap((id, at) => (ids.indexOf(id) < at ? [{ key, path: [...path, at] }] : []));
}

function windowFaults(windows: readonly ReadingWindow[]): Inconsistency[] {
  return windows.flatMap((window, at) => {
    const before = windows[at - 1];
    const isBackwards = window.from >= window.to;
    const isOverlapping = before !== undefined && before.to > window.from;
    const path = ["readings", "windows", at];
    return isBackwards || isOverlapping ? [{ key: "policy.rules.windowOrder", path }] : [];
  });
}

function spanFaults(spans: readonly { from?: Day; to?: Day }[], path: string[]): Inconsistency[] {
  return spans.flatMap(({ from, to }, at) =>
    from !== undefined && to !== undefined && to < from
      ? [{ key: "policy.rules.endsBeforeItBegins", path: [...path, at] }]
      : [],
  );
}

function inconsistencies(rules: PolicyShape): Inconsistency[] {
  const idsOf = (things: readonly { id: string }[]) => things.map(({ id }) => id);
  const twice = "policy.rules.idTwice";
  return [
    ...assessmentFaults(rules.assessment),
    ...windowFaults(rules.readings.windows),
    ...spanFaults(rules.riskRegions, ["riskRegions"]),
    ...spanFaults(rules.orders.bases, ["orders", "bases"]),
    ...repeated(idsOf(rules.assessment), ["assessment"], twice),
    ...repeated(idsOf(rules.readings.windows), ["readings", "windows"], twice),
    ...repeated(idsOf(rules.orders.bases), ["orders", "bases"], twice),
    ...repeated(idsOf(rules.duties), ["duties"], twice),
  ];
}

/**
 * The rules of a response on the days they are in force. Issues that concern the policy as a whole
 * carry their message key as `message`, e.g. `policy.rules.lastIsForEverybody`.
 */
export const PolicyRules = policyShape.superRefine((rules, context) => {
  for (const { key, path } of inconsistencies(rules))
    context.addIssue({ code: "custom", message: key, path });
});
export type PolicyRules = z.infer<typeof PolicyRules>;
