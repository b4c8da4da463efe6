/**
 * Two records of one crossing. Ids made by the caller make repeats of one record harmless; what is
 * left is the same person written down by two people at one post. That is shown as likely, and counted
 * once only when somebody has looked at it and said so.
 */
import { type Instant, minutesBetween } from "../kernel/time.ts";

/** So close together, two records of one person in one direction are likely one crossing. */
export const doubleMinutes = 10;
/** Within so many minutes nobody passes at two checkpoints, nor twice in one direction. */
export const passUseMinutes = 10;

export interface RecordedCrossing {
  crossingId: string;
  checkpointId: string;
  direction: "in" | "out";
  crossedAt: Instant;
  /** The device it was recorded on; the account where the device is not known. */
  hand: string;
  /** The same for the same person or vehicle: a keyed digest. */
  who: string;
}

function isWithin(one: Instant, other: Instant, minutes: number): boolean {
  return Math.abs(minutesBetween(one, other)) <= minutes;
}

/** Symmetric. The same hand does not write one person down twice by mistake of another. */
export function isLikelyDouble(one: RecordedCrossing, other: RecordedCrossing): boolean {
  return (
    one.crossingId !== other.crossingId &&
    one.checkpointId === other.checkpointId &&
    one.direction === other.direction &&
    one.who === other.who &&
    one.hand !== other.hand &&
    isWithin(one.crossedAt, other.crossedAt, doubleMinutes)
  );
}

export type PassMisuse = "twice" | "elsewhere";

/** What two uses of one card say together; nothing when they fit. */
export function passMisuse(
  one: Pick<RecordedCrossing, "checkpointId" | "direction" | "crossedAt">,
  other: Pick<RecordedCrossing, "checkpointId" | "direction" | "crossedAt">,
): PassMisuse | undefined {
  if (!isWithin(one.crossedAt, other.crossedAt, passUseMinutes)) return undefined;
  if (one.checkpointId !== other.checkpointId) return "elsewhere";
  return one.direction === other.direction ? "twice" : undefined;
}
