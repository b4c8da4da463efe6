import type { Import, ImportColumn, ImportRow } from "@lianfang/core/registry/import-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button, Segmented } from "antd";
import { useState } from "react";
import type { z } from "zod";
import { api } from "../kernel/client.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { Lines } from "../kernel/kit/loading.tsx";
import { usePaged } from "../kernel/kit/paged.ts";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { StateTag, type Tone } from "../kernel/kit/state-tag.tsx";
import { columnNames, fates, keyIn, keysOf } from "./words.ts";

type Row = z.infer<typeof ImportRow>;

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

/** Every row's fate: what is new, what changes and how, what is rejected and why. */
export function ImportRows({ given: { importId, counts } }: { given: Import }) {
  const [fate, setFate] = useState<Row["fate"] | undefined>(
    counts && counts.rejected > 0 ? "rejected" : undefined,
  );
  const list = usePaged(api.registry.importRows, { importId, limit: 50, fate });
  const options = [
    { value: "all", label: m["registry.import.rows.all"]() },
    ...keysOf(fates).map((key) => ({ value: key, label: `${fates[key]()} ${counts?.[key] ?? 0}` })),
  ];
  return (
    <Card title={m["registry.import.rows"]()}>
      <div className="lf-import-fates">
        <Segmented
          options={options}
          value={fate ?? "all"}
          onChange={(value) => setFate(keyIn(fates, value))}
        />
      </div>
      {list.error ? <Trouble error={list.error} onRetry={list.retry} /> : null}
      {list.isPending ? <Lines count={8} /> : <RowTable rows={list.rows} />}
      {list.hasMore ? (
        <Button onClick={list.loadMore} loading={list.isLoadingMore}>
          {m["web.list.more"]()}
        </Button>
      ) : null}
    </Card>
  );
}

function RowTable({ rows }: { rows: readonly Row[] }) {
  if (rows.length === 0) return <p className="lf-muted">{m["registry.import.rows.none"]()}</p>;
  const hasSheets = rows.some(({ sheet }) => sheet !== undefined);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
    <section className="lf-import-table" aria-label={m["registry.import.rows"]()} tabIndex={0}>
      <table>
        <thead>
          <tr>
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
            <tr key={`${row.sheet} ${row.line}`}>
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
