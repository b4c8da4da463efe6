/** What the own units did; what was said in error is taken back or put right. */
import { contract } from "@lianfang/core/contract.ts";
import { longestFeedback, type UnitAct } from "@lianfang/core/directives/directive.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { LongTextField, TextField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { tell } from "../kernel/kit/tell.tsx";
import { ActLines } from "./acts.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";

interface OwnActsProps {
  directiveId: string;
  acts: readonly UnitAct[];
  /** Whether the directive stands. */
  isOpen: boolean;
  /** Of several units: each line names its own. */
  withUnit: boolean;
}

export function OwnActs({ directiveId, acts, isOpen, withUnit }: OwnActsProps) {
  const [asked, setAsked] = useState<{ act: UnitAct; to: "correct" | "takeBack" }>();
  const dialog = { directiveId, onClose: () => setAsked(undefined) };
  return (
    <Card title={m["directives.history.own"]()}>
      <ActLines
        rows={acts}
        none={m["directives.history.none"]()}
        withUnit={withUnit}
        actions={(act) =>
          isOpen && act.kind !== "acknowledgement" && !act.isTakenBack ? (
            <span className="lf-directive-presets">
              <Button size="small" onClick={() => setAsked({ act, to: "correct" })}>
                {m["directives.correct"]()}
              </Button>
              <Button size="small" onClick={() => setAsked({ act, to: "takeBack" })}>
                {m["directives.takeBack"]()}
              </Button>
            </span>
          ) : null
        }
      />
      {asked?.to === "correct" ? <CorrectDialog act={asked.act} {...dialog} /> : null}
      {asked?.to === "takeBack" ? <TakeBackDialog act={asked.act} {...dialog} /> : null}
    </Card>
  );
}

interface DialogProps {
  directiveId: string;
  act: UnitAct;
  onClose: () => void;
}

const correction = inputOf(contract.directives.correct).pick({ text: true, reason: true });

function CorrectDialog({ directiveId, act: { actId, unitId, text, kind }, onClose }: DialogProps) {
  const command = useCommand(api.directives.correct, actId);
  const form = useForm({
    name: `correct-${actId}`,
    schema: correction,
    initial: { text },
    command,
    send: (said) => command.send({ directiveId, unitId, actId, ...said }),
    onDone: () => {
      tell(m["directives.correct.done"]());
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      title={m["directives.correct.title"]()}
      send={m["directives.correct"]()}
      onClose={onClose}
    >
      <p>{m["directives.correct.text"]()}</p>
      <LongTextField
        form={form}
        name="text"
        label={kind === "feedback" ? m["directives.feedback.text"]() : m["directives.note.said"]()}
        rows={4}
        maxLength={longestFeedback}
      />
      <TextField form={form} name="reason" label={m["directives.correct.reason"]()} />
    </FormDialog>
  );
}

function TakeBackDialog({ directiveId, act: { actId, unitId }, onClose }: DialogProps) {
  const command = useCommand(api.directives.takeBack, actId);
  return (
    <ReasonDialog
      name={`take-back-${actId}`}
      title={m["directives.takeBack.title"]()}
      text={m["directives.takeBack.text"]()}
      send={m["directives.takeBack"]()}
      done={m["directives.takeBack.done"]()}
      command={command}
      onSend={(reason) => command.send({ directiveId, unitId, actId, reason })}
      onClose={onClose}
    />
  );
}
