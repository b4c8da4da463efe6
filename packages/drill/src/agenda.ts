/** What is going to happen in the town, by its clock; what happens may put more on it. */
import {
  addMinutes,
  type Day,
  type Instant,
  instantAt,
  type TimeOfDay,
} from "@lianfang/core/kernel/time.ts";

export type Act = () => Promise<void>;

export interface Agenda {
  /** Puts something on the agenda; on a time that is over, it happens next; on no day, never. */
  add(day: Day | undefined, time: TimeOfDay, act: Act): void;
  addAt(at: Instant, act: Act): void;
  addIn(minutes: number, act: Act): void;
  /** The last instant something happened at. */
  now(): Instant;
  /** Lets everything up to the instant happen, in order of time, and comes to rest at it. */
  live(until: Instant): Promise<void>;
}

interface Entry {
  at: Instant;
  act: Act;
}

/** @param setClock tells the town what time it is; never earlier than before */
export function openAgenda(
  start: Instant,
  timeZone: string,
  setClock: (instant: Instant) => void,
): Agenda {
  const entries: Entry[] = [];
  let now = start;
  setClock(now);
  const put = (at: Instant, act: Act): void => {
    const after = entries.findIndex((entry) => entry.at > at);
    entries.splice(after === -1 ? entries.length : after, 0, { at, act });
  };
  const moveTo = (instant: Instant): void => {
    if (instant <= now) return;
    now = instant;
    setClock(now);
  };
  return {
    add: (day, time, act) => {
      if (day) put(instantAt(day, time, timeZone), act);
    },
    addAt: put,
    addIn: (minutes, act) => put(addMinutes(now, minutes), act),
    now: () => now,
    async live(until) {
      for (let next = entries[0]; next && next.at <= until; next = entries[0]) {
        entries.shift();
        moveTo(next.at);
        await next.act();
      }
      moveTo(until);
    },
  };
}
