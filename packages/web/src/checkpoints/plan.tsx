import type { EntranceState, Wishes } from "@lianfang/core/checkpoints/consolidation.ts";
import { entrancesOf } from "@lianfang/core/checkpoints/road-graph.ts";
import { Day } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Button, InputNumber } from "antd";
import { useState } from "react";
import { z } from "zod";
import { api, client } from "../kernel/client.ts";
import { useDates, useToday } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { DayField } from "../kernel/kit/day-picker.tsx";
import { Card } from "../kernel/kit/detail-page.tsx";
import { TextField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { useForm } from "../kernel/kit/form-state.ts";
import { Labelled } from "../kernel/kit/labelled.tsx";
import { CardLines } from "../kernel/kit/loading.tsx";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { Note, ProblemNote, Trouble } from "../kernel/kit/problem-note.tsx";
import { SendButton } from "../kernel/kit/send-button.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { useMay } from "../kernel/me.ts";
import { shown } from "../kernel/problem.ts";
import { PlanEntrances } from "./plan-entrances.tsx";
import { PlanMap } from "./plan-map.tsx";
import type { PlanOutcome as Outcome, Pins, Proposal, ShownPlan } from "./shown-plan.ts";
import "../kernel/kit/form.css";
import "./checkpoints.css";

type Fault = Extract<Proposal, { is: "none" }>["faults"][number];

export function PlanPage() {
  const { planId = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(
    api.checkpoints.plan.queryOptions({ input: { planId } }),
  );
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <CardLines count={10} />;
  return <Shown key={planId} plan={data} />;
}

function Shown({ plan }: { plan: ShownPlan }) {
  const dates = useDates();
  const [wishes, setWishes] = useState<Wishes>(
    () => plan.wishes ?? { maxDetourMinutes: 5, pinned: {} },
  );
  const asked = JSON.stringify(wishes);
  const proposing = useMutation({
    mutationFn: async () => ({
      asked,
      proposal: await client.checkpoints.propose({ planId: plan.planId, wishes }),
    }),
  });
  const proposal = proposing.data?.asked === asked ? proposing.data.proposal : undefined;
  const outcome = proposal?.is === "solved" ? proposal : proposal ? undefined : plan.chosen;
  const isApplied = plan.appliedAt !== undefined;
  const pin = (id: string, to: Pins[string] | undefined) =>
    setWishes((before) => {
      const { [id]: _, ...others } = before.pinned;
      return { ...before, pinned: to ? { ...others, [id]: to } : others };
    });
  return (
    <div className="lf-page">
      <PageHead
        title={plan.title}
        back={{ to: "/checkpoints/plans", label: m["checkpoints.plans"]() }}
        intro={m["checkpoints.plan.sizeText"]({
          entrances: plan.entrances,
          villages: plan.villages,
        })}
      />
      <div className="lf-detail-main">
        {isApplied ? (
          <Note tone="good">
            {m["checkpoints.plan.appliedText"]({
              day: plan.closesOn ? dates.day(plan.closesOn) : "",
              by: plan.confirmedBy ?? "",
            })}
          </Note>
        ) : (
          <Card title={m["checkpoints.plan.wishes"]()}>
            <WishFields wishes={wishes} onChange={setWishes} />
            <div className="lf-foot">
              <Button
                type="primary"
                loading={proposing.isPending}
                onClick={() => proposing.mutate()}
              >
                {m["checkpoints.plan.propose"]()}
              </Button>
              {proposing.error ? <ProblemNote problem={shown(proposing.error)} /> : null}
            </div>
            <div aria-live="polite">
              {proposal ? <Verdict proposal={proposal} guards={wishes.guards} /> : null}
            </div>
            {proposal?.is === "solved" ? (
              <Choose
                plan={plan}
                wishes={wishes}
                states={proposal.states}
                onChosen={() => proposing.reset()}
              />
            ) : null}
            {!proposal && plan.chosen ? <Apply plan={plan} chosen={plan.chosen} /> : null}
          </Card>
        )}
        <PlanMap graph={plan.graph} states={outcome?.states} />
        <PlanEntrances
          entrances={entrancesOf(plan.graph)}
          outcome={outcome}
          pins={wishes.pinned}
          onPin={isApplied ? undefined : pin}
        />
      </div>
    </div>
  );
}

interface WishFieldsProps {
  wishes: Wishes;
  onChange: (wishes: Wishes) => void;
}

function WishFields({ wishes, onChange }: WishFieldsProps) {
  return (
    <div className="lf-wishes">
      <Labelled
        id="detour"
        label={m["checkpoints.plan.detour"]()}
        hint={m["checkpoints.plan.detour.hint"]()}
      >
        <InputNumber
          id="detour"
          value={wishes.maxDetourMinutes}
          min={0}
          max={240}
          suffix={m["checkpoints.minutesUnit"]()}
          onChange={(minutes) => onChange({ ...wishes, maxDetourMinutes: minutes ?? 0 })}
        />
      </Labelled>
      <Labelled
        id="guards"
        label={m["checkpoints.plan.guards"]()}
        hint={m["checkpoints.plan.guards.hint"]()}
        isOptional
      >
        <InputNumber
          id="guards"
          value={wishes.guards ?? null}
          min={0}
          max={100_000}
          suffix={m["checkpoints.peopleUnit"]()}
          onChange={(guards) => onChange({ ...wishes, guards: guards ?? undefined })}
        />
      </Labelled>
    </div>
  );
}

function faultText(fault: Fault, guards: number | undefined): string {
  const { code, what, minutes = 0, needed = 0 } = fault;
  switch (code) {
    case "unguardedRoad":
      return m["checkpoints.plan.fault.unguardedRoad"]({ what });
    case "cutOff":
      return m["checkpoints.plan.fault.cutOff"]({ what });
    case "detour":
      return m["checkpoints.plan.fault.detour"]({ what, minutes });
    case "guards":
      return m["checkpoints.plan.fault.guards"]({ needed, guards: guards ?? 0 });
    case "pinnedClosed":
      return m["checkpoints.plan.fault.pinnedClosed"]({ what });
    case "pinnedOpen":
      return m["checkpoints.plan.fault.pinnedOpen"]({ what });
  }
}

function Verdict({ proposal, guards }: { proposal: Proposal; guards: number | undefined }) {
  if (proposal.is === "out-of-time") {
    return <Note tone="attention">{m["checkpoints.plan.outOfTime"]()}</Note>;
  }
  if (proposal.is === "none") {
    return (
      <Note tone="attention">
        <strong>{m["checkpoints.plan.none"]()}</strong>
        <ul>
          {proposal.faults.slice(0, 10).map((fault) => (
            <li key={`${fault.code} ${fault.what}`}>{faultText(fault, guards)}</li>
          ))}
        </ul>
      </Note>
    );
  }
  const { manned, closed, gap, atLeast, milliseconds } = proposal;
  return (
    <Note tone="good">
      {m["checkpoints.plan.found"]({ manned, closed, guards: proposal.guards })}{" "}
      {gap === 0
        ? m["checkpoints.plan.proved"]({ seconds: (milliseconds / 1000).toFixed(1) })
        : m["checkpoints.plan.gap"]({ atLeast, percent: (gap * 100).toFixed(1) })}
    </Note>
  );
}

interface ChooseProps {
  plan: ShownPlan;
  wishes: Wishes;
  states: Readonly<Record<string, EntranceState>>;
  /** From then on what was chosen is shown, to be applied. */
  onChosen: () => void;
}

function Choose({ plan: { planId }, wishes, states, onChosen }: ChooseProps) {
  const choose = useCommand(api.checkpoints.choosePlan, planId);
  const send = async () => {
    const answer = await choose.send({ planId, wishes, states: { ...states } });
    if (!answer) return;
    tell(m["checkpoints.plan.chosen.done"]());
    onChosen();
  };
  return (
    <SendButton command={choose} onSend={() => void send()}>
      {m["checkpoints.plan.choose"]()}
    </SendButton>
  );
}

const applying = z.object({ closesOn: Day, confirmedBy: z.string().trim().min(2).max(40) });

function Apply({ plan, chosen }: { plan: ShownPlan; chosen: Outcome }) {
  const may = useMay(api.checkpoints.applyPlan);
  const [isOpen, setOpen] = useState(false);
  if (!may) return <p className="lf-muted">{m["checkpoints.plan.directorApplies"]()}</p>;
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {m["checkpoints.plan.apply"]()}
      </Button>
      {isOpen ? (
        <ApplyDialog plan={plan} closed={chosen.closed} onClose={() => setOpen(false)} />
      ) : null}
    </>
  );
}

interface ApplyDialogProps {
  plan: ShownPlan;
  closed: number;
  onClose: () => void;
}

function ApplyDialog({ plan: { planId }, closed, onClose }: ApplyDialogProps) {
  const apply = useCommand(api.checkpoints.applyPlan, planId);
  const today = useToday();
  const form = useForm({
    name: `apply-${planId}`,
    schema: applying,
    initial: { closesOn: today },
    command: apply,
    send: (values) => apply.send({ planId, ...values }),
    onDone: (answer) => {
      tell(m["checkpoints.plan.apply.done"]({ count: answer.closed }));
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      title={m["checkpoints.plan.apply"]()}
      send={m["checkpoints.plan.apply"]()}
      onClose={onClose}
    >
      <p>{m["checkpoints.plan.apply.text"]({ count: closed })}</p>
      <DayField form={form} name="closesOn" label={m["checkpoints.closedOn"]()} />
      <TextField form={form} name="confirmedBy" label={m["checkpoints.plan.confirmedBy"]()} />
    </FormDialog>
  );
}
