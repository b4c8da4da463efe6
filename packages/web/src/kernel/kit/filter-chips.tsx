import { CloseOutlined } from "@ant-design/icons";
import { m } from "@lianfang/messages/messages.js";
import { digitsOrMore } from "./count.ts";
import { useFilterCounts } from "./filter-counts.ts";
import { useSettingText } from "./filter-speech.ts";
import { type Filters, useSetFilters } from "./filters.ts";
import { type ListBook, settingsIn } from "./list-book.ts";

interface FilterChipsProps {
  book: ListBook;
  asked: Filters;
}

/** What is set, each to be taken off; and what people look for most, with how many there are. */
export function FilterChips({ book, asked }: FilterChipsProps) {
  const setFilters = useSetFilters();
  const settings = settingsIn(book, asked);
  const textOf = useSettingText(book, settings);
  const { count } = useFilterCounts(book, asked, [
    ...new Set(book.quick.map(({ filter }) => filter)),
  ]);
  const isQuick = (filter: string, value: string | undefined) =>
    book.quick.some((one) => one.filter === filter && one.value === value);
  const others = Object.entries(settings).filter(
    ([filter, text]) => book.kindOf(filter)?.kind !== "area" && !isQuick(filter, text),
  );
  const clear = Object.fromEntries([...book.list.filters, "search"].map((name) => [name, ""]));
  const isSet = Object.keys(settings).length > 0 || asked.search !== undefined;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of switches is no fieldset
    <div className="lf-chips" role="group" aria-label={m["lists.chips"]()}>
      {others.map(([filter, text]) => (
        <button
          key={filter}
          type="button"
          className="lf-chip lf-chip-set"
          aria-label={m["lists.takeOff"]({
            filter: `${book.field(filter)} ${textOf(filter, text)}`,
          })}
          onClick={() => setFilters({ [filter]: "", from: "" })}
        >
          <span>
            {book.field(filter)}
            {m["web.colon"]()}
            {textOf(filter, text)}
          </span>
          <CloseOutlined aria-hidden />
        </button>
      ))}
      {book.quick.map(({ filter, value, label }) => {
        const isOn = settings[filter] === value;
        const found = count(filter, value);
        // What would find nobody is no shortcut to anybody.
        if (found === 0 && !isOn) return null;
        return (
          <button
            key={`${filter}${value}`}
            type="button"
            className="lf-chip"
            aria-pressed={isOn}
            onClick={() => setFilters({ [filter]: isOn ? "" : value, from: "" })}
          >
            {label}
            {found === undefined ? null : <b>{digitsOrMore(found)}</b>}
          </button>
        );
      })}
      {isSet ? (
        <button
          type="button"
          className="lf-plain-button"
          onClick={() => setFilters({ ...clear, from: "" })}
        >
          {m["lists.clear"]()}
        </button>
      ) : null}
    </div>
  );
}
