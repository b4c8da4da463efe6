/** What a spreadsheet's lines would do, narrowed to one fate if so wished. */
import type { SheetLine, SheetPreview } from "@lianfang/core/kernel/sheet-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useState } from "react";
import { digits } from "../numbers.ts";
import { ListCards } from "./list-cards.tsx";
import { ListTable } from "./list-table.tsx";
import type { Column } from "./list-types.ts";
import { useIsPhone } from "./screen-size.ts";
import { StateTag, type Tone } from "./state-tag.tsx";
import "./list.css";

type Fate = SheetLine["fate"];

const fates: Readonly<Record<Fate, { label: () => string; tone: Tone }>> = {
  new: { label: () => m["sheet.fate.new"](), tone: "green" },
  changed: { label: () => m["sheet.fate.changed"](), tone: "blue" },
  same: { label: () => m["sheet.fate.same"](), tone: "neutral" },
  rejected: { label: () => m["sheet.fate.rejected"](), tone: "red" },
};
const fateOrder: readonly Fate[] = ["new", "changed", "same", "rejected"];

/** Cards are all drawn: so many at once. */
const cardsAtOnce = 100;

export function SheetLines({ rows, counts }: Pick<SheetPreview, "rows" | "counts">) {
  const [fate, setFate] = useState<Fate>();
  const [atMost, setAtMost] = useState(cardsAtOnce);
  const isPhone = useIsPhone();
  const all = rows.filter((row) => fate === undefined || row.fate === fate);
  const shape = { columns: columnsFor(rows), rowKey: ({ where }: SheetLine) => where };
  return (
    <section className="lf-list-rows" aria-label={m["sheet.lines"]()}>
      {/* biome-ignore lint/a11y/useSemanticElements: a row of switches is no fieldset */}
      <div className="lf-chips lf-sheet-fates" role="group" aria-label={m["web.list.filters"]()}>
        {[undefined, ...fateOrder].map((one) => (
          <button
            key={one ?? "all"}
            type="button"
            className="lf-chip"
            aria-pressed={one === fate}
            onClick={() => setFate(one)}
          >
            {one ? fates[one].label() : m["web.filter.all"]()}
            <b>{digits(one ? counts[one] : counts.read)}</b>
          </button>
        ))}
      </div>
      {isPhone ? (
        <>
          <ListCards {...shape} rows={all.slice(0, atMost)} />
          {all.length > atMost ? (
            <div className="lf-list-more">
              <button
                type="button"
                className="lf-plain-button"
                onClick={() => setAtMost(atMost + cardsAtOnce)}
              >
                {m["sheet.more"]({ count: Math.min(cardsAtOnce, all.length - atMost) })}
              </button>
            </div>
          ) : null}
        </>
      ) : (
        <ListTable {...shape} rows={all} caption={m["sheet.lines"]()} isStale={false} />
      )}
    </section>
  );
}

function columnsFor(rows: readonly SheetLine[]): readonly Column<SheetLine>[] {
  const columns: Column<SheetLine>[] = [
    {
      key: "line",
      title: m["sheet.line"](),
      align: "end",
      width: 72,
      cell: ({ where }) => where,
    },
    {
      key: "fate",
      title: m["sheet.fate"](),
      card: "tag",
      cell: ({ fate }) => <StateTag tone={fates[fate].tone}>{fates[fate].label()}</StateTag>,
    },
    {
      key: "name",
      title: m["sheet.name"](),
      card: "title",
      cell: ({ name }) => name || "–",
    },
    { key: "kind", title: m["sheet.kind"](), cell: ({ kind }) => kind },
    { key: "place", title: m["sheet.place"](), cell: ({ place }) => place },
    { key: "told", title: m["sheet.told"](), cell: told },
  ];
  const hasSaid = rows.some(({ changes, reasons }) => changes.length + reasons.length > 0);
  return hasSaid ? columns : columns.filter(({ key }) => key !== "told");
}

/** What changes, and what is wrong or to be known. */
function told({ changes, reasons }: SheetLine) {
  if (changes.length + reasons.length === 0) return undefined;
  return (
    <ul className="lf-sheet-told">
      {changes.map(({ field, label, from, to }) => (
        <li key={field}>
          {label}: {from ? <del>{from}</del> : "–"} → <b>{to}</b>
        </li>
      ))}
      {reasons.map(({ code, text }) => (
        <li key={code}>{text}</li>
      ))}
    </ul>
  );
}
