import { CaretDownOutlined, CaretUpOutlined } from "@ant-design/icons";
import { m } from "@lianfang/messages/messages.js";
import { Link } from "@tanstack/react-router";
import { Checkbox } from "antd";
import { type MouseEvent, type ReactNode, useRef } from "react";
import type { Selection } from "./list-bulk.tsx";
import { isOwnClick, useRowKeys } from "./list-keys.ts";
import { ListPosition } from "./list-position.tsx";
import type { Column } from "./list-types.ts";
import { useRowWindow } from "./list-window.ts";

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
  /** Of all rows the filters find, and of those before the first one shown here. */
  total?: number | undefined;
  before?: number | undefined;
  /** How the list is sorted by a column, where it can be. */
  sortOf?: ((column: string) => ColumnSort | undefined) | undefined;
}

export interface ColumnSort {
  state: "ascending" | "descending" | "none";
  toggle: () => void;
}

function Heading({ title, sort }: { title: string; sort: ColumnSort | undefined }) {
  if (!sort) return title;
  return (
    <button type="button" className="lf-table-sort" onClick={sort.toggle}>
      {title}
      {sort.state === "descending" ? (
        <CaretDownOutlined aria-hidden />
      ) : (
        <CaretUpOutlined aria-hidden data-none={sort.state === "none" ? "" : undefined} />
      )}
    </button>
  );
}

function Head<Row>({ columns, rows, rowKey, selection, sortOf }: ListTableProps<Row>) {
  const picked = selection ? rows.filter((row) => selection.has(rowKey(row))).length : 0;
  return (
    <thead>
      <tr>
        {selection ? (
          <th className="lf-table-check" scope="col">
            <Checkbox
              aria-label={m["web.list.selectAll"]()}
              checked={picked > 0 && picked === rows.length}
              indeterminate={picked > 0 && picked < rows.length}
              onChange={() => selection.toggleAll(rows.map(rowKey))}
            />
          </th>
        ) : null}
        {columns.map((column) => {
          const sort = sortOf?.(column.key);
          return (
            <th
              key={column.key}
              scope="col"
              aria-sort={sort?.state}
              className={cellClass(column)}
              style={column.width ? { width: column.width } : undefined}
            >
              <Heading title={column.title} sort={sort} />
            </th>
          );
        })}
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
            checked={selection.has(key)}
            onChange={(event) => selection.toggle(key, event.nativeEvent.shiftKey)}
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

/** Room for rows that are not drawn. */
function Gap({ height, columns }: { height: number; columns: number }): ReactNode {
  if (height <= 0) return null;
  return (
    <tr aria-hidden>
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}

/**
 * Rows of 40 pixels under a header that stays; arrows move, Enter opens, Esc closes, space ticks and
 * with shift ticks on. Of a long list only the rows near the window are drawn.
 */
export function ListTable<Row>(props: ListTableProps<Row>) {
  const { rows, rowKey, columns, selection, onOpen } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const shown = useRowWindow(body, rows.length);
  const at = (index: number, work: (row: Row) => void) => {
    const row = rows[index];
    if (row) work(row);
  };
  const keys = useRowKeys({
    body,
    count: rows.length,
    bring: shown.bring,
    open: (index) => at(index, (row) => onOpen?.(row)),
    close: () => props.onClose?.(),
    pick:
      selection && ((index, isRange) => at(index, (row) => selection.toggle(rowKey(row), isRange))),
  });
  const click = (event: MouseEvent, row: Row) => {
    if (isOwnClick(event)) return;
    if (selection && event.shiftKey) selection.toggle(rowKey(row), true);
    else onOpen?.(row);
  };
  const width = columns.length + (selection ? 1 : 0);
  return (
    <>
      <table
        className="lf-table"
        aria-busy={props.isStale}
        aria-rowcount={props.total === undefined ? undefined : props.total + 1}
      >
        <caption className="lf-sr-only">{props.caption}</caption>
        <Head {...props} />
        <tbody ref={body} onKeyDown={keys.onKey}>
          <Gap height={shown.above} columns={width} />
          {shown.indexes.flatMap((index) => {
            const row = rows[index];
            if (row === undefined) return [];
            return (
              <tr
                key={rowKey(row)}
                ref={shown.measure}
                data-index={index}
                aria-rowindex={(props.before ?? 0) + index + 2}
                tabIndex={index === keys.active ? 0 : -1}
                data-open={props.openKey === rowKey(row) ? "" : undefined}
                data-picked={selection?.has(rowKey(row)) ? "" : undefined}
                className={onOpen ? "lf-table-open" : undefined}
                onFocus={() => keys.setActive(index)}
                onClick={(event) => click(event, row)}
              >
                <Cells {...props} row={row} />
              </tr>
            );
          })}
          <Gap height={shown.below} columns={width} />
        </tbody>
      </table>
      <ListPosition
        first={(props.before ?? 0) + shown.first + 1}
        last={(props.before ?? 0) + shown.last + 1}
        total={props.total}
      />
    </>
  );
}

function cellClass<Row>(column: Column<Row>): string | undefined {
  const names = [column.align === "end" ? "lf-end" : "", column.isMinor ? "lf-minor" : ""];
  return names.filter(Boolean).join(" ") || undefined;
}
