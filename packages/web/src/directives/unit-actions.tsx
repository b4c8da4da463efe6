import { contract } from "@lianfang/core/contract.ts";
import type { UnitProgress } from "@lianfang/core/directives/directive.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { LongTextField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { SendButton } from "../kernel/kit/send-button.tsx";
import { tell } from "../kernel/kit/tell.tsx";

interface Of {
  directiveId: string;
  unitId: string;
}

interface UnitActionsProps {
  directiveId: string;
  unit: UnitProgress;
}

/** What one of a unit does next with a directive. */
export function UnitActions({ directiveId, unit }: UnitActionsProps) {
  const { unitId, acknowledged, finished } = unit;
  const confirm = useCommand(api.directives.acknowledge, `${directiveId} ${unitId}`);
  const [asked, setAsked] = useState<"feedBack" | "finish">();
  const of = { directiveId, unitId };
  const close = () => setAsked(undefined);
  const acknowledge = async () => {
    const answer = await confirm.send(of);
    if (!answer) return;
    tell(
      answer.isYours
        ? m["directives.acknowledge.done"]()
        : m["directives.acknowledge.other"]({ name: answer.by }),
    );
  };
  return (
    <div className="lf-foot">
      {acknowledged ? (
        <>
          {finished ? null : (
            <Button type="primary" onClick={() => setAsked("finish")}>
              {m["directives.finish"]()}
            </Button>
          )}
          <Button onClick={() => setAsked("feedBack")}>{m["directives.feedBack"]()}</Button>
        </>
      ) : (
        <SendButton command={confirm} onSend={() => void acknowledge()}>
          {m["directives.acknowledge"]()}
        </SendButton>
      )}
      {asked === "feedBack" ? <FeedBackDialog of={of} onClose={close} /> : null}
      {asked === "finish" ? <FinishDialog of={of} onClose={close} /> : null}
    </div>
  );
}

interface DialogProps {
  of: Of;
  onClose: () => void;
}

const feedbackSchema = inputOf(contract.directives.feedBack).pick({ text: true });

function FeedBackDialog({ of, onClose }: DialogProps) {
  const command = useCommand(api.directives.feedBack, `${of.directiveId} ${of.unitId}`);
  const form = useForm({
    name: `feed-back-${of.directiveId}-${of.unitId}`,
    schema: feedbackSchema,
    initial: {},
    command,
    send: ({ text }) => command.send({ ...of, text }),
    onDone: () => {
      tell(m["directives.feedBack.done"]());
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      title={m["directives.feedBack"]()}
      send={m["directives.feedback.send"]()}
      onClose={onClose}
    >
      <LongTextField
        form={form}
        name="text"
        label={m["directives.feedback.text"]()}
        hint={m["directives.feedback.hint"]()}
        rows={4}
        maxLength={1_000}
      />
    </FormDialog>
  );
}

const finishSchema = inputOf(contract.directives.finish).pick({ note: true });

function FinishDialog({ of, onClose }: DialogProps) {
  const command = useCommand(api.directives.finish, `${of.directiveId} ${of.unitId}`);
  const form = useForm({
    name: `finish-${of.directiveId}-${of.unitId}`,
    schema: finishSchema,
    initial: {},
    command,
    send: ({ note }) => command.send({ ...of, note }),
    onDone: ({ isYours, by }) => {
      tell(isYours ? m["directives.finish.done"]() : m["directives.finish.other"]({ name: by }));
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      title={m["directives.finish.ask"]()}
      send={m["directives.finish"]()}
      onClose={onClose}
    >
      <p>{m["directives.finish.ask.text"]()}</p>
      <LongTextField
        form={form}
        name="note"
        label={m["directives.note"]()}
        rows={3}
        maxLength={500}
      />
    </FormDialog>
  );
}
