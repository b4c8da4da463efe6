/** A slip in a crossing put right, one person at a time; what is left as it is stays. */

import { CrossingPerson, type CrossingRow, Outcome } from "@lianfang/core/checkpoints/crossing.ts";
import { contract } from "@lianfang/core/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useNavigate } from "@tanstack/react-router";
import { z } from "zod";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { choicesOf } from "../kernel/kit/choices.ts";
import { RadioField, TextField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { tell } from "../kernel/kit/tell.tsx";
import { CelsiusField } from "../observation/celsius-field.tsx";
import { outcomes } from "./words.ts";

const { name, identityNumber, celsius } = CrossingPerson.shape;
const schema = z.object({
  name,
  identityNumber,
  celsius,
  outcome: Outcome,
  reason: inputOf(contract.checkpoints.amendCrossing).shape.reason,
});

interface AmendDialogProps {
  line: CrossingRow;
  onClose: () => void;
}

/** Puts a crossing back to one of its earlier records; that is a correction too, and may be refused. */
export function usePutBack() {
  const putBack = useCommand(api.checkpoints.amendCrossing, "put back");
  const navigate = useNavigate();
  return async (crossingId: string, likeId: string) => {
    const reason = m["checkpoints.amend.undone"]();
    const answer = await putBack.send({ crossingId, likeId, reason, people: [] });
    if (!answer) {
      const refused = putBack.refused();
      if (refused) tell(`${refused.message}${refused.mend}`);
      return;
    }
    tell(reason);
    await navigate({ to: `/checkpoints/crossings/${answer.crossingId}` });
  };
}

export function AmendDialog({ line, onClose }: AmendDialogProps) {
  const { crossingId } = line;
  const amend = useCommand(api.checkpoints.amendCrossing, `${crossingId} ${line.line}`);
  const navigate = useNavigate();
  const putBack = usePutBack();
  const before = { name: line.name, celsius: line.celsius, outcome: line.outcome };
  const form = useForm({
    name: `amend-${crossingId}-${line.line}`,
    schema,
    initial: before,
    command: amend,
    send: ({ reason, ...person }) =>
      amend.send({ crossingId, reason, people: [{ line: line.line, ...person }] }),
    onDone: (answer) => {
      tell(m["checkpoints.amend.done"](), () => void putBack(answer.crossingId, crossingId));
      onClose();
      void navigate({ to: `/checkpoints/crossings/${answer.crossingId}` });
    },
    problemAt: { "checkpoints.identityNumberWrong": "identityNumber" },
  });
  return (
    <FormDialog
      form={form}
      title={m["checkpoints.amend"]()}
      send={m["checkpoints.amend.send"]()}
      onClose={onClose}
    >
      <p>{m["checkpoints.amend.text"]()}</p>
      <TextField form={form} name="name" label={m["checkpoints.person"]()} />
      <TextField
        form={form}
        name="identityNumber"
        label={m["registry.identityNumber"]()}
        hint={
          line.identityMasked
            ? m["checkpoints.amend.identity"]({ masked: line.identityMasked })
            : m["checkpoints.amend.identityNone"]()
        }
      />
      <CelsiusField form={form} name="celsius" />
      <RadioField
        form={form}
        name="outcome"
        label={m["checkpoints.outcome"]()}
        choices={choicesOf(outcomes)}
      />
      <TextField form={form} name="reason" label={m["checkpoints.reason"]()} />
    </FormDialog>
  );
}
