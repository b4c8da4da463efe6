import { FilterOutlined, SettingOutlined } from "@ant-design/icons";
import { m } from "@lianfang/messages/messages.js";
import { Button, Input, Select } from "antd";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { type Filters, useSetFilters } from "./filters.ts";
import { type ListBook, settingsIn } from "./list-book.ts";
import type { ListColumns, ListViews } from "./list-view-state.ts";

// Heavy, and opened when somebody asks for them.
const FilterPanel = lazy(async () => ({
  default: (await import("./filter-panel.tsx")).FilterPanel,
}));
const ColumnChooser = lazy(async () => ({
  default: (await import("./list-columns.tsx")).ColumnChooser,
}));
const ViewMenu = lazy(async () => ({ default: (await import("./list-views.tsx")).ViewMenu }));

interface ListToolsProps {
  book: ListBook;
  asked: Filters;
  views: ListViews & ListColumns;
  total: number | undefined;
  /** Printing and exporting. */
  outputs: ReactNode;
}

/** Beside the search of a described list: views, all filters, order, columns, and ways out. */
export function ListTools({ book, asked, views, total, outputs }: ListToolsProps) {
  const [opened, setOpened] = useState<"filters" | "columns">();
  const set = Object.keys(settingsIn(book, asked)).filter(
    (name) => book.kindOf(name)?.kind !== "area",
  );
  const close = () => setOpened(undefined);
  return (
    <div className="lf-list-tools">
      {/* A press on what can't open anything yet would be lost. */}
      <Suspense
        fallback={
          <Button loading disabled>
            {m["lists.view"]()}
          </Button>
        }
      >
        <ViewMenu list={book.list.name} views={views} />
      </Suspense>
      <Button icon={<FilterOutlined aria-hidden />} onClick={() => setOpened("filters")}>
        {set.length > 0 ? m["lists.filters.set"]({ count: set.length }) : m["lists.filters"]()}
      </Button>
      <Order book={book} asked={asked} />
      <Button icon={<SettingOutlined aria-hidden />} onClick={() => setOpened("columns")}>
        {m["lists.columns"]()}
      </Button>
      {outputs}
      <Suspense fallback={null}>
        {opened === "filters" ? (
          <FilterPanel book={book} asked={asked} total={total} onClose={close} />
        ) : null}
        {opened === "columns" ? (
          <ColumnChooser
            all={book.list.columns.map((key) => ({ key, title: book.field(key) }))}
            chosen={views.chosen}
            choose={views.choose}
            onClose={close}
          />
        ) : null}
      </Suspense>
    </div>
  );
}

/** The list's order, from either end, and where in it to begin. */
function Order({ book, asked }: { book: ListBook; asked: Filters }) {
  const setFilters = useSetFilters();
  const [usual] = book.sorts;
  const current = asked.sort ?? usual?.name;
  const sort = book.sorts.find(({ name }) => current === name || current === `-${name}`);
  const options = book.sorts.flatMap(({ name, label }) => [
    { value: name, label: m["lists.sort.up"]({ order: label }) },
    { value: `-${name}`, label: m["lists.sort.down"]({ order: label }) },
  ]);
  return (
    <>
      <span className="lf-list-choice">
        <Select
          aria-label={m["lists.sort"]()}
          value={current ?? null}
          options={options}
          popupMatchSelectWidth={false}
          onChange={(next: string | null) =>
            setFilters({ sort: next === usual?.name ? "" : (next ?? ""), from: "" })
          }
        />
      </span>
      {sort?.startAt ? (
        <Input
          key={`${current}${asked.from}`}
          className="lf-list-jump"
          aria-label={m["lists.jump"]({ to: sort.startAt })}
          placeholder={m["lists.jump"]({ to: sort.startAt })}
          defaultValue={asked.from ?? ""}
          suffix={<kbd aria-hidden>↵</kbd>}
          allowClear
          onClear={() => setFilters({ from: "" })}
          onPressEnter={(event) => setFilters({ from: event.currentTarget.value.trim() })}
        />
      ) : null}
    </>
  );
}
