/** The town's clock: the server's now (a demo's town may live in 2020), never this device's. */
import { type Day, type Instant, townDay } from "@lianfang/core/kernel/time.ts";
import { useContext, useMemo, useSyncExternalStore } from "react";
import { type SpokenDates, spokenDates } from "./dates.ts";
import { useLocale } from "./locale.ts";
import { MeContext, useTown } from "./me.ts";

let offset = 0;
const listeners = new Set<() => void>();
let ticking: ReturnType<typeof setInterval> | undefined;

function tell(): void {
  for (const listener of listeners) listener();
}

/** Sets the clock by an answer of the server. */
export function setTownClock(serverNow: Instant): void {
  offset = Date.parse(serverNow) - Date.now();
  tell();
}

/** The server's now, as far as this device can tell. */
export function townNow(): Instant {
  return new Date(Date.now() + offset).toISOString();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  ticking ??= setInterval(tell, 5_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };
}

/** Now to the minute; the component renders again every minute. */
export function useMinute(): Instant {
  return useSyncExternalStore(subscribe, () => `${townNow().slice(0, 16)}:00.000Z`);
}

/**
 * The town's day; the component renders again at the town's midnight. Before there is a town it is
 * China's.
 */
export function useToday(): Day {
  const timeZone = useContext(MeContext)?.town.timeZone ?? "Asia/Shanghai";
  return useSyncExternalStore(subscribe, () => townDay(townNow(), timeZone));
}

/** Dates as the town says them, in the language in use. */
export function useDates(): SpokenDates {
  const { timeZone } = useTown();
  const today = useToday();
  const locale = useLocale();
  return useMemo(() => spokenDates(today, timeZone, locale), [today, timeZone, locale]);
}
