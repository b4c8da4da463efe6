import { contract } from "@lianfang/core/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { Card, DetailPage } from "../kernel/kit/detail-page.tsx";
import { Facts } from "../kernel/kit/facts.tsx";
import { TextField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { CardLines } from "../kernel/kit/loading.tsx";
import { Note, Trouble } from "../kernel/kit/problem-note.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { useMay } from "../kernel/me.ts";
import { AnswerDialog, AnsweredNote } from "./answer.tsx";
import { AmendDialog } from "./crossing-amend.tsx";
import { AmendWholeDialog } from "./crossing-amend-whole.tsx";
import { CrossingHistory } from "./crossing-history.tsx";
import { OutcomeTag, whoOf } from "./crossings.tsx";
import { directions, healthCodes, outcomes, postOf, say } from "./words.ts";

type Crossing = Awaited<ReturnType<typeof api.checkpoints.crossing.call>>;
type CrossingLine = Crossing["lines"][number];

export function CrossingPage() {
  const { crossingId = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(
    api.checkpoints.crossing.queryOptions({ input: { crossingId } }),
  );
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  const [first] = data?.lines ?? [];
  if (!data || !first) return <CardLines count={8} />;
  return <Shown first={first} crossing={data} />;
}

function Shown({ first, crossing }: { first: CrossingLine; crossing: Crossing }) {
  const { lines, corrections } = crossing;
  const dates = useDates();
  const mayAmend = useMay(api.checkpoints.amendCrossing);
  const mayVoid = useMay(api.checkpoints.voidCrossing);
  const [asked, setAsked] = useState<"amend" | "void">();
  const close = () => setAsked(undefined);
  return (
    <DetailPage
      title={whoOf(first)}
      state={<OutcomeTag row={first} />}
      intro={`${postOf(first)} · ${directions[first.direction]()} · ${dates.instant(first.crossedAt)}`}
      back={{ to: "/checkpoints/crossings", label: m["checkpoints.crossings"]() }}
      actions={
        first.replaced ? null : (
          <>
            {mayAmend ? (
              <Button onClick={() => setAsked("amend")}>{m["checkpoints.amend.whole"]()}</Button>
            ) : null}
            {mayVoid ? (
              <Button danger onClick={() => setAsked("void")}>
                {m["checkpoints.void"]()}
              </Button>
            ) : null}
          </>
        )
      }
      side={
        <Card title={m["checkpoints.record"]()}>
          <Facts
            columns={1}
            facts={[
              [m["checkpoints.recordedBy"](), first.recordedBy],
              [m["checkpoints.receivedAt"](), dates.instant(first.receivedAt)],
            ]}
          />
          {first.replaced?.by ? (
            <AddressLink to={`/checkpoints/crossings/${first.replaced.by}`}>
              {m["checkpoints.replaced.open"]()}
            </AddressLink>
          ) : null}
        </Card>
      }
    >
      {lines.map((line) => (
        <PersonCard key={line.line} line={line} />
      ))}
      <CrossingHistory
        corrections={corrections}
        crossingId={mayAmend && !first.replaced ? first.crossingId : undefined}
      />
      {asked === "amend" ? (
        <AmendWholeDialog line={first} plate={first.plate} onClose={close} />
      ) : null}
      {asked === "void" ? <VoidDialog crossingId={first.crossingId} onClose={close} /> : null}
    </DetailPage>
  );
}

function yesNo(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : value ? m["checkpoints.yes"]() : m["checkpoints.no"]();
}

function PersonCard({ line }: { line: CrossingLine }) {
  const dates = useDates();
  const mayAnswer = useMay(api.checkpoints.followUp);
  const mayEnter = useMay(api.screening.recordArrival);
  const mayAmend = useMay(api.checkpoints.amendCrossing);
  const [isAnswering, setAnswering] = useState(false);
  const [isAmending, setAmending] = useState(false);
  const { evidence, followUp, override } = line;
  const isWaiting = (line.outcome === "refer" || line.ruled === "refer") && !followUp;
  if (line.subject !== "person") return null;
  return (
    <Card
      title={whoOf(line)}
      actions={
        line.replaced ? null : (
          <>
            {mayAmend ? (
              <Button onClick={() => setAmending(true)}>{m["checkpoints.amend"]()}</Button>
            ) : null}
            {isWaiting && mayEnter ? (
              <AddressLink to="/people/arrivals/new">{m["checkpoints.enterArrival"]()}</AddressLink>
            ) : null}
            {isWaiting && mayAnswer ? (
              <Button type="primary" onClick={() => setAnswering(true)}>
                {m["checkpoints.followUp"]()}
              </Button>
            ) : null}
          </>
        )
      }
    >
      {line.reasons.map((reason) => (
        <p key={reason.code}>{say(reason)}</p>
      ))}
      {line.outcome !== line.ruled ? (
        <Note tone="attention">
          {override
            ? m["checkpoints.overridden"]({ by: override.allowedBy, reason: override.reason })
            : m["checkpoints.against"]({ ruled: outcomes[line.ruled]() })}
        </Note>
      ) : null}
      <Facts
        facts={[
          [m["checkpoints.outcome"](), outcomes[line.outcome]()],
          [m["registry.identityNumber"](), line.identityMasked],
          [m["checkpoints.celsius"](), line.celsius ? `${line.celsius.toFixed(1)} ℃` : undefined],
          [m["checkpoints.mask"](), yesNo(evidence.hasMask)],
          [
            m["checkpoints.code"](),
            evidence.healthCode ? healthCodes[evidence.healthCode]() : undefined,
          ],
          [
            m["checkpoints.sampledAt"](),
            evidence.test ? dates.instant(evidence.test.sampledAt) : undefined,
          ],
          [m["checkpoints.purpose"](), evidence.purpose],
          [m["checkpoints.resident"](), yesNo(evidence.isResident)],
        ]}
      />
      <AnsweredNote answered={followUp} />
      {isAmending ? <AmendDialog line={line} onClose={() => setAmending(false)} /> : null}
      {isAnswering ? <FollowUpDialog line={line} onClose={() => setAnswering(false)} /> : null}
    </Card>
  );
}

function FollowUpDialog({ line, onClose }: { line: CrossingLine; onClose: () => void }) {
  const { crossingId, line: number } = line;
  const answer = useCommand(api.checkpoints.followUp, `${crossingId} ${number}`);
  return (
    <AnswerDialog
      name={`follow-up-${crossingId}-${number}`}
      title={m["checkpoints.followUp"]()}
      hint={m["checkpoints.followUp.hint"]()}
      command={answer}
      send={(action) => answer.send({ crossingId, line: number, action })}
      onClose={onClose}
    />
  );
}

const voiding = inputOf(contract.checkpoints.voidCrossing).pick({ reason: true });

function VoidDialog({ crossingId, onClose }: { crossingId: string; onClose: () => void }) {
  const voidIt = useCommand(api.checkpoints.voidCrossing, crossingId);
  const form = useForm({
    name: `void-${crossingId}`,
    schema: voiding,
    initial: {},
    command: voidIt,
    send: ({ reason }) => voidIt.send({ crossingId, reason }),
    onDone: () => {
      tell(m["checkpoints.void.done"]());
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      title={m["checkpoints.void"]()}
      send={m["checkpoints.void"]()}
      onClose={onClose}
    >
      <p>{m["checkpoints.void.text"]()}</p>
      <TextField form={form} name="reason" label={m["checkpoints.reason"]()} />
    </FormDialog>
  );
}
