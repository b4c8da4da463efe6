import type { BulletinRow } from "@lianfang/core/command/contract.ts";
import { type Day, instantAt, minutesBetween, townDay } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import type { z } from "zod";
import { useDates, useMinute } from "../kernel/clock.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { Card } from "../kernel/kit/detail-page.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { useTown } from "../kernel/me.ts";

/** The day's deadlines by the town's clock, and how the bulletin stands. */
export function Tonight({ bulletin }: { bulletin: z.infer<typeof BulletinRow> | undefined }) {
  const { clock, timeZone } = useTown();
  const now = useMinute();
  const day = townDay(now, timeZone);
  const deadlines = [
    { at: clock.collectBy, what: m["command.tonight.collect"]() },
    { at: clock.bulletinBy, what: m["command.tonight.bulletin"](), bulletin: true },
    { at: clock.meetAt, what: m["command.tonight.meet"]() },
    { at: clock.publishTasksAt, what: m["command.tonight.tasks"]() },
  ].sort((a, b) => (a.at < b.at ? -1 : 1));
  return (
    <Card title={m["command.tonight"]()}>
      <ul className="lf-tonight">
        {deadlines.map(({ at, what, bulletin: isBulletin }) => (
          <li key={what}>
            <span>
              <b>{at}</b> {what}
            </span>
            {isBulletin ? <BulletinState bulletin={bulletin} /> : <Left day={day} at={at} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Left({ day, at }: { day: Day; at: string }) {
  const { timeZone } = useTown();
  const dates = useDates();
  const minutes = minutesBetween(useMinute(), instantAt(day, at, timeZone));
  if (minutes < 0) return <span className="lf-muted">{m["command.tonight.past"]()}</span>;
  return <span className="lf-muted">{m["web.clock.left"]({ span: dates.span(minutes) })}</span>;
}

function BulletinState({ bulletin }: { bulletin: z.infer<typeof BulletinRow> | undefined }) {
  if (!bulletin) {
    return (
      <AddressLink to="/command/bulletins">
        <StateTag tone="amber">{m["command.bulletin.notComposed"]()}</StateTag>
      </AddressLink>
    );
  }
  const isIssued = bulletin.state === "issued";
  return (
    <AddressLink to={`/command/bulletins/${bulletin.bulletinId}`}>
      <StateTag tone={isIssued ? "green" : "blue"}>
        {isIssued ? m["command.bulletin.issued"]() : m["command.bulletin.draft"]()}
      </StateTag>
    </AddressLink>
  );
}
