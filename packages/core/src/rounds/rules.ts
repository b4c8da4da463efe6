/**
 * Rounds: visits, patrols, disinfection, knocking on doors. What each rule of a day owes each target,
 * and how it stands, is computed here from the rules and the records, and stored nowhere. Pure.
 */
import {
  type DutyRecord,
  type Occurrence,
  type Span,
  settle,
  type Tally,
  tally,
  wholeDay,
} from "../duties/rules.ts";
import type { Role } from "../kernel/access.ts";
import { addDays, type Day, type Instant, instantAt, isInFuture } from "../kernel/time.ts";
import type { DutyRule, PolicyRules } from "../policy/rules-data.ts";
import { policyOn } from "../policy/versions.ts";
import { problems } from "./problems.ts";
import { isVisited, type Register, registerOf, type Uncounted } from "./registers.ts";

export interface DatedRules {
  effectiveFrom: Day;
  approvedAt: Instant;
  rules: PolicyRules;
}

/** A rule of a day with the targets it is about, and how often each is owed it. */
export interface RoundRule {
  rule: DutyRule;
  register: Register;
  /** On the day; undefined where the rules name no number: it is recorded, and nothing is due. */
  times: number | undefined;
  /** Owed once since then, and not each day: knocking on every door. */
  onceSince: Day | undefined;
}

/**
 * The rules of a day. Rounds have the whole day, so those changed in the middle of it are owed from the
 * next day on: nobody has missed at noon what nobody asked for in the morning.
 */
function versionOn<Version extends DatedRules>(
  day: Day,
  versions: readonly Version[],
  timeZone: string,
): Version | undefined {
  const begins = instantAt(day, "00:00", timeZone);
  const known = versions.filter(({ approvedAt }) => approvedAt <= begins);
  // A town's first rules are approved when it is founded, whatever day they hold from.
  return policyOn(day, known) ?? policyOn(day, versions);
}

/** A duty of a day, with its register, or why it is not counted here. */
export type DutyOfDay = RoundRule | { rule: DutyRule; uncounted: Exclude<Uncounted, "no-number"> };

export function dutiesOn(day: Day, versions: readonly DatedRules[], timeZone: string): DutyOfDay[] {
  const inForce = versionOn(day, versions, timeZone);
  const duties = inForce?.rules.duties ?? [];
  return duties
    .filter(({ from }) => from === undefined || from <= day)
    .map((rule) => {
      const register = registerOf(rule);
      if (typeof register === "string") return { rule, uncounted: register };
      const onceSince = isOnce(rule) ? sinceOf(rule, day, versions) : undefined;
      return { rule, register, times: onceSince ? 1 : rule.perDay, onceSince };
    });
}

/** Those of the day's duties whose targets stand in a register. */
export function roundsOn(day: Day, versions: readonly DatedRules[], timeZone: string): RoundRule[] {
  return roundsIn(dutiesOn(day, versions, timeZone));
}

export function roundsIn(duties: readonly DutyOfDay[]): RoundRule[] {
  return duties.flatMap((duty) => ("register" in duty ? [duty] : []));
}

/** Every door is knocked on once, unless the town wants it done daily. */
function isOnce({ duty, perDay }: DutyRule): boolean {
  return duty === "door-knock" && perDay === undefined;
}

/** Versions that had come into effect by a day. */
function latestFirst(day: Day, versions: readonly DatedRules[]): DatedRules[] {
  return versions
    .filter(({ effectiveFrom }) => effectiveFrom <= day)
    .sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1));
}

/** Since when the rule has held without a break. */
function sinceOf(rule: DutyRule, day: Day, versions: readonly DatedRules[]): Day {
  const until = latestFirst(day, versions);
  const lacking = until.findIndex(({ rules }) => !rules.duties.some(({ id }) => id === rule.id));
  const holding = lacking < 0 ? until : until.slice(0, lacking);
  const began = holding.at(-1)?.effectiveFrom ?? day;
  return rule.from !== undefined && rule.from > began ? rule.from : began;
}

export interface RoundWindow {
  day: Day;
  /** Records count from here … */
  from: Instant;
  /** … and this is where the town's day begins, for who is on the list by then. */
  dayFrom: Instant;
  /** Until just before. */
  to: Instant;
}

export function windowOf(
  { onceSince }: { onceSince?: Day | undefined },
  day: Day,
  timeZone: string,
): RoundWindow {
  return {
    day,
    from: instantAt(onceSince ?? day, "00:00", timeZone),
    dayFrom: instantAt(day, "00:00", timeZone),
    to: instantAt(addDays(day, 1), "00:00", timeZone),
  };
}

/**
 * How a target stands with a rule on a day. Whoever comes onto the list in the middle of a day is shown
 * and done on that day, and nobody is blamed for it when it is over; whoever leaves the list before
 * the day ends is owed nothing more.
 * @param times how often it is owed
 * @param span how long the target has been on the list
 * @param records of that target and rule that say it was done
 */
export function standingOf(
  times: number,
  window: RoundWindow,
  span: Span,
  records: readonly DutyRecord[],
  now: Instant,
): Tally {
  const isOnList = span.from < window.to && span.until >= window.to;
  const windows = isOnList ? settle(occurrencesOf(times, window), records).windows : [];
  const isWhole = span.from <= window.dayFrom;
  const counted = windows.filter(({ record }) => isWhole || record || now < window.to);
  return tally(counted, now);
}

function occurrencesOf(times: number, { day, from, to }: RoundWindow): Occurrence[] {
  return wholeDay(times).map(({ id }) => ({ windowId: id, day, from, to, closesAt: to }));
}

/** Who owes it where nobody's name with an account stands on the target: whose work it is there. */
export function coveringRoles({ rule, register }: Pick<RoundRule, "rule" | "register">): Role[] {
  if (!isVisited(register.kind)) return ["patrol", "grid-worker"];
  const isMedical = rule.duty === "health-check" || rule.duty.startsWith("temperature");
  return isMedical ? ["medic", "grid-worker"] : ["grid-worker"];
}

/** What was looked at, and whether it was as it should be. */
interface Looked {
  checks: readonly { isMet: boolean }[];
  finding?: string | null | undefined;
}

/** @throws Problem when a record can't be taken as it is */
export function demandRecordable(record: Looked & { doneAt: Instant }, now: Instant): void {
  if (isInFuture(record.doneAt, now)) throw problems.inFuture();
  demandFinding(record);
}

/** What was not in order is said in words, so that somebody can see to it. */
export function demandFinding({ checks, finding }: Looked): void {
  if (checks.some(({ isMet }) => !isMet) && !finding) throw problems.findingMissing();
}

/**
 * The rule a record names, by the day it was made: also one that has been taken out since, for phones
 * that had not heard of it.
 * @param targetKind of what it was recorded about; of anything when undefined
 * @throws Problem `rounds.ruleUnknown`, `rounds.targetOfAnotherKind`
 */
export function ruleNamed(
  ruleId: string,
  targetKind: Register["kind"] | undefined,
  day: Day,
  versions: readonly DatedRules[],
): DutyRule {
  const [rule] = latestFirst(day, versions).flatMap(
    ({ rules }) => rules.duties.find(({ id }) => id === ruleId) ?? [],
  );
  if (!rule) throw problems.ruleUnknown();
  const register = registerOf(rule);
  if (typeof register === "string" || (targetKind && register.kind !== targetKind)) {
    throw problems.targetOfAnotherKind();
  }
  return rule;
}
