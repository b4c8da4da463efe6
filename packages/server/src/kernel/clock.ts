import type { Instant } from "@lianfang/core/kernel/time.ts";

export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => new Date().toISOString() };

/** A clock that runs on from whatever it is set to; drills and tests set it. */
export interface SettableClock extends Clock {
  set(instant: Instant): void;
}

export function settableClock(start: Instant): SettableClock {
  let offset = Date.parse(start) - Date.now();
  return {
    now: () => new Date(Date.now() + offset).toISOString(),
    set: (instant) => {
      offset = Date.parse(instant) - Date.now();
    },
  };
}
