import type { Import } from "@lianfang/core/registry/import-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { Link } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { ConfirmButton } from "../kernel/kit/confirm-button.tsx";
import { Note } from "../kernel/kit/problem-note.tsx";
import { inDigits } from "../kernel/numbers.ts";
import { ImportCounts } from "./import-counts.tsx";
import { ImportNotes } from "./import-notes.tsx";
import { ImportProgressCard } from "./import-progress.tsx";
import { ImportRows } from "./import-rows.tsx";

/** What has become of an import: where its people are now, and the way back. */
export function ImportDone({ given }: { given: Import }) {
  const dates = useDates();
  const isUndone = given.state === "undone";
  return (
    <>
      {given.state === "undoing" ? <ImportProgressCard given={given} /> : null}
      {given.problem ? (
        <Note tone="attention">
          <p>
            <strong>{m["import.undo.stayed"]()}</strong> {given.problem.message}{" "}
            {given.problem.mend}
          </p>
        </Note>
      ) : null}
      <Note tone={isUndone ? "plain" : "good"}>
        <div className="lf-import-done">
          <p>
            <strong>{isUndone ? m["import.undone.text"]() : m["import.done"]()}</strong>{" "}
            {given.confirmedAt ? dates.instant(given.confirmedAt) : null}
          </p>
          <span className="lf-import-next">
            <Link to="/people/residents">{m["import.done.residents"]()}</Link>
            <Link to="/people/households">{m["import.done.households"]()}</Link>
            <Link to="/people/imports">{m["import.done.another"]()}</Link>
            {given.state === "confirmed" ? <Undo given={given} /> : null}
          </span>
        </div>
      </Note>
      <ImportNotes given={given} />
      <ImportCounts given={given} />
      {given.counts && given.counts.rejected > 0 ? <ImportRows given={given} /> : null}
    </>
  );
}

function Undo({ given: { importId, counts } }: { given: Import }) {
  const undo = useCommand(api.registry.undoImport, importId);
  if (!counts || counts.new + counts.changed === 0) return null;
  return (
    <ConfirmButton
      question={m["import.undo"]()}
      consequence={<p>{m["import.undo.question"](inDigits(counts))}</p>}
      command={undo}
      onConfirm={() => undo.send({ importId })}
    >
      {m["import.undo"]()}
    </ConfirmButton>
  );
}
