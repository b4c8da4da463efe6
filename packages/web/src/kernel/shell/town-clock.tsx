import { townTime } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import { useDates, useMinute } from "../clock.ts";
import { useTown } from "../me.ts";
import { type ClockPoint, nextDeadline } from "./deadline.ts";

export const clockLabels: Record<ClockPoint, () => string> = {
  collectBy: () => m["web.clock.collectBy"](),
  meetAt: () => m["web.clock.meetAt"](),
  publishTasksAt: () => m["web.clock.publishTasksAt"](),
  bulletinBy: () => m["web.clock.bulletinBy"](),
};

/** Under this the deadline is marked as near. */
const nearMinutes = 60;

/** What the town's clock says, and what is due next. */
export function TownClock() {
  const town = useTown();
  const now = useMinute();
  const dates = useDates();
  const next = nextDeadline(town.clock, now, town.timeZone);
  if (!next) return null;
  const isNear = next.minutesLeft <= nearMinutes;
  return (
    <div className={isNear ? "lf-clock lf-clock-near" : "lf-clock"}>
      <span className="lf-clock-now">{townTime(now, town.timeZone)}</span>
      <span className="lf-clock-next">
        <b>
          {next.time} {clockLabels[next.point]()}
        </b>{" "}
        {m["web.clock.left"]({ span: dates.span(next.minutesLeft) })}
      </span>
    </div>
  );
}
