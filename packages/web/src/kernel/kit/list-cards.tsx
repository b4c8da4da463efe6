import { m } from "@lianfang/messages/messages.js";
import { Link } from "@tanstack/react-router";
import { Checkbox } from "antd";
import type { ReactNode } from "react";
import type { Selection } from "./list-bulk.tsx";
import type { Column } from "./list-types.ts";

interface ListCardsProps<Row> {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  to?: ((row: Row) => string) | undefined;
  onOpen?: ((row: Row) => void) | undefined;
  selection?: Selection | undefined;
}

function Card<Row>({ row, columns }: { row: Row; columns: readonly Column<Row>[] }) {
  const title = columns.find((column) => column.card === "title") ?? columns[0];
  const tags = columns.filter((column) => column.card === "tag");
  const lines = columns.filter(
    (column) => column !== title && (column.card === undefined || column.card === "line"),
  );
  return (
    <>
      <span className="lf-cards-head">
        <strong>{title?.cell(row)}</strong>
        {tags.map((column) => (
          <span key={column.key}>{column.cell(row)}</span>
        ))}
      </span>
      {lines.map((column) => {
        const content = column.cell(row);
        if (content === undefined || content === null || content === "") return null;
        return (
          <span key={column.key} className="lf-cards-line">
            <span className="lf-muted">{column.title}</span>
            <span>{content}</span>
          </span>
        );
      })}
    </>
  );
}

/** The table's rows on a phone: one card each, with a tick at its side where several can be taken. */
export function ListCards<Row>(props: ListCardsProps<Row>) {
  const { columns, rows, rowKey, to, onOpen, selection } = props;
  const wrapped = (row: Row): ReactNode => {
    const card = <Card row={row} columns={columns} />;
    if (to) return <Link to={to(row)}>{card}</Link>;
    if (!onOpen) return <div>{card}</div>;
    return (
      <button type="button" onClick={() => onOpen(row)}>
        {card}
      </button>
    );
  };
  return (
    <>
      {selection ? <TickAll keys={rows.map(rowKey)} selection={selection} /> : null}
      <ul className="lf-cards">
        {rows.map((row) => (
          <li
            key={rowKey(row)}
            className={selection ? "lf-cards-ticked" : undefined}
            data-picked={selection?.has(rowKey(row)) ? "" : undefined}
          >
            {selection ? <Tick of={rowKey(row)} selection={selection} /> : null}
            {wrapped(row)}
          </li>
        ))}
      </ul>
    </>
  );
}

/** The whole corner is the target: a thumb is broader than a box. */
function Tick({ of, selection }: { of: string; selection: Selection }) {
  return (
    <Checkbox
      className="lf-cards-tick"
      aria-label={m["web.list.select"]()}
      checked={selection.has(of)}
      onChange={() => selection.toggle(of)}
    />
  );
}

function TickAll({ keys, selection }: { keys: readonly string[]; selection: Selection }) {
  const picked = keys.filter(selection.has).length;
  return (
    <div className="lf-cards-all">
      <Checkbox
        checked={picked > 0 && picked === keys.length}
        indeterminate={picked > 0 && picked < keys.length}
        onChange={() => selection.toggleAll(keys)}
      >
        {m["web.list.selectAll"]()}
      </Checkbox>
    </div>
  );
}
