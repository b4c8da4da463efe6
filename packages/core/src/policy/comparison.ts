/** Whom a change of policy would put under observation, release or treat otherwise. */
import type { Day } from "../kernel/time.ts";
import type { Measure } from "./assessment-rule.ts";
import { assess, type Facts, type Outcome } from "./rules.ts";
import type { PolicyRules } from "./rules-data.ts";

/** How an outcome stands on a day: which measure holds, and until when in all. */
export interface Standing {
  state: "none" | "ahead" | "running" | "follow-on" | "over";
  measure: Measure;
  /** The last day of everything the outcome asks for. */
  lastDay?: Day;
}

/** The measure an outcome asks for on the town's `today`. */
export function standingOn(outcome: Outcome, today: Day): Standing {
  const { measure, startDay, endDay, followOn } = outcome;
  if (startDay === undefined || endDay === undefined) return { state: "none", measure: "none" };
  const lastDay = followOn?.endDay ?? endDay;
  if (today < startDay) return { state: "ahead", measure: "none", lastDay };
  if (today <= endDay) return { state: "running", measure, lastDay };
  if (followOn && today <= followOn.endDay)
    return { state: "follow-on", measure: followOn.measure, lastDay };
  return { state: "over", measure: "none", lastDay };
}

export interface PersonFacts {
  id: string;
  /** What is known; a function where it depends on what the rules call a risk region. */
  facts: Facts | ((rules: PolicyRules) => Facts);
}

function outcomeFor({ facts }: PersonFacts, rules: PolicyRules): Outcome {
  return assess(typeof facts === "function" ? facts(rules) : facts, rules);
}

/** One person treated differently, with what holds on the day before and after the change. */
export interface Change {
  id: string;
  before: Outcome;
  after: Outcome;
  beforeOnDay: Standing;
  afterOnDay: Standing;
}

export interface Comparison {
  compared: number;
  /** Free before the change, under a measure after it. */
  restricted: Change[];
  /** Under a measure before the change, free after it. */
  freed: Change[];
  /** Under a measure both times, but another one or until another day. */
  changed: Change[];
}

function isOtherwise({ beforeOnDay, afterOnDay }: Change): boolean {
  return beforeOnDay.measure !== afterOnDay.measure || beforeOnDay.lastDay !== afterOnDay.lastDay;
}

/**
 * Compares what two sets of rules ask of the same people on a day.
 * @param day the town's day on which the new rules would hold
 */
export function compareOutcomes(
  people: readonly PersonFacts[],
  before: PolicyRules,
  after: PolicyRules,
  day: Day,
): Comparison {
  const changes = people.map((person): Change => {
    const { id } = person;
    const outcomes = { before: outcomeFor(person, before), after: outcomeFor(person, after) };
    const beforeOnDay = standingOn(outcomes.before, day);
    return { id, ...outcomes, beforeOnDay, afterOnDay: standingOn(outcomes.after, day) };
  });
  const isFree = (standing: Standing) => standing.measure === "none";
  return {
    compared: people.length,
    restricted: changes.filter((one) => isFree(one.beforeOnDay) && !isFree(one.afterOnDay)),
    freed: changes.filter((one) => !isFree(one.beforeOnDay) && isFree(one.afterOnDay)),
    changed: changes.filter(
      (one) => !isFree(one.beforeOnDay) && !isFree(one.afterOnDay) && isOtherwise(one),
    ),
  };
}
