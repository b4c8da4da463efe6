/** The town's day as a file has it, with the usual times where it is silent. */
import type { TimeOfDay } from "../kernel/time.ts";
import type { TownFile } from "./town-file.ts";

export interface TownClock {
  /** Units' reports are due. */
  collectBy: TimeOfDay;
  /** The day's figures are cut off and the bulletin is composed. */
  bulletinBy: TimeOfDay;
  meetAt: TimeOfDay;
  publishTasksAt: TimeOfDay;
}

const usual: TownClock = {
  collectBy: "16:00",
  bulletinBy: "17:00",
  meetAt: "18:00",
  publishTasksAt: "19:00",
};
const order = ["collectBy", "bulletinBy", "meetAt", "publishTasksAt"] as const;

function later(time: TimeOfDay, minutes: number): TimeOfDay {
  const [hours = 0, rest = 0] = time.split(":").map(Number);
  const total = Math.min(Math.max(hours * 60 + rest + minutes, 0), 24 * 60 - 1);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(Math.floor(total / 60))}:${two(total % 60)}`;
}

/** The usual time, moved so that it lies after the one before it and before the next given one. */
function filledIn(
  at: number,
  before: TimeOfDay | undefined,
  rhythm: TownFile["rhythm"],
): TimeOfDay {
  const name = order[at] ?? "collectBy";
  const steps = order.slice(at + 1).findIndex((one) => rhythm?.[one] !== undefined) + 1;
  const nextName = order[at + steps];
  const next = steps > 0 && nextName ? rhythm?.[nextName] : undefined;
  // Those between this one and the next given one need their hour too.
  const isTooLate = next !== undefined && usual[name] >= later(next, -60 * (steps - 1));
  const time = next !== undefined && isTooLate ? later(next, -60 * steps) : usual[name];
  return before !== undefined && time <= before ? later(before, 60) : time;
}

/**
 * Times a file gives stand as they are. One it leaves out is the usual one, moved only so far that
 * reports still come before the bulletin, the bulletin before the meeting and the meeting before the
 * tasks, an hour apart.
 */
export function townClock(rhythm: TownFile["rhythm"]): TownClock {
  const collectBy = rhythm?.collectBy ?? filledIn(0, undefined, rhythm);
  const bulletinBy = rhythm?.bulletinBy ?? filledIn(1, collectBy, rhythm);
  const meetAt = rhythm?.meetAt ?? filledIn(2, bulletinBy, rhythm);
  const publishTasksAt = rhythm?.publishTasksAt ?? filledIn(3, meetAt, rhythm);
  return { collectBy, bulletinBy, meetAt, publishTasksAt };
}

/** Whether a file leaves any of the four times to be filled in. */
export function isClockIncomplete(rhythm: TownFile["rhythm"]): boolean {
  return order.some((name) => rhythm?.[name] === undefined);
}
