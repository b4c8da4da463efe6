import { m } from "@lianfang/messages/messages.js";
import { Link } from "@tanstack/react-router";
import { Checkbox } from "antd";
import { type KeyboardEvent, type MouseEvent, useRef, useState } from "react";
import type { Selection } from "./list-bulk.tsx";
import type { Column } from "./list-types.ts";

export interface ListTableProps<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** The row's own page. */
  to?: ((row: Row) => string) | undefined;
  /** Opens a row: beside the list, or on its page. */
  onOpen?: ((row: Row) => void) | undefined;
  openKey?: string | undefined;
  onClose?: (() => void) | undefined;
  selection?: Selection | undefined;
  isStale: boolean;
}

/** Clicks meant for a control inside the row are not clicks on the row. */
function isOwnClick(event: MouseEvent | KeyboardEvent): boolean {
  const target = event.target;
  return target instanceof Element && target.closest("a,button,input,label,[role=button]") !== null;
}

function useRowKeys(count: number, open: (index: number) => void, close: () => void) {
  const [active, setActive] = useState(0);
  const body = useRef<HTMLTableSectionElement>(null);
  const go = (index: number) => {
    const next = Math.max(0, Math.min(count - 1, index));
    setActive(next);
    const row = body.current?.rows[next];
    row?.focus();
    row?.scrollIntoView({ block: "nearest" });
  };
  const onKey = (event: KeyboardEvent) => {
    const steps: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      Home: 0,
      End: count - 1,
      PageDown: active + 12,
      PageUp: active - 12,
    };
    const next = steps[event.key];
    if (event.key === "Enter" && !isOwnClick(event)) open(active);
    else if (event.key === "Escape") close();
    else if (next !== undefined) go(next);
    else return;
    if (event.key !== "Enter" || !isOwnClick(event)) event.preventDefault();
  };
  return { active: Math.min(active, Math.max(0, count - 1)), setActive, body, onKey };
}

function Head<Row>({ columns, rows, rowKey, selection }: ListTableProps<Row>) {
  const keys = rows.map(rowKey);
  const picked = selection ? keys.filter((key) => selection.keys.has(key)).length : 0;
  return (
    <thead>
      <tr>
        {selection ? (
          <th className="lf-table-check" scope="col">
            <Checkbox
              aria-label={m["web.list.selectAll"]()}
              checked={picked > 0 && picked === rows.length}
              indeterminate={picked > 0 && picked < rows.length}
              onChange={() => selection.toggleAll(keys)}
            />
          </th>
        ) : null}
        {columns.map((column) => (
          <th
            key={column.key}
            scope="col"
            className={cellClass(column)}
            style={column.width ? { width: column.width } : undefined}
          >
            {column.title}
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface CellsProps<Row> extends ListTableProps<Row> {
  row: Row;
}

function Cells<Row>({ row, columns, rowKey, to, selection }: CellsProps<Row>) {
  const key = rowKey(row);
  return (
    <>
      {selection ? (
        <td className="lf-table-check">
          <Checkbox
            aria-label={m["web.list.select"]()}
            checked={selection.keys.has(key)}
            onChange={() => selection.toggle(key)}
          />
        </td>
      ) : null}
      {columns.map((column, position) => (
        <td key={column.key} className={cellClass(column)}>
          {position === 0 && to ? (
            <Link to={to(row)} className="lf-table-link" tabIndex={-1}>
              {column.cell(row)}
            </Link>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
    </>
  );
}

/** Rows of 40 pixels under a header that stays; arrows move, Enter opens, Esc closes. */
export function ListTable<Row>(props: ListTableProps<Row>) {
  const { rows, rowKey, onOpen } = props;
  const openAt = (index: number) => {
    const row = rows[index];
    if (row) onOpen?.(row);
  };
  const keys = useRowKeys(rows.length, openAt, () => props.onClose?.());
  return (
    <table className="lf-table" aria-busy={props.isStale}>
      <caption className="lf-sr-only">{props.caption}</caption>
      <Head {...props} />
      <tbody ref={keys.body} onKeyDown={keys.onKey}>
        {rows.map((row, index) => (
          <tr
            key={rowKey(row)}
            tabIndex={index === keys.active ? 0 : -1}
            data-open={props.openKey === rowKey(row) ? "" : undefined}
            className={onOpen ? "lf-table-open" : undefined}
            onFocus={() => keys.setActive(index)}
            onClick={(event) => void (!isOwnClick(event) && onOpen?.(row))}
          >
            <Cells {...props} row={row} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function cellClass<Row>(column: Column<Row>): string | undefined {
  const names = [column.align === "end" ? "lf-end" : "", column.isMinor ? "lf-minor" : ""];
  return names.filter(Boolean).join(" ") || undefined;
}
