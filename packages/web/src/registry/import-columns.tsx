import type { Import, ImportColumn } from "@lianfang/core/registry/import-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button, Select } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { choicesOf, keyIn } from "../kernel/kit/choices.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { Note } from "../kernel/kit/problem-note.tsx";
import { SendButton } from "../kernel/kit/send-button.tsx";
import { listed } from "../kernel/locale.ts";
import { columnNames } from "./words.ts";

type Matching = ReadonlyMap<number, ImportColumn | undefined>;

/** Which column of the file brings what; matched by its header, put right by hand. */
export function ImportColumns({ given }: { given: Import }) {
  const { columns, missingColumns } = given;
  const [isOpen, setOpen] = useState(missingColumns.length > 0);
  const unmatched = columns.filter(({ column }) => column === undefined);
  return (
    <Card
      title={m["registry.import.columns"]()}
      actions={
        missingColumns.length > 0 ? undefined : (
          <Button type="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? m["import.columns.hide"]() : m["import.columns.change"]()}
          </Button>
        )
      }
    >
      {missingColumns.length > 0 ? (
        <Note tone="attention">
          {m["registry.import.columns.missing"]({
            columns: listed(missingColumns.map((column) => columnNames[column]())),
          })}
        </Note>
      ) : null}
      {isOpen || missingColumns.length > 0 ? (
        <Matcher given={given} />
      ) : (
        <div className="lf-muted">
          <p>{listed(columns.flatMap(({ column }) => (column ? [columnNames[column]()] : [])))}</p>
          {unmatched.length > 0 ? (
            <p>
              {m["import.columns.unmatched"]({ count: unmatched.length })}
              {m["web.colon"]()}
              {listed(unmatched.map(nameOf))}
            </p>
          ) : null}
        </div>
      )}
    </Card>
  );
}

function nameOf({ header, index }: Import["columns"][number]): string {
  return header || m["registry.import.column.nameless"]({ number: index + 1 });
}

function Matcher({ given: { importId, columns } }: { given: Import }) {
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
    <>
      <ul className="lf-import-columns">
        {columns.map((column) => (
          <li key={column.index}>
            <span>
              <b>{nameOf(column)}</b>
              <span className="lf-muted">
                {column.isHidden ? `[${m["import.column.hidden"]()}] ` : ""}
                {listed(column.samples.slice(0, 2))}
              </span>
            </span>
            <Select
              aria-label={m["registry.import.column.as"]({ header: nameOf(column) })}
              value={chosen(column.index, column.column) ?? null}
              showSearch={{ optionFilterProp: "label" }}
              options={[
                { value: null, label: m["registry.import.column.ignore"]() },
                ...choicesOf(columnNames),
              ]}
              onChange={(next: string | null) =>
                setChanged(
                  new Map(changed).set(column.index, keyIn(columnNames, next ?? undefined)),
                )
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
    </>
  );
}
