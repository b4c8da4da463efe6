/**
 * Assessment rules as data: who is treated how, for how long, why, and by which document; with the
 * risk regions they speak of. What follows from them is in `rules.ts`.
 */
import { z } from "zod";
import { Day } from "../kernel/time.ts";
import { DivisionCode, distances } from "./divisions.ts";

/** From lightest to heaviest. */
export const Measure = z.enum(["none", "health-monitoring", "home-isolation", "central-isolation"]);
export type Measure = z.infer<typeof Measure>;
export const RestrictiveMeasure = Measure.exclude(["none"]);
export type RestrictiveMeasure = z.infer<typeof RestrictiveMeasure>;

/** `key` is 2020's 重点地区; the others are the levels of 分区分级. */
export const RiskLevel = z.enum(["key", "high", "medium", "low"]);
export type RiskLevel = z.infer<typeof RiskLevel>;

export const Place = z.enum(["home", "isolation-site", "none"]);
export type Place = z.infer<typeof Place>;
export const Residence = z.enum(["registered-here", "lives-here", "registered-lives-elsewhere"]);
export type Residence = z.infer<typeof Residence>;
export const Vaccination = z.enum(["none", "partial", "full", "booster"]);
export type Vaccination = z.infer<typeof Vaccination>;

/**
 * Why a person is treated as they are: a closed list, so that nobody is ever restricted for a
 * reason that has nothing to do with the epidemic. Labels are at `policy.reason.<code>`.
 */
export const reasonCodes = [
  "close-contact",
  "second-contact",
  "key-region",
  "high-risk-region",
  "medium-risk-region",
  "low-risk-region",
  "abroad",
  "other-province",
  "same-province",
  "same-city",
  "nothing-found",
] as const;
export const ReasonCode = z.enum(reasonCodes);
export type ReasonCode = z.infer<typeof ReasonCode>;

/** Text of the policy itself, in both languages. */
export const Bilingual = z.strictObject({
  zh: z.string().trim().min(1).max(300),
  en: z.string().trim().min(1).max(600),
});
export type Bilingual = z.infer<typeof Bilingual>;

/** Ids of rules, windows, bases and duties within one policy. */
export const RuleId = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/);

/** A region from which people are treated differently when they were there on its days. */
export const RiskRegion = z.strictObject({
  /** A province's or city's code covers all that lies in it. */
  divisionCode: DivisionCode,
  name: z.string().trim().min(1).max(60),
  nameEn: z.string().trim().min(1).max(80),
  level: RiskLevel,
  from: Day,
  /** The last day that counts; open when absent. */
  to: Day.optional(),
  source: Bilingual,
});
export type RiskRegion = z.infer<typeof RiskRegion>;

const narrowing = {
  /** Only people with one of these ties to the town; anybody when absent. */
  residences: z.array(Residence).min(1).optional(),
  /** Only people with one of these states of vaccination; anybody when absent. */
  vaccinations: z.array(Vaccination).min(1).optional(),
};

/** When a rule applies. */
export const Condition = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("contact"),
    ring: z.enum(["close", "second"]),
    ...narrowing,
  }),
  z.strictObject({
    kind: z.literal("region"),
    levels: z.array(RiskLevel).min(1),
    /** Last there at most so many days before arriving; 14 means the fourteenth day counts. */
    withinDays: z.int().min(0).max(60),
    by: z.array(z.enum(["origin", "transit"])).min(1),
    ...narrowing,
  }),
  z.strictObject({
    kind: z.literal("distance"),
    distances: z.array(z.enum(distances)).min(1),
    ...narrowing,
  }),
  z.strictObject({ kind: z.literal("anyone"), ...narrowing }),
]);
export type Condition = z.infer<typeof Condition>;

const daysOfMeasure = z.int().min(1).max(60);
/** Days of the measure, counted from 1, on which a nucleic-acid test is owed. */
const testDays = z.array(z.int().min(1).max(60)).max(20);

/**
 * One rule: the first in the list whose condition holds decides. `reason` may hold `{region}`,
 * `{via}`, `{arrivedOn}`, `{exposedOn}` and `{days}`, which are filled in for each person.
 */
export const AssessmentRule = z.strictObject({
  id: RuleId,
  when: Condition,
  measure: Measure,
  /** 0 exactly when there is no measure. */
  days: z.int().min(0).max(60),
  place: Place,
  testDays,
  /** The day before day 1: the arrival, or the last day in the region or with the case. */
  countedFrom: z.enum(["arrival", "last-exposure"]),
  followOn: z
    .strictObject({ measure: RestrictiveMeasure, days: daysOfMeasure, place: Place, testDays })
    .optional(),
  reason: z.strictObject({ code: ReasonCode, ...Bilingual.shape }),
  /** The document and clause it comes from. */
  source: Bilingual,
});
export type AssessmentRule = z.infer<typeof AssessmentRule>;

/** What is wrong with a policy as a whole: a message key and where it is. */
export interface Inconsistency {
  key: string;
  path: (string | number)[];
}

function ruleFaults(rule: AssessmentRule): string[] {
  const isNone = rule.measure === "none";
  const faults: string[] = [];
  if (isNone !== (rule.days === 0)) faults.push("policy.rules.daysAndMeasure");
  if (isNone && (rule.followOn || rule.testDays.length > 0)) faults.push("policy.rules.noneIsNone");
  if (rule.testDays.some((day) => day > rule.days) && !isNone) faults.push("policy.rules.testDay");
  if (rule.followOn?.testDays.some((day) => day > (rule.followOn?.days ?? 0)))
    faults.push("policy.rules.testDay");
  return faults;
}

const placeholders = ["region", "via", "arrivedOn", "exposedOn", "days"];

function hasUnknownPlaceholder({ zh, en }: Bilingual): boolean {
  const used = [...`${zh}${en}`.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? "");
  return used.some((name) => !placeholders.includes(name));
}

function isForEverybody({ when }: AssessmentRule): boolean {
  return when.kind === "anyone" && !when.residences && !when.vaccinations;
}

/** What is wrong with a list of rules taken together. */
export function assessmentFaults(rules: readonly AssessmentRule[]): Inconsistency[] {
  const last = rules.length - 1;
  return rules.flatMap((rule, at) => {
    const path = ["assessment", at];
    const keys = ruleFaults(rule);
    if (hasUnknownPlaceholder(rule.reason)) keys.push("policy.rules.unknownPlaceholder");
    if (at < last && isForEverybody(rule)) keys.push("policy.rules.neverReached");
    if (at === last && !isForEverybody(rule)) keys.push("policy.rules.lastIsForEverybody");
    return keys.map((key) => ({ key, path }));
  });
}
