/** What follows from a directive and what its units did. Pure. */
import { isLate, type Occurrence } from "../duties/rules.ts";
import { type Instant, townDay } from "../kernel/time.ts";
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

/**
 * When something was done, by the device: never before there was anything to do, nor after we heard
 * of it. A clock that is wrong costs nobody the confirmation.
 */
export function heldBetween(said: Instant | undefined, issuedAt: Instant, now: Instant): Instant {
  if (said === undefined || said > now) return now;
  return said < issuedAt ? issuedAt : said;
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
