import type { Import } from "@lianfang/core/registry/import-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { ConfirmButton } from "../kernel/kit/confirm-button.tsx";
import { Card, DetailPage } from "../kernel/kit/detail-page.tsx";
import { DownloadButton } from "../kernel/kit/download.tsx";
import { CardLines, Lines } from "../kernel/kit/loading.tsx";
import { Note, Trouble } from "../kernel/kit/problem-note.tsx";
import { SendButton } from "../kernel/kit/send-button.tsx";
import { ImportColumns } from "./import-columns.tsx";
import { ImportRows } from "./import-rows.tsx";
import { ImportTag } from "./import-tag.tsx";
import "./import.css";

/** One import: what was read, how columns were matched, every row's fate, confirm. */
export function ImportPage() {
  const { importId = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(
    api.registry.import.queryOptions({
      input: { importId },
      // A file still being read tells nobody when it is done.
      refetchInterval: ({ state }) => (isUnderWay(state.data?.state) ? 800 : false),
    }),
  );
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <CardLines count={8} />;
  return <Shown given={data} />;
}

const isUnderWay = (state: Import["state"] | undefined) =>
  state === "reading" || state === "writing";

function Shown({ given }: { given: Import }) {
  const { state, fileName, sheetName, headerLine, hiddenRows, problem } = given;
  const isReady = state === "ready";
  return (
    <DetailPage
      title={fileName}
      state={<ImportTag state={state} />}
      intro={
        headerLine
          ? m["registry.import.found"]({ sheet: sheetName ?? "", line: headerLine })
          : undefined
      }
      back={{ to: "/people/imports", label: m["registry.imports"]() }}
      actions={isReady ? <Actions given={given} /> : undefined}
    >
      {problem ? (
        <Note tone="wrong">
          <strong>{problem.message}</strong> {problem.mend}
        </Note>
      ) : null}
      {state === "reading" ? (
        <Card title={m["registry.import.reading"]()}>
          <Lines count={6} />
        </Card>
      ) : null}
      {hiddenRows ? (
        <Note tone="attention">{m["registry.import.hiddenRows"]({ count: hiddenRows })}</Note>
      ) : null}
      {given.unreadSheets.map(({ name, rows }) => (
        <Note key={name} tone="attention">
          {m["registry.import.unread"]({ name, rows })}
        </Note>
      ))}
      {given.counts ? <Counts given={given} /> : null}
      {isReady ? <ImportColumns given={given} /> : null}
      {given.counts && state !== "discarded" ? <ImportRows given={given} /> : null}
    </DetailPage>
  );
}

function Actions({ given }: { given: Import }) {
  const { importId, counts, missingColumns } = given;
  const confirm = useCommand(api.registry.confirmImport, importId);
  const discard = useCommand(api.registry.discardImport, importId);
  const navigate = useNavigate();
  const writes = (counts?.new ?? 0) + (counts?.changed ?? 0);
  return (
    <>
      <SendButton
        command={confirm}
        onSend={() => void confirm.send({ importId })}
        isDisabled={missingColumns.length > 0 || writes === 0}
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

/** read = new + changed + same + rejected, said as a sum. */
function Counts({ given: { importId, fileName, counts } }: { given: Import }) {
  if (!counts) return null;
  return (
    <Card>
      <div className="lf-import-counts">
        <b>{m["registry.import.sum"](counts)}</b>
        {counts.rejected > 0 ? (
          <DownloadButton
            fetch={() => api.registry.rejectedRows.call({ importId })}
            fallbackName={`${fileName}-rejected.xlsx`}
          >
            {m["registry.import.rejected.download"]({ count: counts.rejected })}
          </DownloadButton>
        ) : null}
      </div>
    </Card>
  );
}
