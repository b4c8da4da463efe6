/** When a checkpoint may be closed or opened, a shift set, a crossing written down. */
import { addDays, type Day, type Instant, minutesBetween } from "../kernel/time.ts";
import { readIdentityNumber } from "../registry/identity-number.ts";
import type { Period } from "./checkpoint.ts";
import type { CrossingFields } from "./crossing.ts";
import type { Outcome } from "./decision.ts";
import { problems } from "./problems.ts";

/** @throws Problem `checkpoints.closed`, `checkpoints.closesBeforeItOpened` */
export function demandClosable(last: Period, closedOn: Day): void {
  if (last.closedOn !== undefined) throw problems.closed({ onDay: last.closedOn });
  if (closedOn < last.openedOn) {
    throw problems.closesBeforeItOpened({ openedOn: last.openedOn });
  }
}

/** @throws Problem `checkpoints.alreadyOpen`, `checkpoints.closesBeforeItOpened` */
export function demandOpenable(last: Period, openedOn: Day): void {
  if (last.closedOn === undefined) throw problems.alreadyOpen();
  if (openedOn < last.closedOn) throw problems.closesBeforeItOpened({ openedOn: last.closedOn });
}

/** A shift is no longer than a day and a half: longer is a slip of the pen. */
const longestShiftMinutes = 36 * 60;

/** @throws Problem `checkpoints.shiftBackwards` */
export function demandShift(startsAt: Instant, endsAt: Instant): void {
  const minutes = minutesBetween(startsAt, endsAt);
  if (minutes <= 0 || minutes > longestShiftMinutes) throw problems.shiftBackwards();
}

/** A device's clock may be ahead; what it has kept for longer than two weeks is looked at by hand. */
const aheadMinutes = 26 * 60;
const longestKeptDays = 14;

/**
 * Checks the times, and that somebody crossed: one person on foot, or people in a vehicle.
 * @throws Problem `checkpoints.crossedInFuture`, `checkpoints.crossedTooLongAgo`,
 * `checkpoints.nobodyCrossed`, `checkpoints.plateWrong`
 */
export function demandCrossing(crossing: Omit<CrossingFields, "checkpointId">, now: Instant): void {
  const age = minutesBetween(crossing.crossedAt, now);
  if (age < -aheadMinutes) throw problems.crossedInFuture();
  if (age > longestKeptDays * 24 * 60) throw problems.crossedTooLongAgo();
  const { people, vehicle, others } = crossing;
  if (people.length === 0 && !(vehicle && others > 0)) throw problems.nobodyCrossed();
  if (people.length !== 1 && !vehicle) throw problems.nobodyCrossed();
  if (vehicle && !isPlate(vehicle.plate)) throw problems.plateWrong();
}

/**
 * The identity number in its usual form.
 * @throws Problem `checkpoints.identityNumberWrong`
 */
export function identityOf(text: string | undefined, today: Day): string | undefined {
  if (!text) return undefined;
  // Born tomorrow by a clock that runs behind is still born.
  const reading = readIdentityNumber(text, addDays(today, 1));
  if (!reading.ok) throw problems.identityNumberWrong();
  return reading.value.number;
}

/** A plate or boat number as it is compared: capitals, no spaces or points. */
export function plateOf(text: string): string {
  return text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s·.-]/g, "");
}

/**
 * Whether a text can be a plate, or a boat's name or number: two letters or digits at least. There are plates of
 * many forms, and a guard must be able to write down each; a stroke or a question mark is none.
 */
export function isPlate(text: string): boolean {
  return (text.match(/[\p{L}\p{N}]/gu) ?? []).length >= 2;
}

/** Whether somebody must still say what was done about a line of a crossing. */
export function needsFollowUp(line: { outcome: Outcome; ruled: Outcome }): boolean {
  return line.outcome === "refer" || line.ruled === "refer";
}
