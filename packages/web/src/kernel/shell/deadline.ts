/** The town's clock of the day: what is due next, and how long it still has. */
import type { Me } from "@lianfang/core/accounts/contract.ts";
import {
  addDays,
  type Instant,
  instantAt,
  minutesBetween,
  type TimeOfDay,
  townDay,
} from "@lianfang/core/kernel/time.ts";

export type ClockPoint = keyof Me["town"]["clock"];

export interface Deadline {
  point: ClockPoint;
  time: TimeOfDay;
  minutesLeft: number;
}

/** The next of the day's fixed times; tomorrow's first once today's are over. */
export function nextDeadline(
  clock: Me["town"]["clock"],
  now: Instant,
  timeZone: string,
): Deadline | undefined {
  const today = townDay(now, timeZone);
  const points: readonly ClockPoint[] = ["collectBy", "meetAt", "publishTasksAt", "bulletinBy"];
  const times = points.flatMap((point) =>
    [today, addDays(today, 1)].map((day) => ({
      point,
      time: clock[point],
      minutesLeft: minutesBetween(now, instantAt(day, clock[point], timeZone)),
    })),
  );
  return times
    .filter(({ minutesLeft }) => minutesLeft > 0)
    .sort((one, other) => one.minutesLeft - other.minutesLeft)[0];
}
