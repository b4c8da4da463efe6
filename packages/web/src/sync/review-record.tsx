import { contract } from "@lianfang/core/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { entryTexts } from "../journal/entry-text.ts";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { ConfirmButton } from "../kernel/kit/confirm-button.tsx";
import { Card, DetailPage } from "../kernel/kit/detail-page.tsx";
import { Facts } from "../kernel/kit/facts.tsx";
import { TextField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { CardLines } from "../kernel/kit/loading.tsx";
import { Note, Trouble } from "../kernel/kit/problem-note.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { useMay } from "../kernel/me.ts";
import { SentContent, StandingContent, sentLabel } from "./sent-content.tsx";
import { reviewReasons, reviewStates, reviewTones } from "./words.ts";

type Reviewed = Awaited<ReturnType<typeof api.sync.quarantined.call>>;

export function ReviewRecordPage() {
  const { recordId = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(
    api.sync.quarantined.queryOptions({ input: { recordId } }),
  );
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <CardLines count={8} />;
  return <Shown record={data} />;
}

function Shown({ record }: { record: Reviewed }) {
  const dates = useDates();
  const { first, input, procedure } = record;
  return (
    <DetailPage
      title={sentLabel(procedure)}
      state={<StateTag tone={reviewTones[record.state]}>{reviewStates[record.state]()}</StateTag>}
      intro={`${record.accountName} · ${dates.instant(record.happenedAt)} · ${reviewReasons[record.reason]()}`}
      back={{ to: "/settings/review", label: m["sync.review"]() }}
      actions={record.state === "open" ? <Decide record={record} /> : null}
      side={
        <Card title={m["sync.origin"]()}>
          <Facts
            columns={1}
            facts={[
              [m["sync.by"](), record.accountName],
              [m["sync.device"](), record.deviceLabel],
              [m["sync.happenedAt"](), dates.instant(record.happenedAt)],
              [m["sync.receivedAt"](), dates.instant(record.receivedAt)],
              [m["sync.reason"](), reviewReasons[record.reason]()],
            ]}
          />
        </Card>
      }
    >
      <Card title={first ? m["sync.content.later"]() : m["sync.content"]()}>
        <SentContent procedure={procedure} input={input} />
      </Card>
      {first ? <First record={record} first={first} /> : null}
      {record.decidedAt ? (
        <Note tone={record.state === "applied" ? "good" : "attention"}>
          {record.state === "mended"
            ? m["sync.decided.mended"]({ at: dates.instant(record.decidedAt) })
            : m["sync.decided"]({
                by: record.decidedBy ?? "",
                at: dates.instant(record.decidedAt),
                how: reviewStates[record.state](),
                reason: record.decision ?? "",
              })}
        </Note>
      ) : null}
    </DetailPage>
  );
}

function First({ record, first }: { record: Reviewed; first: NonNullable<Reviewed["first"]> }) {
  const dates = useDates();
  const what = entryTexts[first.entry]?.() ?? sentLabel(first.entry);
  return (
    <Card title={m["sync.content.first"]()}>
      <p>{`${what} · ${first.by ?? ""} · ${dates.instant(first.happenedAt ?? first.receivedAt)}`}</p>
      {first.input ? (
        <SentContent procedure={record.procedure} input={first.input} />
      ) : (
        <StandingContent
          procedure={record.procedure}
          input={record.input}
          recordId={first.recordId}
        />
      )}
    </Card>
  );
}

function Decide({ record: { recordId, reason } }: { record: Reviewed }) {
  const apply = useCommand(api.sync.applyQuarantined, recordId);
  const may = useMay(api.sync.applyQuarantined);
  const [isDiscarding, setDiscarding] = useState(false);
  if (!may) return null;
  const confirm = async () => {
    const answer = await apply.send({ recordId });
    if (answer) tell(m["sync.apply.done"]());
    return answer;
  };
  return (
    <>
      <Button danger onClick={() => setDiscarding(true)}>
        {m["sync.discard"]()}
      </Button>
      <ConfirmButton
        command={apply}
        kind="primary"
        isDanger={false}
        question={m["sync.apply.question"]()}
        consequence={
          <p>{reason === "conflict" ? m["sync.apply.conflict"]() : m["sync.apply.text"]()}</p>
        }
        onConfirm={confirm}
      >
        {m["sync.apply"]()}
      </ConfirmButton>
      {isDiscarding ? (
        <DiscardDialog recordId={recordId} onClose={() => setDiscarding(false)} />
      ) : null}
    </>
  );
}

const discarding = inputOf(contract.sync.discardQuarantined).pick({ reason: true });

function DiscardDialog({ recordId, onClose }: { recordId: string; onClose: () => void }) {
  const discard = useCommand(api.sync.discardQuarantined, recordId);
  const form = useForm({
    name: `discard-${recordId}`,
    schema: discarding,
    initial: {},
    command: discard,
    send: ({ reason }) => discard.send({ recordId, reason }),
    onDone: () => {
      tell(m["sync.discard.done"]());
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      title={m["sync.discard"]()}
      send={m["sync.discard"]()}
      onClose={onClose}
    >
      <p>{m["sync.discard.text"]()}</p>
      <TextField form={form} name="reason" label={m["sync.discard.reason"]()} />
    </FormDialog>
  );
}
