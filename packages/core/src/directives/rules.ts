/** What follows from a directive and what its units did. Pure. */
import { isLate, type Occurrence } from "../duties/rules.ts";
import { addMinutes, type Instant, townDay } from "../kernel/time.ts";
import type { UnitStep } from "./directive.ts";
import { problems } from "./problems.ts";

export interface Times {
  confirmBy: Instant;
  finishBy?: Instant | undefined;
}

/** @throws Problem `directives.confirmByTooSoon`, `directives.finishBeforeConfirm` */
export function demandTimes({ confirmBy, finishBy }: Times, now: Instant): void {
  if (confirmBy <= now) throw problems.confirmByTooSoon();
  if (finishBy !== undefined && finishBy < confirmBy) throw problems.finishBeforeConfirm();
}

/** Whether anybody of a unit confirms on a device, or rings the office; an empty unit can't be blamed. */
export function canBeReached(unit: { members: number; accounts: number }): boolean {
  return unit.members > 0 || unit.accounts > 0;
}

/**
 * When something was done, by the device: never before there was anything to do, nor after we heard
 * of it. A clock that is wrong costs nobody the confirmation.
 */
export function heldBetween(said: Instant | undefined, issuedAt: Instant, now: Instant): Instant {
  if (said === undefined || said > now) return now;
  return said < issuedAt ? issuedAt : said;
}

/**
 * When somebody rang, as the office writes it down: to the minute, so that a call in the minute of the
 * issue came after it.
 * @throws Problem `directives.saidBeforeIssue`, `directives.saidInFuture`
 */
export function saidAt(said: Instant, issuedAt: Instant, now: Instant): Instant {
  if (addMinutes(said, 1) <= issuedAt) throw problems.saidBeforeIssue();
  if (said > now) throw problems.saidInFuture();
  return said < issuedAt ? issuedAt : said;
}

/** A confirmation made at that time would stand: there is none, or a late one, and this one is in time. */
export function wouldStand(standing: Instant | null, at: Instant, confirmBy: Instant): boolean {
  return standing === null || (isPast(confirmBy, standing) && !isPast(confirmBy, at));
}

/** What was done before a directive ended is taken, whenever it arrives. */
export function demandStanding(endedAt: Instant | undefined, at: Instant): void {
  if (endedAt !== undefined && at >= endedAt) throw problems.directiveEnded({ at: endedAt });
}

/** Something owed once, by a time: a duty of one window. What is done after it is done late. */
export function owedBy(from: Instant, until: Instant, timeZone: string): Occurrence {
  return {
    windowId: "once",
    day: townDay(until, timeZone),
    from,
    to: until,
    closesAt: until,
  };
}

/** The time itself is past: who confirms at 16:00 sharp what was due by 16:00 is late, as a window ends. */
export function isPast(by: Instant, at: Instant): boolean {
  return isLate({ happenedAt: at }, { windowId: "", day: "", from: "", to: by, closesAt: by });
}

export function stepOf(done: {
  isAcknowledged: boolean;
  feedback: number;
  isFinished: boolean;
}): UnitStep {
  if (done.isFinished) return "finished";
  if (!done.isAcknowledged) return "waiting";
  return done.feedback > 0 ? "fed-back" : "confirmed";
}
