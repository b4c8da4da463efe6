/**
 * Whether somebody may pass: the five steps (拦问测登放) as one pure decision over what the person
 * shows, what is known of them, and what the policy in force demands. It runs on the guard's device.
 *
 * What the person shows never turns a yes into a no: evidence that speaks against letting pass (a
 * fever, a red code) leads to somebody who looks after the person, never to turning them away.
 */
import { type Instant, minutesBetween } from "../kernel/time.ts";
import type { CheckpointDemands } from "../policy/rules-data.ts";
import type { Evidence } from "./evidence.ts";
import type { PassRefusal } from "./pass-verdict.ts";

export const outcomes = ["admit", "refuse", "refer"] as const;
export type Outcome = (typeof outcomes)[number];

/** What records say of the person, as far as the device or the server holds them. */
export interface KnownFacts {
  /** Under an order that does not let them leave home. */
  isUnderOrder?: boolean | undefined;
  /** Was in a risk region within the days that count. */
  isFromRiskRegion?: boolean | undefined;
  /** When somebody of the same household card went out last. */
  householdLastOutAt?: Instant | undefined;
}

export interface CrossingFacts {
  direction: "in" | "out";
  shown: Evidence;
  known: KnownFacts;
}

export interface CheckpointRules {
  demands: CheckpointDemands;
  /** This much and above is a fever. */
  feverCelsius: number;
}

/** Reasons to hand the person over to somebody who looks after them. */
export const referReasons = [
  "fever",
  "symptoms",
  "test-positive",
  "code-red",
  "code-amber",
  "under-order",
  "from-risk-region",
  "outsider-to-register",
] as const;

/** What is lacking and can be put right on the spot. */
export const lackingReasons = [
  "mask-missing",
  "temperature-missing",
  "registration-missing",
  "venue-code-missing",
  "purpose-missing",
  "residence-unknown",
  "identity-card-missing",
] as const;

/** What was not shown: whether the person has it, only asking tells. */
export const unshownReasons = ["pass-missing", "code-missing", "test-missing"] as const;

/** Reasons to turn the person back. */
export const refuseReasons = [
  "outsider",
  "pass-unreadable",
  "pass-forged",
  "pass-other-town",
  "pass-not-yet",
  "pass-expired",
  "pass-revoked",
  "pass-lost",
  "pass-someone-else",
  "test-old",
  "test-pending",
  "test-time-wrong",
  "purpose-other",
  "household-out",
] as const;

export const reasonCodes = [
  ...referReasons,
  ...lackingReasons,
  ...unshownReasons,
  ...refuseReasons,
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

/** Read aloud by the text `checkpoints.say.<code>` with `params`. */
export interface Reason {
  code: ReasonCode;
  params: Record<string, string | number>;
}

/** What the guard does next. */
export type NextStep =
  | "let-pass"
  /** Mask on, temperature taken, written down: then decide again. */
  | "do-first"
  /** Nothing speaks against letting pass but what was not shown: ask for it, then decide again. */
  | "ask-first"
  | "turn-back"
  | "report-to-medic"
  /** Whoever answers for the person under the order. */
  | "call-responsible"
  | "enter-arrival";

export interface Decision {
  outcome: Outcome;
  /** Those that made the outcome, the gravest first; empty exactly for `admit`. */
  reasons: Reason[];
  next: NextStep;
}

type Found = ReasonCode | Reason | false | undefined;

function reasonsOf(found: readonly Found[]): Reason[] {
  return found.flatMap((one) => {
    if (!one) return [];
    return typeof one === "string" ? [{ code: one, params: {} }] : [one];
  });
}

const isOneOf = <Code extends string>(codes: readonly Code[], code: string): code is Code =>
  (codes as readonly string[]).includes(code);

/** The person belongs here: a valid pass says so, or the register. */
function isInsider({ pass, isResident }: Evidence): boolean {
  return pass?.is === "valid" || isResident === true;
}

function isOutsiderToRegister({ direction, shown }: CrossingFacts, demands: CheckpointDemands) {
  return (
    direction === "in" &&
    demands.outsiders === "register" &&
    shown.isResident === false &&
    !isInsider(shown)
  );
}

function referrals(facts: CrossingFacts, { demands, feverCelsius }: CheckpointRules): Reason[] {
  const { shown, known } = facts;
  const { celsius, healthCode } = shown;
  const hasFever = celsius !== undefined && celsius >= feverCelsius;
  return reasonsOf([
    hasFever && {
      code: "fever",
      params: { celsius: celsius.toFixed(1), line: feverCelsius.toFixed(1) },
    },
    shown.hasSymptoms && "symptoms",
    shown.test?.result === "positive" && "test-positive",
    healthCode === "red" && "code-red",
    healthCode === "amber" && "code-amber",
    known.isUnderOrder && "under-order",
    known.isFromRiskRegion && "from-risk-region",
    isOutsiderToRegister(facts, demands) && "outsider-to-register",
  ]);
}

/** Device clocks run apart; a test taken a little ahead of ours was taken just now. */
const clockSkewMinutes = 5;

/**
 * Age of a test in whole minutes: a test of exactly 24 hours ago still counts as within 24 hours, one
 * of 24 hours and a minute does not.
 * @returns undefined when it lies in the future
 */
export function testAgeMinutes(sampledAt: Instant, now: Instant): number | undefined {
  const age = Math.floor(minutesBetween(sampledAt, now));
  return age < -clockSkewMinutes ? undefined : Math.max(0, age);
}

function testLacks({ test }: Evidence, withinHours: number | undefined, now: Instant): Found {
  if (withinHours === undefined) return undefined;
  if (!test) return { code: "test-missing", params: { hours: withinHours } };
  if (test.result === "pending") return "test-pending";
  if (test.result === "positive") return undefined; // leads to a referral
  const age = testAgeMinutes(test.sampledAt, now);
  if (age === undefined) return "test-time-wrong";
  if (age <= withinHours * 60) return undefined;
  const params = { hours: withinHours, ageHours: Math.floor(age / 60), ageMinutes: age % 60 };
  return { code: "test-old", params };
}

const passReasons: Record<PassRefusal, ReasonCode> = {
  unreadable: "pass-unreadable",
  forged: "pass-forged",
  "other-town": "pass-other-town",
  "not-yet": "pass-not-yet",
  expired: "pass-expired",
  revoked: "pass-revoked",
  lost: "pass-lost",
  "someone-else": "pass-someone-else",
};

function passLacks({ shown }: CrossingFacts, demands: CheckpointDemands): Found {
  if (!demands.pass) return undefined;
  const { pass, isIdentityCardShown } = shown;
  if (!pass) return "pass-missing";
  if (pass.is === "refused") return passReasons[pass.why];
  return demands.passWithIdentityCard && !isIdentityCardShown && "identity-card-missing";
}

function residenceLacks({ direction, shown }: CrossingFacts, demands: CheckpointDemands): Found {
  const rule = demands.outsiders ?? "admit";
  if (direction === "out" || rule === "admit" || isInsider(shown)) return undefined;
  if (shown.isResident === undefined) return "residence-unknown";
  return rule === "refuse" && "outsider";
}

function purposeLacks({ purpose }: Evidence, { purposes }: CheckpointDemands): Found {
  if (purposes.length === 0) return undefined;
  if (purpose === undefined) return "purpose-missing";
  return purposes.every(({ zh, en }) => zh !== purpose && en !== purpose) && "purpose-other";
}

function householdLacks(
  { direction, shown, known }: CrossingFacts,
  { householdEveryDays }: CheckpointDemands,
  now: Instant,
): Found {
  const cardDays = shown.pass?.is === "valid" ? shown.pass.everyDays : undefined;
  const days = cardDays ?? householdEveryDays;
  if (direction === "in" || days === undefined || !known.householdLastOutAt) return undefined;
  const hoursSince = minutesBetween(known.householdLastOutAt, now) / 60;
  const hoursLeft = Math.ceil(days * 24 - hoursSince);
  return hoursLeft > 0 && { code: "household-out", params: { days, hoursLeft } };
}

function lacks(facts: CrossingFacts, { demands }: CheckpointRules, now: Instant): Reason[] {
  const { shown } = facts;
  const isVisitor = isOutsiderToRegister(facts, demands);
  return reasonsOf([
    residenceLacks(facts, demands),
    // A visitor who is to be registered has no pass of this town yet.
    !isVisitor && passLacks(facts, demands),
    demands.healthCode && shown.healthCode === undefined && "code-missing",
    testLacks(shown, demands.testWithinHours, now),
    purposeLacks(shown, demands),
    householdLacks(facts, demands, now),
    demands.mask && !shown.hasMask && "mask-missing",
    demands.temperature && shown.celsius === undefined && "temperature-missing",
    demands.venueCode && !shown.hasScannedVenueCode && "venue-code-missing",
    demands.registration && !shown.isRegistered && "registration-missing",
  ]);
}

const nextOfReferral: Partial<Record<ReasonCode, NextStep>> = {
  "under-order": "call-responsible",
  "from-risk-region": "enter-arrival",
  "outsider-to-register": "enter-arrival",
};

/**
 * Decides on one person. Handing over comes before turning back: nobody with a fever is sent away for
 * want of a mask.
 * @param now the device's instant of the crossing
 */
export function decide(facts: CrossingFacts, rules: CheckpointRules, now: Instant): Decision {
  const referred = referrals(facts, rules);
  const [gravest] = referred;
  if (gravest) {
    const next = nextOfReferral[gravest.code] ?? "report-to-medic";
    return { outcome: "refer", reasons: referred, next };
  }
  const reasons = lacks(facts, rules, now);
  if (reasons.length === 0) return { outcome: "admit", reasons, next: "let-pass" };
  const sorted = reasons.toSorted((one, other) => weight(other) - weight(one));
  const heaviest = Math.max(...reasons.map(weight));
  return { outcome: "refuse", reasons: sorted, next: refusals[heaviest] ?? "turn-back" };
}

/** What follows when the gravest reason is lacking, unshown, or turns back. */
const refusals: readonly NextStep[] = ["do-first", "ask-first", "turn-back"];

function weight({ code }: Reason): number {
  if (isOneOf(lackingReasons, code)) return 0;
  return isOneOf(unshownReasons, code) ? 1 : 2;
}

/** Whether it is only a stand between two questions: what is asked for may still turn up. */
export function isOpen({ next }: Pick<Decision, "next">): boolean {
  return next === "do-first" || next === "ask-first";
}

const gravity: Record<Outcome, number> = { admit: 0, refuse: 1, refer: 2 };

/** What is decided on a vehicle or boat: what is decided on the gravest case in it. */
export function worstOf(outcomesWithin: readonly Outcome[]): Outcome {
  return outcomesWithin.reduce<Outcome>(
    (worst, one) => (gravity[one] > gravity[worst] ? one : worst),
    "admit",
  );
}
