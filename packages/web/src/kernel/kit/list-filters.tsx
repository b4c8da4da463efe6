import { SearchOutlined } from "@ant-design/icons";
import { m } from "@lianfang/messages/messages.js";
import { Input, type InputRef, Select } from "antd";
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { takeSlash } from "../shell/keys.ts";
import { digitsOrMore } from "./count.ts";
import { type Filters, useSetFilters } from "./filters.ts";
import type { ChipFilter, Filter } from "./list-types.ts";
import { useSettled } from "./settled.ts";

// The tree and the calendar are heavy and only some lists filter by them.
const AreaPicker = lazy(async () => ({ default: (await import("./area-picker.tsx")).AreaPicker }));
const DayPicker = lazy(async () => ({ default: (await import("./day-picker.tsx")).DayPicker }));

function SearchBox({ label, value }: { label: string; value: string }) {
  const box = useRef<InputRef>(null);
  const setFilters = useSetFilters();
  const [typed, setTyped] = useState(value);
  const settled = useSettled(typed, 250);
  const asked = useRef(value);
  useEffect(() => takeSlash(() => box.current?.focus({ cursor: "all" })), []);
  useEffect(() => {
    if (settled.trim() === asked.current) return;
    asked.current = settled.trim();
    setFilters({ search: settled.trim(), from: "" });
  }, [settled, setFilters]);
  useEffect(() => {
    // The address changed by other means: back, or a link to another view.
    if (value === asked.current) return;
    asked.current = value;
    setTyped(value);
  }, [value]);
  return (
    <Input
      ref={box}
      className="lf-list-search"
      prefix={<SearchOutlined aria-hidden />}
      suffix={typed ? null : <kbd aria-hidden>/</kbd>}
      allowClear
      type="search"
      value={typed}
      placeholder={label}
      aria-label={label}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          setTyped("");
          box.current?.blur();
        }
      }}
    />
  );
}

function Chips({ filter, value }: { filter: ChipFilter; value: string }) {
  const setFilters = useSetFilters();
  const all = { value: "", label: m["web.filter.all"](), count: undefined };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of switches is no fieldset
    <div className="lf-chips" role="group" aria-label={filter.label}>
      {[all, ...filter.options].map((option) => (
        <button
          key={option.value}
          type="button"
          className="lf-chip"
          aria-pressed={value === option.value}
          onClick={() => setFilters({ [filter.name]: option.value })}
        >
          {option.label}
          {option.count === undefined ? null : <b>{digitsOrMore(option.count)}</b>}
        </button>
      ))}
    </div>
  );
}

function OneFilter({ filter, value }: { filter: Filter; value: string }) {
  const setFilters = useSetFilters();
  const set = (next: string | undefined) => setFilters({ [filter.name]: next ?? "", from: "" });
  if (filter.kind === "chips") return <Chips filter={filter} value={value} />;
  if (filter.kind === "choice") {
    return (
      <span className="lf-list-choice">
        <Select
          aria-label={filter.label}
          placeholder={filter.label}
          value={value || null}
          options={[...filter.options]}
          allowClear
          popupMatchSelectWidth={false}
          showSearch={{ optionFilterProp: "label" }}
          onChange={(next: string | null | undefined) => set(next ?? undefined)}
        />
      </span>
    );
  }
  const Picker = filter.kind === "area" ? AreaPicker : DayPicker;
  return (
    <Suspense fallback={<span className="lf-list-choice" />}>
      <span className="lf-list-choice">
        <Picker
          aria-label={filter.label}
          placeholder={filter.label}
          value={value || undefined}
          onChange={set}
        />
      </span>
    </Suspense>
  );
}

interface ListFiltersProps {
  searchLabel: string | undefined;
  filters: readonly Filter[];
  asked: Filters;
  /** What else a described list has. */
  tools?: ReactNode;
}

/** The search box and the filters of a list. */
export function ListFilters({ searchLabel, filters, asked, tools }: ListFiltersProps) {
  if (!searchLabel && filters.length === 0 && !tools) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is not yet known to every reader
    <div className="lf-list-filters" role="search" aria-label={m["web.list.filters"]()}>
      {searchLabel ? <SearchBox label={searchLabel} value={asked.search ?? ""} /> : null}
      {filters.map((filter) => (
        <OneFilter key={filter.name} filter={filter} value={asked[filter.name] ?? ""} />
      ))}
      {tools}
    </div>
  );
}
