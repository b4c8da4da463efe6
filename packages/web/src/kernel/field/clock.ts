/** The town's clock on the phone: this device's, put right by what the server last showed. */
import { type Day, type Instant, townDay } from "@lianfang/core/kernel/time.ts";
import { useMemo, useSyncExternalStore } from "react";
import { type SpokenDates, spokenDates } from "../dates.ts";
import { useLocale } from "../locale.ts";
import { useMe } from "./phone.ts";

let skewMs = 0;
const listeners = new Set<() => void>();
let ticking: ReturnType<typeof setInterval> | undefined;

function tell(): void {
  for (const listener of listeners) listener();
}

/** @param skew this phone's clock minus the server's */
export function setSkew(skew: number): void {
  if (skew === skewMs) return;
  skewMs = skew;
  tell();
}

/** What the server's clock shows, as far as this phone can tell. */
export function townNow(): Instant {
  return townInstant(new Date().toISOString());
}

/** An instant of this phone's clock, on the town's. */
export function townInstant(at: Instant): Instant {
  return new Date(Date.parse(at) - skewMs).toISOString();
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

export function useToday(): Day {
  const { timeZone } = useMe().town;
  return useSyncExternalStore(subscribe, () => townDay(townNow(), timeZone));
}

/** Dates as the town says them, in the language in use. */
export function useDates(): SpokenDates {
  const { timeZone } = useMe().town;
  const today = useToday();
  const locale = useLocale();
  return useMemo(() => spokenDates(today, timeZone, locale), [today, timeZone, locale]);
}
