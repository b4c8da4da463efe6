/** The town's clock on this device: its own, put right by what the server last showed. */
import { type Day, type Instant, townDay } from "@lianfang/core/kernel/time.ts";
import { useMemo, useSyncExternalStore } from "react";
import { type SpokenDates, spokenDates } from "./dates.ts";
import { listenersOf } from "./listeners.ts";
import { useLocale } from "./locale.ts";

let aheadMs = 0;
let following = 0;
let ticking: ReturnType<typeof setInterval> | undefined;
const { subscribe: listen, tell } = listenersOf();

/** @param ms the server's clock minus this device's */
export function setTownAhead(ms: number): void {
  if (ms === aheadMs) return;
  aheadMs = ms;
  tell();
}

/** An instant of this device's clock, on the town's. */
export function townInstant(at: Instant): Instant {
  return new Date(Date.parse(at) + aheadMs).toISOString();
}

/** The server's now, as far as this device can tell. */
export function townNow(): Instant {
  return townInstant(new Date().toISOString());
}

function subscribe(listener: () => void): () => void {
  const leave = listen(listener);
  following += 1;
  ticking ??= setInterval(tell, 5_000);
  return () => {
    leave();
    following -= 1;
    if (following > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };
}

/** Now to the minute; the component renders again every minute. */
export function useMinute(): Instant {
  return useSyncExternalStore(subscribe, () => `${townNow().slice(0, 16)}:00.000Z`);
}

/** The day there; the component renders again at its midnight. */
export function useDayIn(timeZone: string): Day {
  return useSyncExternalStore(subscribe, () => townDay(townNow(), timeZone));
}

/** Dates as that day's people say them, in the language in use. */
export function useDatesIn(timeZone: string, today: Day): SpokenDates {
  const locale = useLocale();
  return useMemo(() => spokenDates(today, timeZone, locale), [today, timeZone, locale]);
}
