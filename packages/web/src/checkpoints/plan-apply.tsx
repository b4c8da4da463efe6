import type { EntranceState, Wishes } from "@lianfang/core/checkpoints/consolidation.ts";
import { Day } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { useState } from "react";
import { z } from "zod";
import { api } from "../kernel/client.ts";
import { useToday } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { DayField } from "../kernel/kit/day-picker.tsx";
import { TextField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { useForm } from "../kernel/kit/form-state.ts";
import { SendButton } from "../kernel/kit/send-button.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { useMay } from "../kernel/me.ts";
import type { PlanOutcome as Outcome, ShownPlan } from "./shown-plan.ts";

interface ChooseProps {
  plan: ShownPlan;
  wishes: Wishes;
  states: Readonly<Record<string, EntranceState>>;
  /** From then on what was chosen is shown, to be applied. */
  onChosen: () => void;
}

/** Takes the proposal as the plan. */
export function Choose({ plan: { planId }, wishes, states, onChosen }: ChooseProps) {
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

/** Closes what the plan closes, from a day on. */
export function Apply({ plan, chosen }: { plan: ShownPlan; chosen: Outcome }) {
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
