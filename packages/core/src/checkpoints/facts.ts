/** From what was written down of a person to what a decision is made of; on the device and here alike. */
import { type Day, type Instant, townDay } from "../kernel/time.ts";
import { regionsOf } from "../policy/rules.ts";
import type { PolicyRules } from "../policy/rules-data.ts";
import type { CrossingPerson } from "./crossing.ts";
import {
  type CheckpointRules,
  type CrossingFacts,
  type Decision,
  decide,
  type KnownFacts,
} from "./decision.ts";
import type { Evidence } from "./evidence.ts";
import type { PassVerdict } from "./pass-verdict.ts";

/** As much of the policy as a decision needs. */
export type DecidingRules = Pick<PolicyRules, "checkpoint" | "riskRegions"> & {
  readings: Pick<PolicyRules["readings"], "feverCelsius">;
};

/** What a device or the server knows besides: of the person's register, orders, card and tests. */
export interface Lookups {
  isOnRegister?: boolean | undefined;
  isUnderOrder?: boolean | undefined;
  householdLastOutAt?: Instant | undefined;
  pass?: PassVerdict | undefined;
  /** Of the county's list or a connector; what the guard saw goes first. */
  test?: Evidence["test"];
  healthCode?: Evidence["healthCode"];
}

function given<Shape extends object>(shape: Shape): Shape {
  const known = Object.entries(shape).filter(([, value]) => value !== undefined);
  // Only entries without a value are gone, and those were optional.
  return Object.fromEntries(known) as Shape;
}

export function evidenceOf(person: CrossingPerson, looked: Lookups): Evidence {
  const isNamed = person.identityNumber !== undefined || person.name !== undefined;
  return given({
    celsius: person.celsius,
    hasSymptoms: person.hasSymptoms,
    hasMask: person.hasMask,
    healthCode: person.healthCode ?? looked.healthCode,
    test: person.test ?? looked.test,
    pass: looked.pass,
    isIdentityCardShown: person.isIdentityCardShown,
    hasScannedVenueCode: person.hasScannedVenueCode,
    purpose: person.purpose,
    isResident: looked.isOnRegister || person.isResident,
    isRegistered: person.isRegistered ?? (isNamed || looked.pass?.is === "valid"),
  });
}

/** 低风险区 is named by policy too, but is none of the risk regions people mean. */
function isFromRisk(code: string | undefined, day: Day, rules: DecidingRules): boolean {
  if (code === undefined) return false;
  return regionsOf(code, day, rules.riskRegions).some(({ level }) => level !== "low");
}

export interface Moment {
  direction: "in" | "out";
  crossedAt: Instant;
  timeZone: string;
}

export function factsOf(
  person: CrossingPerson,
  { direction, crossedAt, timeZone }: Moment,
  looked: Lookups,
  rules: DecidingRules,
): CrossingFacts {
  const isIncoming = direction === "in";
  const known: KnownFacts = given({
    isUnderOrder: looked.isUnderOrder,
    isFromRiskRegion:
      isIncoming && isFromRisk(person.originCode, townDay(crossedAt, timeZone), rules),
    householdLastOutAt: looked.householdLastOutAt,
  });
  return { direction, shown: evidenceOf(person, looked), known };
}

export function rulesOf({ checkpoint, readings }: DecidingRules): CheckpointRules {
  return { demands: checkpoint, feverCelsius: readings.feverCelsius };
}

/** Decides on a person as written down, under the rules of the day. */
export function decideOn(
  person: CrossingPerson,
  moment: Moment,
  looked: Lookups,
  rules: DecidingRules,
): Decision & { facts: CrossingFacts } {
  const facts = factsOf(person, moment, looked, rules);
  return { ...decide(facts, rulesOf(rules), moment.crossedAt), facts };
}
