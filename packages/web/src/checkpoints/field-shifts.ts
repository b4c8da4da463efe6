/** The owner's own turns, as Today has them. */
import { PulledShift } from "@lianfang/core/checkpoints/pulled.ts";
import { m } from "@lianfang/messages/messages.js";
import { useMinute } from "../kernel/field/clock.ts";
import type { TodayItem } from "../kernel/field/modules.ts";
import { useHeld } from "../kernel/field/phone.ts";
import { listed, nameOf } from "../kernel/locale.ts";

const readShift = (content: unknown) => PulledShift.safeParse(content).data;

/** One that is over is owed no more, and nobody is asked whether it was stood. */
export function useShiftItems(): TodayItem[] {
  const now = useMinute();
  return useHeld("checkpoints.shifts", readShift)
    .filter(({ endsAt }) => endsAt > now)
    .map((shift) => ({
      key: `shift ${shift.shiftId}`,
      title: m["checkpoints.field.shift"](),
      detail: besides(shift),
      place: nameOf(shift),
      from: shift.startsAt,
      to: shift.endsAt,
      state: shift.startsAt <= now ? "open" : "upcoming",
      isTold: true,
      href: "/post",
    }));
}

function besides({ isLeader, others }: PulledShift): string {
  const names = listed(others);
  const said = [
    isLeader ? m["checkpoints.field.shift.leader"]() : "",
    names ? m["checkpoints.field.shift.others"]({ names }) : "",
  ];
  return said.filter(Boolean).join(" · ");
}
