/** What this person owes now, by time and place; one tap opens the form. */
import { m } from "@lianfang/messages/messages.js";
import { useDates, useToday } from "./clock.ts";
import { type FieldModule, fieldModules } from "./modules.ts";
import { Button, ButtonLink } from "./parts/button.tsx";
import { TextBox } from "./parts/fields.tsx";
import { Empty, Note } from "./parts/notes.tsx";
import { Screen } from "./parts/screen.tsx";
import { usePhone, useStatus } from "./phone.ts";
import { go, useAddress } from "./router.tsx";
import { leftOf, progressOf } from "./today-count.ts";
import { byPlace, type Item, Items, Part } from "./today-items.tsx";

/** Modules never change while the app runs, so that their hooks are always the same. */
function useItems(): readonly Item[] {
  return fieldModules().flatMap((module: FieldModule) =>
    // biome-ignore lint/correctness/useHookAtTopLevel: the same hooks in the same order each time
    (module.useToday?.() ?? []).map((item) => ({ ...item, module: module.name })),
  );
}

/** From so many on, one looks for a name rather than through the list. */
const manyItems = 20;

export function Today() {
  const items = useItems();
  const dates = useDates();
  const today = useToday();
  const { place, name, choose } = useFilter();
  const places = [...new Set(items.map((item) => item.place))].sort(byPlace);
  const here = items.filter(
    (item) => (!place || item.place === place) && (!name || item.title.includes(name)),
  );
  const stand = (state: Item["state"]) => here.filter((item) => item.state === state);
  const done = stand("done");
  return (
    <Screen title={`${m["field.today"]()} · ${dates.dayWithWeekday(today)}`}>
      {places.length > 1 ? (
        <Places places={places} items={items} chosen={place} onChoose={choose} />
      ) : null}
      {items.length > manyItems ? (
        <TextBox
          label={m["field.today.find"]()}
          type="search"
          value={name}
          onText={(text) => choose({ name: text })}
        />
      ) : null}
      <Capped />
      {items.length === 0 ? <NothingOwed /> : <Progress items={here} />}
      <Part title={m["field.today.now"]()} items={stand("open")} />
      <Part title={m["field.today.over"]()} items={stand("missed")} />
      <Part title={m["field.today.later"]()} items={stand("upcoming")} />
      <AtWill />
      {done.length > 0 ? (
        <details className="lf-f-done">
          <summary>{m["field.today.done"]({ count: done.length })}</summary>
          <Items items={done} />
        </details>
      ) : null}
    </Screen>
  );
}

interface Filter {
  place: string;
  name: string;
}

/** In the address, so that coming back from a form finds the same list. */
function useFilter(): Filter & { choose: (changes: Partial<Filter>) => void } {
  const { search } = useAddress();
  const filter = { place: search.get("place") ?? "", name: search.get("name") ?? "" };
  const choose = (changes: Partial<Filter>) => {
    const chosen = Object.entries({ ...filter, ...changes }).filter(([, value]) => value !== "");
    go(`/today?${new URLSearchParams(chosen)}`, { replace: true });
  };
  return { ...filter, choose };
}

interface PlacesProps {
  places: readonly string[];
  items: readonly Item[];
  chosen: string;
  onChoose: (filter: Partial<Filter>) => void;
}

function Places({ places, items, chosen, onChoose }: PlacesProps) {
  const left = (place: string) => leftOf(items.filter((item) => item.place === place));
  return (
    <fieldset className="lf-f-places" aria-label={m["field.today.places"]()}>
      <button type="button" aria-pressed={chosen === ""} onClick={() => onChoose({ place: "" })}>
        {m["field.today.everywhere"]()}
      </button>
      {places.map((place) => (
        <button
          key={place}
          type="button"
          aria-pressed={chosen === place}
          onClick={() => onChoose({ place })}
        >
          {place} <b>{left(place)}</b>
        </button>
      ))}
    </fieldset>
  );
}

function Capped() {
  const phone = usePhone();
  useStatus();
  const isCapped = fieldModules().some(({ sets = [] }) =>
    sets.some(({ name }) => phone.isCapped(name)),
  );
  return isCapped ? <Note tone="amber">{m["field.today.capped"]()}</Note> : null;
}

/** What may be recorded though it is not owed. */
function AtWill() {
  const ways = fieldModules().flatMap(
    // biome-ignore lint/correctness/useHookAtTopLevel: the same hooks in the same order each time
    ({ useAtWill }: FieldModule) => useAtWill?.() ?? [],
  );
  return ways.map(({ label, href }) => (
    <ButtonLink key={href} href={href}>
      {label}
    </ButtonLink>
  ));
}

function NothingOwed() {
  const phone = usePhone();
  const { lastContactAt, isSyncing } = useStatus();
  return (
    <Empty
      title={m["field.today.none"]()}
      text={lastContactAt ? m["field.today.none.text"]() : m["field.today.notYet.text"]()}
      action={
        <Button isBusy={isSyncing} onClick={() => void phone.sync()}>
          {m["field.sync"]()}
        </Button>
      }
    />
  );
}

function Progress({ items }: { items: readonly Item[] }) {
  const progress = progressOf(items);
  return progress ? <p className="lf-f-progress">{m["field.today.progress"](progress)}</p> : null;
}
