/** What an order may say: the policy's stretch for the person, and the bounds of what is issued. */
import { type FieldProblem, kernelProblems } from "../kernel/problems.ts";
import { addDays, type Day, daysBetween } from "../kernel/time.ts";
import { type Assessment, Measure } from "../policy/contract.ts";
import { problems, type RestrictiveMeasure } from "./contract.ts";

/** Which part of an assessment an order carries out: "7+3" has two, one order each. */
export type Part = "main" | "follow-on";

/** One stretch under one measure as policy would have it. */
export interface Stretch {
  part: Part;
  measure: RestrictiveMeasure;
  /** The day the period is counted from, which the law leaves out: day 0. */
  countedFrom: Day;
  startDay: Day;
  /** The stretch ends at 24:00 of this day. */
  endDay: Day;
}

export interface EarlierOrder {
  part: Part;
  state: "issued" | "released" | "revoked";
}

function mainStretch({ measure, days, startDay, endDay }: Assessment): Stretch | undefined {
  if (measure === "none" || startDay === undefined || endDay === undefined) return undefined;
  return { part: "main", measure, countedFrom: addDays(endDay, -days), startDay, endDay };
}

function followOnStretch({ followOn }: Assessment): Stretch | undefined {
  if (!followOn || followOn.measure === "none") return undefined;
  const countedFrom = addDays(followOn.endDay, -followOn.days);
  return {
    part: "follow-on",
    measure: followOn.measure,
    countedFrom,
    startDay: addDays(countedFrom, 1),
    endDay: followOn.endDay,
  };
}

/** The stretches an assessment asks for, one after the other. */
export function stretchesOf(assessment: Assessment): Stretch[] {
  return [mainStretch(assessment), followOnStretch(assessment)].filter((one) => one !== undefined);
}

/**
 * The stretch the next order would carry out: the first that is neither over nor served. An order
 * that was revoked served nothing.
 */
export function nextStretch(
  assessment: Assessment,
  earlier: readonly EarlierOrder[],
  today: Day,
): Stretch | undefined {
  const served = earlier.filter(({ state }) => state !== "revoked").map(({ part }) => part);
  return stretchesOf(assessment).find(
    ({ part, endDay }) => endDay >= today && !served.includes(part),
  );
}

/** The last day on which an order is still awaited for an assessment; undefined when none is. */
export function awaitedUntil(
  assessment: Assessment,
  earlier: readonly EarlierOrder[],
): Day | undefined {
  const served = earlier.filter(({ state }) => state !== "revoked").map(({ part }) => part);
  return stretchesOf(assessment)
    .filter(({ part }) => !served.includes(part))
    .at(-1)?.endDay;
}

/** Nobody is restricted for days that have passed: a stretch found late begins today. */
export function startFor(stretch: Stretch, today: Day): Day {
  return stretch.startDay < today ? today : stretch.startDay;
}

export interface IssuedTerms {
  measure: RestrictiveMeasure;
  startDay: Day;
  endDay: Day;
}

/** Weight of a measure: a heavier one restricts more. */
function weight(measure: Measure): number {
  return Measure.options.indexOf(measure);
}

function fieldFaults(terms: IssuedTerms, stretch: Stretch): FieldProblem[] {
  const faults: FieldProblem[] = [];
  if (weight(terms.measure) > weight(stretch.measure))
    faults.push({ path: "measure", code: "observation.field.heavierThanPolicy" });
  if (terms.startDay < stretch.startDay)
    faults.push({
      path: "startDay",
      code: "observation.field.startsBeforePolicy",
      params: { day: stretch.startDay },
    });
  return faults;
}

/**
 * Holds what a person issues against what policy allows: no heavier measure, no earlier start, no
 * later end. Lighter and shorter is theirs to decide.
 * @throws Problem `kernel.invalid`, `observation.endBeforeStart`, `observation.beyondPolicy`
 */
export function demandWithinPolicy(terms: IssuedTerms, stretch: Stretch, today: Day): void {
  const faults = fieldFaults(terms, stretch);
  if (faults.length > 0) throw kernelProblems.invalid({ fields: faults });
  if (terms.endDay < terms.startDay || terms.endDay < today) throw problems.endBeforeStart();
  if (terms.endDay > stretch.endDay) throw problems.beyondPolicy({ latestEndDay: stretch.endDay });
}

/**
 * How far an order has come, counted as the law counts (民法典 art. 201): the day the period is
 * counted from is left out, so it is day 0, and the last day has the number of days in all.
 */
export function dayCount(
  order: { countedFrom: Day; endDay: Day },
  today: Day,
): { dayNumber: number; daysTotal: number } {
  return {
    dayNumber: daysBetween(order.countedFrom, today),
    daysTotal: daysBetween(order.countedFrom, order.endDay),
  };
}

const longestPlace = 120;

/** Where somebody lives, as an order says it: 黄溪村 3 组; a group or address that repeats is left out. */
export function homePlace(home: {
  areaName: string;
  group?: string | undefined;
  address?: string | undefined;
}): string {
  const parts = [home.areaName, home.group, home.address].filter((part) => part !== undefined);
  const said = parts.filter((part, at) => !parts.slice(at + 1).some((rest) => rest.includes(part)));
  return said.join(" ").slice(0, longestPlace);
}
