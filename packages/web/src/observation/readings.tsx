import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { choicesOf, keyIn } from "../kernel/kit/choices.ts";
import { ListPage } from "../kernel/kit/list-page.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { Celsius } from "./celsius.tsx";
import { LateReading, ReadingEntry } from "./reading-entry.tsx";
import { windowStates, windowTones } from "./words.ts";
import "./observation.css";
import { AreaName } from "../registry/place.tsx";

type Due = Awaited<ReturnType<typeof api.observation.readingsDue.call>>;
type Row = Due["rows"][number];

/** Whom a reading is owed today, window by window; typed in where the person stands. */
export function ReadingsPage() {
  const dates = useDates();
  return (
    <ListPage
      title={m["observation.readings"]()}
      query={api.observation.readingsDue}
      input={({ day, area, state, window }) => ({
        limit: 100,
        day,
        areaId: area,
        state: keyIn(windowStates, state),
        windowId: window,
      })}
      filters={(first) => [
        {
          kind: "chips",
          name: "state",
          label: m["observation.state"](),
          options: choicesOf(windowStates).map(({ value, label }) => ({
            value,
            label,
            count: countOf(first, value),
          })),
        },
        {
          kind: "chips",
          name: "window",
          label: m["observation.window"](),
          options: (first?.windows ?? []).map(({ windowId, from, to }) => ({
            value: windowId,
            label: `${from}–${to}`,
          })),
        },
        { kind: "area", name: "area", label: m["observation.area"]() },
        { kind: "day", name: "day", label: m["observation.day"]() },
      ]}
      columns={[
        {
          key: "name",
          title: m["observation.name"](),
          cell: (row) => (
            <AddressLink to={`/people/observation/${row.orderId}`}>{row.name}</AddressLink>
          ),
          card: "title",
        },
        {
          key: "area",
          title: m["observation.area"](),
          cell: (row) => <AreaName of={row} />,
          card: "none",
        },
        { key: "place", title: m["observation.place"](), cell: (row) => row.place, isMinor: true },
        {
          key: "day",
          title: m["observation.dayOf"](),
          cell: (row) => `${row.dayNumber}/${row.daysTotal}`,
          align: "end",
        },
        {
          key: "window",
          title: m["observation.window"](),
          cell: (row) => `${dates.time(row.window.from)}–${dates.time(row.window.to)}`,
        },
        {
          key: "state",
          title: m["observation.state"](),
          cell: (row) => (
            <StateTag tone={windowTones[row.window.state]}>
              {windowStates[row.window.state]()}
            </StateTag>
          ),
          card: "tag",
        },
        { key: "reading", title: m["observation.celsius"](), cell: (row) => <Entry row={row} /> },
      ]}
      rowKey={(row) => `${row.orderId} ${row.window.windowId}`}
      empty={{ title: m["observation.due.none"](), text: m["observation.due.none.text"]() }}
    />
  );
}

function countOf(first: Due | undefined, state: string): number | undefined {
  const key = keyIn(windowStates, state);
  return key && first ? first.counts[key] : undefined;
}

function Entry({ row }: { row: Row }) {
  const { state, reading } = row.window;
  if (reading) return <Celsius reading={reading} />;
  if (state === "upcoming") return <span className="lf-muted">–</span>;
  const { orderId, name } = row;
  if (state === "missed") return <LateReading orderId={orderId} name={name} missed={row.window} />;
  return <ReadingEntry orderId={orderId} name={name} />;
}
