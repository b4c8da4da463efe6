import { m } from "@lianfang/messages/messages.js";
import { Button, Drawer } from "antd";
import { digitsOrMore } from "./count.ts";
import { FilterControl } from "./filter-control.tsx";
import { useFilterCounts } from "./filter-counts.ts";
import { useSettingText } from "./filter-speech.ts";
import { type Filters, useSetFilters } from "./filters.ts";
import { type ListBook, settingsIn } from "./list-book.ts";
import { useIsPhone } from "./screen-size.ts";

interface FilterPanelProps {
  book: ListBook;
  asked: Filters;
  /** How many rows are found as it is set. */
  total: number | undefined;
  onClose: () => void;
}

/** Every filter of a list, with how many rows each value would find; the list follows at once. */
export function FilterPanel({ book, asked, total, onClose }: FilterPanelProps) {
  const setFilters = useSetFilters();
  const isPhone = useIsPhone();
  const settings = settingsIn(book, asked);
  const textOf = useSettingText(book, settings);
  const counts = useFilterCounts(
    book,
    asked,
    book.groups.flatMap(({ filters }) => filters),
  );
  const clear = Object.fromEntries(book.list.filters.map((name) => [name, ""]));
  return (
    <Drawer
      open
      title={m["lists.filters"]()}
      placement={isPhone ? "bottom" : "right"}
      size={isPhone ? "85%" : 460}
      onClose={onClose}
      // Beside it the list is seen to follow.
      mask={isPhone}
      footer={
        <div className="lf-send">
          <Button type="primary" onClick={onClose}>
            {total === undefined
              ? m["web.close"]()
              : m["lists.showFound"]({ count: digitsOrMore(total) })}
          </Button>
          <Button
            disabled={Object.keys(settings).length === 0}
            onClick={() => setFilters({ ...clear, from: "" })}
          >
            {m["lists.clear"]()}
          </Button>
        </div>
      }
    >
      {book.groups.map(({ label, filters }) => (
        <section key={label} className="lf-filter-group">
          <h3>{label}</h3>
          {filters.map((filter) => {
            const kind = book.kindOf(filter);
            if (!kind) return null;
            return (
              <div key={filter} className="lf-filter">
                <span className="lf-muted">{book.field(filter)}</span>
                <FilterControl
                  label={book.field(filter)}
                  kind={kind}
                  value={settings[filter] ?? ""}
                  onChange={(text) => setFilters({ [filter]: text, from: "" })}
                  count={(value) => counts.count(filter, value)}
                  entered={counts.valuesOf(filter)}
                  textOf={(text) => textOf(filter, text)}
                  isRecent={book.list.fields[filter]?.column === "instant"}
                />
              </div>
            );
          })}
        </section>
      ))}
    </Drawer>
  );
}
