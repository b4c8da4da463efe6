import { m } from "@lianfang/messages/messages.js";
import { useDates } from "../kernel/clock.ts";
import "./observation.css";

/** A temperature and when it was taken; a fever is said, not only coloured. */
export function Celsius({
  reading,
}: {
  reading: { celsius: number; takenAt: string; isFever: boolean } | undefined;
}) {
  const dates = useDates();
  if (!reading) return <span className="lf-muted">–</span>;
  const degrees = `${reading.celsius.toFixed(1)} ℃`;
  return (
    <span className="lf-celsius">
      {reading.isFever ? (
        <b>
          {degrees} {m["observation.fever"]()}
        </b>
      ) : (
        degrees
      )}{" "}
      <span className="lf-muted">{dates.instant(reading.takenAt)}</span>
    </span>
  );
}
