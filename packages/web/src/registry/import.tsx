import type { Import } from "@lianfang/core/registry/import-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { ConfirmButton } from "../kernel/kit/confirm-button.tsx";
import { DetailPage } from "../kernel/kit/detail-page.tsx";
import { CardLines } from "../kernel/kit/loading.tsx";
import { Note, Trouble } from "../kernel/kit/problem-note.tsx";
import { SendButton } from "../kernel/kit/send-button.tsx";
import { Steps } from "../kernel/kit/steps.tsx";
import { ImportColumns } from "./import-columns.tsx";
import { ImportCounts } from "./import-counts.tsx";
import { ImportDone } from "./import-done.tsx";
import { ImportNotes } from "./import-notes.tsx";
import { ImportPlaces } from "./import-places.tsx";
import { ImportProgressCard } from "./import-progress.tsx";
import { ImportRows } from "./import-rows.tsx";
import { ImportTag } from "./import-tag.tsx";
import "./import.css";

/** One import, step by step: reading, columns, preview, writing, done. */
export function ImportPage() {
  const { importId = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(
    api.registry.import.queryOptions({ input: { importId } }),
  );
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <CardLines count={8} />;
  return <Shown given={data} />;
}

function Shown({ given }: { given: Import }) {
  const { state, fileName } = given;
  return (
    <DetailPage
      title={fileName}
      state={<ImportTag state={state} />}
      intro={foundText(given)}
      back={{ to: "/people/imports", label: m["registry.imports"]() }}
      actions={state === "ready" || state === "checking" ? <Actions given={given} /> : undefined}
    >
      {state in stepOf ? <Steps titles={stepTitles()} at={stepAt(given)} /> : null}
      <Body given={given} />
    </DetailPage>
  );
}

function foundText({ sheetName: sheet, headerLine: line, encoding }: Import): string | undefined {
  if (line === undefined) return undefined;
  if (sheet) return m["registry.import.found"]({ sheet, line });
  const found = m["import.found"]({ line });
  return encoding ? `${found} · ${encoding.toUpperCase()}` : found;
}

const stepTitles = () => [
  m["import.step.upload"](),
  m["import.step.columns"](),
  m["import.step.preview"](),
  m["import.step.write"](),
  m["import.step.done"](),
];

const stepOf: Partial<Record<Import["state"], number>> = {
  reading: 0,
  ready: 2,
  checking: 2,
  writing: 3,
  confirmed: 5,
  undoing: 5,
};

/** Without the columns it takes, a file is still at its columns. */
function stepAt({ state, missingColumns }: Import): number {
  return stepOf[state] === 2 && missingColumns.length > 0 ? 1 : (stepOf[state] ?? 0);
}

function Body({ given }: { given: Import }): ReactNode {
  switch (given.state) {
    case "reading":
    case "writing":
      return <ImportProgressCard given={given} />;
    case "checking":
    case "ready":
      return <Ready given={given} />;
    case "confirmed":
    case "undoing":
    case "undone":
      return <ImportDone given={given} />;
    case "failed":
      return <Failed given={given} />;
    case "discarded":
      return <ImportNotes given={given} />;
  }
}

function Ready({ given }: { given: Import }) {
  return (
    <>
      {given.state === "checking" ? <ImportProgressCard given={given} /> : null}
      {given.problem ? <Returned given={given} /> : null}
      <ImportNotes given={given} />
      <ImportCounts given={given} />
      <ImportColumns given={given} />
      <ImportPlaces given={given} />
      <ImportRows given={given} />
    </>
  );
}

/** It was not written after all; what is shown is to be checked again. */
function Returned({ given: { importId, problem } }: { given: Import }) {
  const check = useCommand(api.registry.setImportColumns, importId);
  return (
    <Note tone="attention">
      <p>
        <strong>{problem?.message}</strong> {problem?.mend}
      </p>
      <SendButton command={check} onSend={() => void check.send({ importId, columns: [] })}>
        {m["import.checkAgain"]()}
      </SendButton>
    </Note>
  );
}

function Failed({ given: { problem } }: { given: Import }) {
  return (
    <Note tone="wrong">
      <p>
        <strong>{problem?.message}</strong> {problem?.mend}
      </p>
      <Link to="/people/imports">{m["import.done.another"]()}</Link>
    </Note>
  );
}

function Actions({ given }: { given: Import }) {
  const { importId, state, counts, missingColumns, problem } = given;
  const confirm = useCommand(api.registry.confirmImport, importId);
  const discard = useCommand(api.registry.discardImport, importId);
  const navigate = useNavigate();
  const writes = (counts?.new ?? 0) + (counts?.changed ?? 0);
  const isStuck =
    state !== "ready" || missingColumns.length > 0 || writes === 0 || problem !== undefined;
  return (
    <>
      <SendButton
        command={confirm}
        onSend={() => void confirm.send({ importId })}
        isDisabled={isStuck}
      >
        {m["registry.import.confirm"]({ count: writes })}
      </SendButton>
      <ConfirmButton
        question={m["registry.import.discard.question"]()}
        command={discard}
        onConfirm={async () => {
          const answer = await discard.send({ importId });
          if (answer) await navigate({ to: "/people/imports" });
          return answer;
        }}
      >
        {m["registry.import.discard"]()}
      </ConfirmButton>
    </>
  );
}
