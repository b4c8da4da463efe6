import { contract } from "@lianfang/core/contract.ts";
import { addDays, Day } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { z } from "zod";
import { api } from "../kernel/client.ts";
import { useDates, useToday } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { ConfirmButton } from "../kernel/kit/confirm-button.tsx";
import { DayField } from "../kernel/kit/day-picker.tsx";
import { DetailPage } from "../kernel/kit/detail-page.tsx";
import { TextField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { CardLines } from "../kernel/kit/loading.tsx";
import { Note, Trouble } from "../kernel/kit/problem-note.tsx";
import { SendButton } from "../kernel/kit/send-button.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { useMay } from "../kernel/me.ts";
import { useAreaName } from "../registry/place.tsx";
import { PassCode } from "./pass-code.tsx";
import { directions, outcomes, passKinds, passStates, passTones, postOf } from "./words.ts";
import "./checkpoints.css";

type ShownPass = Awaited<ReturnType<typeof api.checkpoints.pass.call>>;

export function PassPage() {
  const { passId = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(
    api.checkpoints.pass.queryOptions({ input: { passId } }),
  );
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <CardLines count={8} />;
  return <Shown key={data.passId} pass={data} />;
}

function Shown({ pass }: { pass: ShownPass }) {
  const areaName = useAreaName();
  const dates = useDates();
  const { holderName, kind, state, serial, everyDays } = pass;
  return (
    <DetailPage
      title={holderName}
      state={<StateTag tone={passTones[state]}>{passStates[state]()}</StateTag>}
      intro={[
        passKinds[kind](),
        areaName(pass),
        serial ? m["checkpoints.card.number"]({ number: String(serial).padStart(6, "0") }) : "",
      ]
        .filter(Boolean)
        .join(" · ")}
      back={{ to: "/checkpoints/passes", label: m["checkpoints.passes"]() }}
      actions={<Actions pass={pass} />}
      facts={[
        [m["registry.identityNumber"](), pass.identityMasked],
        [m["checkpoints.plate"](), pass.plate],
        [
          m["checkpoints.validity"](),
          `${dates.day(pass.validFrom)} – ${dates.day(pass.validUntil)}`,
        ],
        [
          m["checkpoints.limit"](),
          everyDays ? m["checkpoints.card.everyDays"]({ days: everyDays }) : undefined,
        ],
        [m["checkpoints.purpose"](), pass.purpose],
        [m["checkpoints.appliedBy"](), `${pass.appliedBy ?? ""} ${dates.instant(pass.appliedAt)}`],
        [
          m["checkpoints.decidedBy"](),
          pass.decided ? `${pass.decided.by ?? ""} ${dates.instant(pass.decided.at)}` : undefined,
        ],
      ]}
      side={state === "issued" ? <PassCode pass={pass} /> : null}
      timelineTitle={m["checkpoints.uses"]()}
      timeline={pass.uses.map((use) => ({
        key: use.crossingId,
        when: dates.instant(use.crossedAt),
        what: `${postOf(use)} ${directions[use.direction]()} ${outcomes[use.outcome]()}`,
      }))}
    >
      {pass.ended || pass.reason ? (
        <Note tone="attention">
          {[
            passStates[state](),
            pass.ended ? dates.instant(pass.ended.at) : "",
            pass.ended?.by,
            pass.reason,
          ]
            .filter(Boolean)
            .join(" · ")}
        </Note>
      ) : null}
    </DetailPage>
  );
}

type Asked = "refuse" | "renew" | "revoke";

function Actions({ pass }: { pass: ShownPass }) {
  const { passId, state } = pass;
  const mayIssue = useMay(api.checkpoints.issuePasses);
  const mayReport = useMay(api.checkpoints.reportPassLost);
  const issue = useCommand(api.checkpoints.issuePasses, passId);
  const lose = useCommand(api.checkpoints.reportPassLost, passId);
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  const approve = async () => {
    const answer = await issue.send({ passIds: [passId] });
    if (answer) tell(m["checkpoints.passes.issued"]({ count: answer.issued }));
  };
  const isRenewable = state === "issued" || state === "expired" || state === "lost";
  return (
    <>
      {state === "applied" && mayIssue ? (
        <>
          <SendButton command={issue} onSend={() => void approve()}>
            {m["checkpoints.pass.issue"]()}
          </SendButton>
          <Button onClick={() => setAsked("refuse")}>{m["checkpoints.pass.refuse"]()}</Button>
        </>
      ) : null}
      {isRenewable && mayIssue ? (
        <Button onClick={() => setAsked("renew")}>{m["checkpoints.pass.renew"]()}</Button>
      ) : null}
      {state === "issued" && mayReport ? (
        <ConfirmButton
          command={lose}
          question={m["checkpoints.pass.lost.question"]()}
          consequence={<p>{m["checkpoints.pass.lost.text"]()}</p>}
          onConfirm={() => lose.send({ passId })}
        >
          {m["checkpoints.pass.lost"]()}
        </ConfirmButton>
      ) : null}
      {state === "issued" && mayIssue ? (
        <Button danger onClick={() => setAsked("revoke")}>
          {m["checkpoints.pass.revoke"]()}
        </Button>
      ) : null}
      {asked === "renew" ? <RenewDialog pass={pass} onClose={close} /> : null}
      {asked === "refuse" ? <RefuseDialog passId={passId} onClose={close} /> : null}
      {asked === "revoke" ? <RevokeDialog passId={passId} onClose={close} /> : null}
    </>
  );
}

interface DialogProps {
  passId: string;
  onClose: () => void;
}

const withReason = inputOf(contract.checkpoints.revokePass).pick({ reason: true });

function RefuseDialog({ passId, onClose }: DialogProps) {
  const refuse = useCommand(api.checkpoints.refusePass, passId);
  const form = useForm({
    name: `refuse-${passId}`,
    schema: withReason,
    initial: {},
    command: refuse,
    send: ({ reason }) => refuse.send({ passId, reason }),
    onDone: onClose,
  });
  return (
    <FormDialog
      form={form}
      title={m["checkpoints.pass.refuse"]()}
      send={m["checkpoints.pass.refuse"]()}
      onClose={onClose}
    >
      <TextField form={form} name="reason" label={m["checkpoints.reason"]()} />
    </FormDialog>
  );
}

function RevokeDialog({ passId, onClose }: DialogProps) {
  const revoke = useCommand(api.checkpoints.revokePass, passId);
  const form = useForm({
    name: `revoke-pass-${passId}`,
    schema: withReason,
    initial: {},
    command: revoke,
    send: ({ reason }) => revoke.send({ passId, reason }),
    onDone: onClose,
  });
  return (
    <FormDialog
      form={form}
      title={m["checkpoints.pass.revoke"]()}
      send={m["checkpoints.pass.revoke"]()}
      onClose={onClose}
    >
      <p>{m["checkpoints.pass.revoke.text"]()}</p>
      <TextField form={form} name="reason" label={m["checkpoints.reason"]()} />
    </FormDialog>
  );
}

const renewal = z.object({ validUntil: Day });

function RenewDialog({ pass: { passId }, onClose }: { pass: ShownPass; onClose: () => void }) {
  const renew = useCommand(api.checkpoints.renewPass, passId);
  const navigate = useNavigate();
  const today = useToday();
  const form = useForm({
    name: `renew-${passId}`,
    schema: renewal,
    initial: { validUntil: addDays(today, 14) },
    command: renew,
    send: ({ validUntil }) => renew.send({ passId, validUntil }),
    onDone: (answer) => {
      tell(m["checkpoints.pass.renewed"]());
      onClose();
      void navigate({ to: "/checkpoints/passes/$passId", params: { passId: answer.passId } });
    },
    problemAt: { "checkpoints.passEndsBeforeItBegins": "validUntil" },
  });
  return (
    <FormDialog
      form={form}
      title={m["checkpoints.pass.renew"]()}
      send={m["checkpoints.pass.renew"]()}
      onClose={onClose}
    >
      <p>{m["checkpoints.pass.renew.text"]()}</p>
      <DayField form={form} name="validUntil" label={m["checkpoints.validUntil"]()} />
    </FormDialog>
  );
}
