/** From which day rules may be brought into force or taken back: what has held stays what it was. */
import type { Day } from "../kernel/time.ts";
import { problems } from "./contract.ts";

/** @throws Problem `policy.startsInThePast` when the day is over */
export function demandNotPast(effectiveFrom: Day, today: Day): void {
  if (effectiveFrom < today) throw problems.startsInThePast();
}

/** @throws Problem `policy.startsInThePast` when the day has begun */
export function demandFuture(effectiveFrom: Day, today: Day): void {
  if (effectiveFrom <= today) throw problems.startsInThePast();
}
