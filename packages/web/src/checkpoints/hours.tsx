import type { HourCount } from "@lianfang/core/checkpoints/checkpoint.ts";
import { m } from "@lianfang/messages/messages.js";
import "./checkpoints.css";

type Sums = Omit<HourCount, "hour">;

function total(hours: readonly HourCount[], of: keyof Sums): number {
  return hours.reduce((sum, hour) => sum + hour[of], 0);
}

/** A day's counts: the sums, and people by the hour. */
export function HoursOfDay({ hours }: { hours: readonly HourCount[] }) {
  const most = Math.max(1, ...hours.map(({ people }) => people));
  const byHour = new Map(hours.map((hour) => [hour.hour, hour.people]));
  const sums: readonly (readonly [string, keyof Sums])[] = [
    [m["checkpoints.count.people"](), "people"],
    [m["checkpoints.count.vehicles"](), "vehicles"],
    [m["checkpoints.count.boats"](), "boats"],
    [m["checkpoints.count.refused"](), "refused"],
    [m["checkpoints.count.referred"](), "referred"],
  ];
  return (
    <>
      <div className="lf-sums">
        {sums.map(([label, of]) => (
          <div key={of}>
            <b>{total(hours, of)}</b>
            <span className="lf-muted">{label}</span>
          </div>
        ))}
      </div>
      <ol className="lf-hours" aria-label={m["checkpoints.count.byHour"]()}>
        {Array.from({ length: 24 }, (_, hour) => {
          const people = byHour.get(hour) ?? 0;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: an hour is its own name
            <li key={hour} title={m["checkpoints.count.hour"]({ hour, count: people })}>
              <b>{people || ""}</b>
              <i style={{ height: `${(people / most) * 60}px` }} />
              <span>{hour % 3 === 0 ? hour : ""}</span>
            </li>
          );
        })}
      </ol>
    </>
  );
}
