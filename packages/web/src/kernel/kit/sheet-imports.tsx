/** The spreadsheets brought into a list so far, and the way back. */
import type { SheetImport } from "@lianfang/core/kernel/sheet-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { type UseQueryOptions, useQuery } from "@tanstack/react-query";
import { useDates } from "../clock.ts";
import { useCommand } from "../command.ts";
import { digits, inDigits } from "../numbers.ts";
import { ConfirmButton } from "./confirm-button.tsx";
import { Card } from "./detail-page.tsx";
import { Lines } from "./loading.tsx";
import { Trouble } from "./problem-note.tsx";
import { StateTag } from "./state-tag.tsx";
import { tell } from "./tell.tsx";

interface Undoing {
  id: string;
  happenedAt?: string | undefined;
  importId: string;
}

interface SheetImportsProps<
  Answer extends { imports: SheetImport[] },
  Failure,
  Key extends readonly unknown[],
  UndoFailure,
> {
  /** `api.registry.premisesImports.queryOptions({ input: {} })` */
  imports: UseQueryOptions<Answer, Failure, Answer, Key>;
  /** Absent where one can't be taken back. */
  undo?: Parameters<typeof useCommand<Undoing, { restored: number }, UndoFailure>>[0];
}

export function SheetImports<
  Answer extends { imports: SheetImport[] },
  Failure,
  Key extends readonly unknown[],
  UndoFailure,
>({ imports, undo }: SheetImportsProps<Answer, Failure, Key, UndoFailure>) {
  const { data, error, refetch } = useQuery(imports);
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  return (
    <Card title={m["sheet.imports"]()}>
      {!data ? <Lines count={2} /> : null}
      {data?.imports.length === 0 ? <p className="lf-muted">{m["sheet.imports.none"]()}</p> : null}
      <ul className="lf-sheet-imports">
        {data?.imports.map((one) => (
          <li key={one.importId}>
            <Brought one={one} />
            {one.undoneAt ? (
              <StateTag>{m["sheet.undone"]()}</StateTag>
            ) : undo && one.counts.new + one.counts.changed > 0 ? (
              <Undo one={one} undo={undo} />
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Brought({ one: { fileName, at, by, counts } }: { one: SheetImport }) {
  const dates = useDates();
  return (
    <>
      <b>{fileName}</b>
      <span>{m["sheet.sum"](inDigits(counts))}</span>
      <span className="lf-muted">{[dates.instant(at), by].filter(Boolean).join(" ")}</span>
    </>
  );
}

function Undo<Failure>({
  one: { importId, counts },
  undo,
}: {
  one: SheetImport;
  undo: Parameters<typeof useCommand<Undoing, { restored: number }, Failure>>[0];
}) {
  const command = useCommand(undo, importId);
  const send = async () => {
    const done = await command.send({ importId });
    if (done) tell(m["sheet.undo.done"]({ count: digits(done.restored) }));
    return done;
  };
  return (
    <ConfirmButton
      question={m["sheet.undo"]()}
      consequence={<p>{m["sheet.undo.question"](inDigits(counts))}</p>}
      command={command}
      kind="link"
      size="small"
      onConfirm={send}
    >
      {m["sheet.undo"]()}
    </ConfirmButton>
  );
}
