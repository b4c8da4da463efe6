import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Column } from "./list-types.ts";

interface ListCardsProps<Row> {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  to?: ((row: Row) => string) | undefined;
  onOpen?: ((row: Row) => void) | undefined;
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

/** The table's rows on a phone: one card each. */
export function ListCards<Row>({ columns, rows, rowKey, to, onOpen }: ListCardsProps<Row>) {
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
    <ul className="lf-cards">
      {rows.map((row) => (
        <li key={rowKey(row)}>{wrapped(row)}</li>
      ))}
    </ul>
  );
}
