/** What is owed, as rows: by window, then by place. */
import { m } from "@lianfang/messages/messages.js";
import { useState } from "react";
import type { SpokenDates } from "../dates.ts";
import { useDates } from "./clock.ts";
import type { TodayItem } from "./modules.ts";
import { Tag, type Tone } from "./parts/notes.tsx";
import { GoLink } from "./router.tsx";

export type Item = TodayItem & { module: string };

/** By the window's beginning, what has the whole day last; then by place, and from door to door. */
export function Part({ title, items }: { title: string; items: readonly Item[] }) {
  const dates = useDates();
  if (items.length === 0) return null;
  const windows = Map.groupBy(inOrder(items), groupOf);
  return (
    <section className="lf-f-part">
      <h2>{title}</h2>
      {[...windows].map(([key, those]) => {
        const [first] = those;
        return (
          <div key={key}>
            <h3>{first ? headingOf(first, dates) : ""}</h3>
            <Items items={those} />
          </div>
        );
      })}
    </section>
  );
}

function groupOf({ heading, isAllDay, from, to }: Item): string {
  return heading ?? (isAllDay ? "all day" : `${from} ${to}`);
}

function headingOf({ heading, isAllDay, from, to }: Item, dates: SpokenDates): string {
  if (isAllDay) return m["field.today.allDay"]();
  return heading ?? `${dates.time(from)} – ${dates.time(to)}`;
}

/** 第2村 before 第10村. */
export const byPlace = new Intl.Collator("zh-CN", { numeric: true }).compare;

function inOrder(items: readonly Item[]): Item[] {
  const key = ({ from, place, address = "", title }: Item) =>
    [from, place, address, title] as const;
  return [...items].sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    return (
      Number(b.heading !== undefined) - Number(a.heading !== undefined) ||
      Number(a.isAllDay ?? false) - Number(b.isAllDay ?? false) ||
      left[0].localeCompare(right[0]) ||
      byPlace(left[1], right[1]) ||
      byPlace(left[2], right[2]) ||
      left[3].localeCompare(right[3])
    );
  });
}

const mostShown = 60;

export function Items({ items }: { items: readonly Item[] }) {
  const [most, setMost] = useState(mostShown);
  return (
    <>
      <ul className="lf-f-items">
        {items.slice(0, most).map((item) => (
          <li key={`${item.module} ${item.key}`}>
            <GoLink href={item.href} className="lf-f-item">
              <span className="lf-f-item-text">
                <b>{item.title}</b>
                <span className="lf-f-item-detail">{whereAndWhat(item)}</span>
              </span>
              <Result item={item} />
            </GoLink>
          </li>
        ))}
      </ul>
      {items.length > most ? (
        <button type="button" className="lf-f-button" onClick={() => setMost(most + mostShown)}>
          {m["field.today.more"]({ count: items.length - most })}
        </button>
      ) : null}
    </>
  );
}

/** The place once, where the detail begins with it. */
function whereAndWhat({ place, detail = "" }: Item): string {
  return detail.includes(place) ? detail : [place, detail].filter(Boolean).join(" · ");
}

function Result({ item }: { item: Item }) {
  const tone: Tone = item.isAlarming ? "red" : "green";
  return (
    <span className="lf-f-item-state">
      {item.result ? <Tag tone={tone}>{item.result}</Tag> : null}
      {item.state === "missed" ? (
        <Tag tone="red">{item.missedText ?? m["field.today.missed"]()}</Tag>
      ) : null}
      {item.sending === "waiting" ? <small>{m["field.record.waiting"]()}</small> : null}
      {item.sending === "refused" ? <Tag tone="red">{m["field.record.refused"]()}</Tag> : null}
    </span>
  );
}
