import { useDates } from "../clock.ts";

/** An instant as it is said, where a text without hooks puts it among others. */
export function Moment({ at }: { at: string }) {
  return <>{useDates().instant(at)}</>;
}

/** A day likewise. */
export function DayText({ day }: { day: string }) {
  return <>{useDates().day(day)}</>;
}
