/** What this person owes now, by time and place; one tap opens the form. */
import { m } from "@lianfang/messages/messages.js";
import { useState } from "react";
import type { SpokenDates } from "../dates.ts";
import { useDates, useToday } from "./clock.ts";
import { type FieldModule, fieldModules, type TodayItem } from "./modules.ts";
import { Empty, Note, Tag, type Tone } from "./parts/notes.tsx";
import { Screen } from "./parts/screen.tsx";
import { usePhone, useStatus } from "./phone.ts";
import { GoLink } from "./router.tsx";

type Item = TodayItem & { module: string };

/** Modules never change while the app runs, so that their hooks are always the same. */
function useItems(): readonly Item[] {
  return fieldModules().flatMap((module: FieldModule) =>
    // biome-ignore lint/correctness/useHookAtTopLevel: the same hooks in the same order each time
    (module.useToday?.() ?? []).map((item) => ({ ...item, module: module.name })),
  );
}

export function Today() {
  const items = useItems();
  const dates = useDates();
  const today = useToday();
  const { lastContactAt } = useStatus();
  const phone = usePhone();
  const isCapped = fieldModules().some(({ sets = [] }) =>
    sets.some(({ name }) => phone.isCapped(name)),
  );
  const [place, setPlace] = useState<string>();
  const places = [...new Set(items.map((item) => item.place))].sort((a, b) => a.localeCompare(b));
  const shown = places.length > 1 && place !== undefined && places.includes(place);
  const here = shown ? items.filter((item) => item.place === place) : items;
  const isOpen = ({ state }: Item) => state === "open" || state === "missed";
  const parts = [
    { key: "now", title: m["field.today.now"](), items: here.filter(isOpen) },
    {
      key: "later",
      title: m["field.today.later"](),
      items: here.filter(({ state }) => state === "upcoming"),
    },
  ];
  const done = here.filter(({ state }) => state === "done");
  return (
    <Screen title={`${m["field.today"]()} · ${dates.dayWithWeekday(today)}`}>
      {places.length > 1 ? (
        <Places places={places} items={items} chosen={place} onChoose={setPlace} />
      ) : null}
      {isCapped ? <Note tone="amber">{m["field.today.capped"]()}</Note> : null}
      {items.length === 0 ? (
        <Empty
          title={m["field.today.none"]()}
          text={lastContactAt ? m["field.today.none.text"]() : m["field.today.notYet.text"]()}
          action={
            <button type="button" className="lf-f-button" onClick={() => void phone.sync()}>
              {m["field.sync"]()}
            </button>
          }
        />
      ) : (
        <p className="lf-f-progress">
          {m["field.today.progress"]({ done: done.length, total: here.length })}
        </p>
      )}
      {parts.map((part) => (
        <Part key={part.key} title={part.title} items={part.items} />
      ))}
      {done.length > 0 ? (
        <details className="lf-f-done">
          <summary>{m["field.today.done"]({ count: done.length })}</summary>
          <Items items={done} />
        </details>
      ) : null}
    </Screen>
  );
}

interface PlacesProps {
  places: readonly string[];
  items: readonly Item[];
  chosen: string | undefined;
  onChoose: (place: string | undefined) => void;
}

function Places({ places, items, chosen, onChoose }: PlacesProps) {
  const open = (place: string) =>
    items.filter(
      (item) => item.place === place && item.state !== "done" && item.state !== "upcoming",
    ).length;
  return (
    <fieldset className="lf-f-places" aria-label={m["field.today.places"]()}>
      <button type="button" aria-pressed={chosen === undefined} onClick={() => onChoose(undefined)}>
        {m["field.today.everywhere"]()}
      </button>
      {places.map((place) => (
        <button
          key={place}
          type="button"
          aria-pressed={chosen === place}
          onClick={() => onChoose(place)}
        >
          {place} <b>{open(place)}</b>
        </button>
      ))}
    </fieldset>
  );
}

/** By the window's beginning, then by place. */
function Part({ title, items }: { title: string; items: readonly Item[] }) {
  const dates = useDates();
  if (items.length === 0) return null;
  const windows = Map.groupBy(inOrder(items), (item) => item.heading ?? `${item.from} ${item.to}`);
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

function headingOf({ heading, from, to }: Item, dates: SpokenDates): string {
  return heading ?? `${dates.time(from)} – ${dates.time(to)}`;
}

function inOrder(items: readonly Item[]): Item[] {
  const key = ({ from, place, title }: Item) => [from, place, title] as const;
  return [...items].sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    return (
      Number(b.heading !== undefined) - Number(a.heading !== undefined) ||
      left[0].localeCompare(right[0]) ||
      left[1].localeCompare(right[1]) ||
      left[2].localeCompare(right[2])
    );
  });
}

const mostShown = 60;

function Items({ items }: { items: readonly Item[] }) {
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
      {item.state === "missed" ? <Tag tone="red">{m["field.today.missed"]()}</Tag> : null}
      {item.sending === "waiting" ? <small>{m["field.record.waiting"]()}</small> : null}
      {item.sending === "refused" ? <Tag tone="red">{m["field.record.refused"]()}</Tag> : null}
    </span>
  );
}
