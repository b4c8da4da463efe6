import { m } from "@lianfang/messages/messages.js";
import { useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { townNow, useDates } from "../clock.ts";
import { useMe } from "../me.ts";
import { digits } from "../numbers.ts";
import type { ListShown } from "./list-page.tsx";
import "./list-paper.css";

export interface PaperText {
  title: string;
  filters: string;
  purpose: string;
  receiver: string;
}

interface ListPaperProps<Row> {
  shown: ListShown<Row>;
  rowKey: (row: Row) => string;
  text: PaperText;
  /** After the browser has printed, or not. */
  onDone: () => void;
}

/** The list on paper lying down: fetches all its rows, then asks the browser to print them alone. */
export function ListPaper<Row>({ shown, rowKey, text, onDone }: ListPaperProps<Row>) {
  const [rows, setRows] = useState<readonly Row[]>();
  const { town, displayName } = useMe();
  const dates = useDates();
  const { fetchAll } = shown;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows are those of the moment it was asked
  useEffect(() => {
    let isGone = false;
    fetchAll().then(
      (all) => void (!isGone && setRows(all)),
      () => void (!isGone && onDone()),
    );
    return () => {
      isGone = true;
    };
  }, []);
  useEffect(() => {
    if (!rows) return;
    window.addEventListener("afterprint", onDone, { once: true });
    window.print();
    return () => window.removeEventListener("afterprint", onDone);
  }, [rows, onDone]);
  if (!rows) return <p role="status">{m["lists.paper.wait"]()}</p>;
  const mark = m["lists.export.mark"]({
    purpose: text.purpose,
    receiver: text.receiver,
    by: displayName,
    at: dates.instant(townNow()),
    count: digits(rows.length),
  });
  return createPortal(
    <section className="lf-paper">
      <table>
        <thead>
          <tr>
            <th colSpan={shown.columns.length} className="lf-paper-head">
              <h1>
                {m["lists.export.head"]({
                  town: town.name,
                  list: text.title,
                  count: digits(rows.length),
                })}
              </h1>
              <p>{text.filters}</p>
              <p>{mark}</p>
            </th>
          </tr>
          <tr>
            {shown.columns.map((column) => (
              <th key={column.key} scope="col">
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {shown.columns.map((column) => (
                <td key={column.key} className={column.align === "end" ? "lf-end" : undefined}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>,
    document.body,
  );
}
