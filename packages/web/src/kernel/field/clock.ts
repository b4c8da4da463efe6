/** The town's clock on the phone, without a network too. */
import type { Day } from "@lianfang/core/kernel/time.ts";
import type { SpokenDates } from "../dates.ts";
import { setTownAhead, useDatesIn, useDayIn } from "../town-clock.ts";
import { useMe } from "./phone.ts";

export { townInstant, townNow, useMinute } from "../town-clock.ts";

/** @param skewMs this phone's clock minus the server's */
export function setSkew(skewMs: number): void {
  setTownAhead(-skewMs);
}

export function useToday(): Day {
  return useDayIn(useMe().town.timeZone);
}

/** Dates as the town says them, in the language in use. */
export function useDates(): SpokenDates {
  return useDatesIn(useMe().town.timeZone, useToday());
}
