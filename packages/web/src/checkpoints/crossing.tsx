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
import { LongTextField, TextField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { CardLines } from "../kernel/kit/loading.tsx";
import { Note, Trouble } from "../kernel/kit/problem-note.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { useMay } from "../kernel/me.ts";
import { OutcomeTag, whoOf } from "./crossings.tsx";
import { directions, healthCodes, outcomes, say } from "./words.ts";

type Line = Awaited<ReturnType<typeof api.checkpoints.crossing.call>>["lines"][number];

export function CrossingPage() {
  const { crossingId = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(
    api.checkpoints.crossing.queryOptions({ input: { crossingId } }),
  );
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  const [first] = data?.lines ?? [];
  if (!data || !first) return <CardLines count={8} />;
  return <Shown first={first} lines={data.lines} />;
}

function Shown({ first, lines }: { first: Line; lines: readonly Line[] }) {
  const dates = useDates();
  const mayVoid = useMay(api.checkpoints.voidCrossing);
  const [isVoiding, setVoiding] = useState(false);
  return (
    <DetailPage
      title={whoOf(first)}
      state={<OutcomeTag row={first} />}
      intro={`${first.checkpointName} · ${directions[first.direction]()} · ${dates.instant(first.crossedAt)}`}
      back={{ to: "/checkpoints/crossings", label: m["checkpoints.crossings"]() }}
      actions={
        mayVoid && !first.replaced ? (
          <Button danger onClick={() => setVoiding(true)}>
            {m["checkpoints.void"]()}
          </Button>
        ) : null
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
      {isVoiding ? (
        <VoidDialog crossingId={first.crossingId} onClose={() => setVoiding(false)} />
      ) : null}
    </DetailPage>
  );
}

function yesNo(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : value ? m["checkpoints.yes"]() : m["checkpoints.no"]();
}

function PersonCard({ line }: { line: Line }) {
  const dates = useDates();
  const mayAnswer = useMay(api.checkpoints.followUp);
  const mayEnter = useMay(api.screening.recordArrival);
  const [isAnswering, setAnswering] = useState(false);
  const { evidence, followUp, override } = line;
  const isWaiting = (line.outcome === "refer" || line.ruled === "refer") && !followUp;
  if (line.subject !== "person") return null;
  return (
    <Card
      title={whoOf(line)}
      actions={
        isWaiting && !line.replaced ? (
          <>
            {mayEnter ? (
              <AddressLink to="/people/arrivals/new">{m["checkpoints.enterArrival"]()}</AddressLink>
            ) : null}
            {mayAnswer ? (
              <Button type="primary" onClick={() => setAnswering(true)}>
                {m["checkpoints.followUp"]()}
              </Button>
            ) : null}
          </>
        ) : null
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
      {followUp ? (
        <Note tone="good">
          {m["checkpoints.followedUp"]({
            by: followUp.by ?? "",
            at: dates.instant(followUp.at),
            action: followUp.action,
          })}
        </Note>
      ) : null}
      {isAnswering ? <FollowUpDialog line={line} onClose={() => setAnswering(false)} /> : null}
    </Card>
  );
}

const following = inputOf(contract.checkpoints.followUp).pick({ action: true });

function FollowUpDialog({ line, onClose }: { line: Line; onClose: () => void }) {
  const { crossingId, line: number } = line;
  const answer = useCommand(api.checkpoints.followUp, `${crossingId} ${number}`);
  const form = useForm({
    name: `follow-up-${crossingId}-${number}`,
    schema: following,
    initial: {},
    command: answer,
    send: ({ action }) => answer.send({ crossingId, line: number, action }),
    onDone: () => {
      tell(m["checkpoints.followUp.done"]());
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      title={m["checkpoints.followUp"]()}
      send={m["checkpoints.followUp.send"]()}
      onClose={onClose}
    >
      <LongTextField
        form={form}
        name="action"
        label={m["checkpoints.followUp.action"]()}
        hint={m["checkpoints.followUp.hint"]()}
        rows={3}
      />
    </FormDialog>
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
