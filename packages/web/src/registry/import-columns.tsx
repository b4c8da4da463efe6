import type { Import, ImportColumn } from "@lianfang/core/registry/import-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { Select } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { Note } from "../kernel/kit/problem-note.tsx";
import { SendButton } from "../kernel/kit/send-button.tsx";
import { listed } from "../kernel/locale.ts";
import { choicesOf, columnNames, keyIn } from "./words.ts";

type Matching = ReadonlyMap<number, ImportColumn | undefined>;

/** Which column of the file brings what; matched by its header, put right by hand. */
export function ImportColumns({ given }: { given: Import }) {
  const { importId, columns, missingColumns } = given;
  const match = useCommand(api.registry.setImportColumns, importId);
  const [changed, setChanged] = useState<Matching>(new Map());
  const chosen = (index: number, column: ImportColumn | undefined) =>
    changed.has(index) ? changed.get(index) : column;
  const send = async () => {
    const all = columns.map(({ index, column }) => ({
      index,
      column: chosen(index, column) ?? null,
    }));
    if (await match.send({ importId, columns: all })) setChanged(new Map());
  };
  return (
    <Card title={m["registry.import.columns"]()}>
      {missingColumns.length > 0 ? (
        <Note tone="attention">
          {m["registry.import.columns.missing"]({
            columns: listed(missingColumns.map((column) => columnNames[column]())),
          })}
        </Note>
      ) : null}
      <ul className="lf-import-columns">
        {columns.map(({ index, header, samples, column }) => (
          <li key={index}>
            <span>
              <b>{header || m["registry.import.column.nameless"]({ number: index + 1 })}</b>
              <span className="lf-muted">{listed(samples.slice(0, 2))}</span>
            </span>
            <Select
              aria-label={m["registry.import.column.as"]({ header })}
              value={chosen(index, column) ?? null}
              options={[
                { value: null, label: m["registry.import.column.ignore"]() },
                ...choicesOf(columnNames),
              ]}
              onChange={(next: string | null) =>
                setChanged(new Map(changed).set(index, keyIn(columnNames, next ?? undefined)))
              }
            />
          </li>
        ))}
      </ul>
      {changed.size > 0 ? (
        <SendButton command={match} onSend={() => void send()}>
          {m["registry.import.columns.apply"]()}
        </SendButton>
      ) : null}
    </Card>
  );
}
