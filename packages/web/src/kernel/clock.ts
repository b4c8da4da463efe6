/** The town's clock on the desk: the server's now (a demo's town may live in 2020). */
import type { Day, Instant } from "@lianfang/core/kernel/time.ts";
import { useContext } from "react";
import type { SpokenDates } from "./dates.ts";
import { MeContext, useTown } from "./me.ts";
import { setTownAhead, useDatesIn, useDayIn } from "./town-clock.ts";

export { townNow, useMinute } from "./town-clock.ts";

/** Sets the clock by an answer of the server. */
export function setTownClock(serverNow: Instant): void {
  setTownAhead(Date.parse(serverNow) - Date.now());
}

/**
 * The town's day; the component renders again at the town's midnight. Before there is a town it is
 * China's.
 */
export function useToday(): Day {
  return useDayIn(useContext(MeContext)?.town.timeZone ?? "Asia/Shanghai");
}

/** Dates as the town says them, in the language in use. */
export function useDates(): SpokenDates {
  return useDatesIn(useTown().timeZone, useToday());
}
