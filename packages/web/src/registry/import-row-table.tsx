import type { ImportColumn, ImportRow } from "@lianfang/core/registry/import-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { Checkbox } from "antd";
import type { z } from "zod";
import { StateTag, type Tone } from "../kernel/kit/state-tag.tsx";
import { columnNames, fates } from "./words.ts";

export type Row = z.infer<typeof ImportRow>;

const tones: Record<Row["fate"], Tone> = {
  new: "green",
  changed: "blue",
  same: "neutral",
  rejected: "red",
};
const shown: readonly ImportColumn[] = [
  "name",
  "identityNumber",
  "area",
  "householdNumber",
  "phone",
];
/** Left out on a phone, where the reason matters more. */
const minor: ReadonlySet<ImportColumn> = new Set(["identityNumber", "householdNumber", "phone"]);

interface RowTableProps {
  rows: readonly Row[];
  /** The positions picked; absent where nothing can be done with rows any more. */
  picked?: ReadonlySet<number>;
  onPick?: (position: number, isPicked: boolean) => void;
}

export function RowTable({ rows, picked, onPick }: RowTableProps) {
  if (rows.length === 0) return <p className="lf-muted">{m["import.filter.none"]()}</p>;
  const hasSheets = rows.some(({ sheet }) => sheet !== undefined);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
    <section className="lf-import-table" aria-label={m["registry.import.rows"]()} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {onPick ? <td /> : null}
            {hasSheets ? <th scope="col">{m["registry.import.sheet"]()}</th> : null}
            <th scope="col">{m["registry.import.line"]()}</th>
            <th scope="col">{m["registry.import.fate"]()}</th>
            {shown.map((column) => (
              <th key={column} scope="col" className={minor.has(column) ? "lf-minor" : undefined}>
                {columnNames[column]()}
              </th>
            ))}
            <th scope="col">{m["registry.import.why"]()}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.position} className={row.isLeftOut ? "lf-import-left-out" : undefined}>
              {onPick ? (
                <td>
                  <Checkbox
                    aria-label={m["import.select"]({ line: row.line })}
                    checked={picked?.has(row.position) ?? false}
                    onChange={({ target }) => onPick(row.position, target.checked)}
                  />
                </td>
              ) : null}
              {hasSheets ? <td>{row.sheet}</td> : null}
              <td>{row.line}</td>
              <td>
                <StateTag tone={tones[row.fate]}>{fates[row.fate]()}</StateTag>
              </td>
              {shown.map((column) => (
                <td key={column} className={minor.has(column) ? "lf-minor" : undefined}>
                  {row.values[column]}
                </td>
              ))}
              <td>
                <Why row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Why({ row: { reasons, changes } }: { row: Row }) {
  return (
    <>
      {reasons.map((reason) => (
        <span key={`${reason.column} ${reason.code}`} className="lf-import-why">
          {reason.column ? `${columnNames[reason.column]()}${m["web.colon"]()}` : ""}
          {reason.text}
        </span>
      ))}
      {changes.map((change) => (
        <span key={change.column} className="lf-import-why">
          {columnNames[change.column]()}
          {m["web.colon"]()}
          <del>{change.from || m["web.none"]()}</del> → <ins>{change.to}</ins>
        </span>
      ))}
    </>
  );
}
