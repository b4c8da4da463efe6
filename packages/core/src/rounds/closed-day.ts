/** A day's duties as they are kept once the day has ended. Pure. */
import { z } from "zod";
import { Day } from "../kernel/time.ts";
import { DutyRule } from "../policy/rules-data.ts";
import { registerOf } from "./registers.ts";
import type { DutyOfDay } from "./rules.ts";

export const ClosedDuties = z.array(
  z.object({ rule: DutyRule, times: z.int().optional(), onceSince: Day.optional() }),
);
export type ClosedDuties = z.infer<typeof ClosedDuties>;

export function closedDuties(duties: readonly DutyOfDay[]): ClosedDuties {
  return duties.map((duty) => {
    if (!("register" in duty)) return { rule: duty.rule };
    const { rule, times, onceSince } = duty;
    return { rule, times, onceSince };
  });
}

export function dutiesFrom(kept: unknown): DutyOfDay[] {
  return ClosedDuties.parse(kept).map(({ rule, times, onceSince }) => {
    const register = registerOf(rule);
    if (typeof register === "string") return { rule, uncounted: register };
    return { rule, register, times, onceSince };
  });
}
