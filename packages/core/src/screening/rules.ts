/** A journey assessed by a policy: which facts it gives, where it came from, when it may change. */
import { addDays, type Day } from "../kernel/time.ts";
import type { Residence, RiskRegion } from "../policy/assessment-rule.ts";
import type { Assessment } from "../policy/contract.ts";
import { type Distance, distanceBetween } from "../policy/divisions.ts";
import { assess, type Facts, type Outcome, regionsOf } from "../policy/rules.ts";
import type { PolicyRules } from "../policy/rules-data.ts";
import { type Journey, problems } from "./contract.ts";

/** People announced so far ahead; a day beyond is a slip of the pen. */
const announcedDays = 60;

/** @throws Problem `screening.datesOutOfOrder` */
export function demandDates(
  { leftOriginOn, arrivedOn }: Pick<Journey, "leftOriginOn" | "arrivedOn">,
  today: Day,
): void {
  const isBackwards = leftOriginOn !== undefined && leftOriginOn > arrivedOn;
  if (isBackwards || arrivedOn > addDays(today, announcedDays)) throw problems.datesOutOfOrder();
}

/** Every place a journey names. */
export function placesOf(journey: Pick<Journey, "originCode" | "transitCodes">): string[] {
  return [journey.originCode, ...journey.transitCodes];
}

type Route = Pick<
  Journey,
  "originCode" | "transitCodes" | "leftOriginOn" | "arrivedOn" | "isCloseContact"
>;

/** 低风险区 is named by policy too, but is none of the risk regions people mean. */
function isRisk({ level }: RiskRegion): boolean {
  return level !== "low";
}

function isInRisk(place: string, day: Day, regions: readonly RiskRegion[]): boolean {
  return regionsOf(place, day, regions).some(isRisk);
}

function isThroughRisk(
  { transitCodes, arrivedOn }: Route,
  regions: readonly RiskRegion[],
): boolean {
  return transitCodes.some((code) => isInRisk(code, arrivedOn, regions));
}

/**
 * What policy is told of a journey. The day somebody left the origin is the last day in a risk
 * region only where no stop on the way was in one; else it is unknown, and policy takes the arrival.
 * @param townCode the town's county (or province); where unknown, distance decides nothing
 */
export function factsOf(
  journey: Route,
  person: { residence?: Residence | undefined },
  townCode: string | undefined,
  rules: PolicyRules,
): Facts {
  const { originCode, transitCodes, arrivedOn, leftOriginOn, isCloseContact } = journey;
  return {
    townCode: townCode ?? originCode,
    originCode,
    transitCodes,
    arrivedOn,
    leftRiskOn: isThroughRisk(journey, rules.riskRegions) ? undefined : leftOriginOn,
    residence: person.residence,
    closeContact: isCloseContact ? { ring: "close" } : undefined,
  };
}

/** Where a journey came from: how far, and whether from or through a risk region. */
export interface Origin {
  distance: Distance;
  riskBy: "origin" | "transit" | undefined;
}

export function originOf(
  journey: Route,
  townCode: string | undefined,
  { riskRegions }: PolicyRules,
): Origin {
  const { originCode, leftOriginOn, arrivedOn } = journey;
  const isFrom = isInRisk(originCode, leftOriginOn ?? arrivedOn, riskRegions);
  return {
    distance: distanceBetween(originCode, townCode ?? originCode),
    riskBy: isFrom ? "origin" : isThroughRisk(journey, riskRegions) ? "transit" : undefined,
  };
}

function assessmentFrom(outcome: Outcome, policyVersionId: string | undefined): Assessment {
  const { measure, days, startDay, endDay, followOn, ruleId, reason, source } = outcome;
  return {
    measure,
    days,
    startDay,
    endDay,
    followOn: followOn && {
      measure: followOn.measure,
      days: followOn.days,
      endDay: followOn.endDay,
    },
    ruleId,
    reason,
    source,
    policyVersionId,
  };
}

/** What a policy version says of a journey, as it is kept and shown. */
export function assessJourney(
  journey: Route,
  person: { residence?: Residence | undefined },
  townCode: string | undefined,
  policy: { versionId: string; rules: PolicyRules },
): Assessment {
  const facts = factsOf(journey, person, townCode, policy.rules);
  return assessmentFrom(assess(facts, policy.rules), policy.versionId);
}

/** Puts a journey right: absent fields stay, null empties. */
export function corrected(
  journey: Journey,
  changes: { [Field in keyof Journey]?: Journey[Field] | null | undefined },
): Journey {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  const kept = Object.fromEntries(given.map(([field, value]) => [field, value ?? undefined]));
  return { ...journey, ...kept };
}

/**
 * An arrival on which an order stands, or was served, is not changed any more: the order rests on it.
 * @throws Problem `screening.hasOrder`
 */
export function demandWithoutOrder(
  orderState: "issued" | "released" | "revoked" | undefined,
): void {
  if (orderState === "issued" || orderState === "released") throw problems.hasOrder();
}

/** The last day of everything an assessment asks for; undefined when it asks for nothing. */
export function lastDayOf({ measure, endDay, followOn }: Assessment): Day | undefined {
  return measure === "none" ? undefined : (followOn?.endDay ?? endDay);
}
