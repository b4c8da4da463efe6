/** A record put right by another, or taken back; both are kept. */
import { contract } from "@lianfang/core/contract.ts";
import { instantAt, TimeOfDay, townDay, townTime } from "@lianfang/core/kernel/time.ts";
import type { RoundRecord } from "@lianfang/core/rounds/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useNavigate } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { choicesOf } from "../kernel/kit/choices.ts";
import { LongTextField, RadioField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { tell } from "../kernel/kit/tell.tsx";
import { TimeField } from "../kernel/kit/time-picker.tsx";
import { useTown } from "../kernel/me.ts";
import { outcomes } from "./words.ts";

const schema = inputOf(contract.rounds.correctRecord)
  .pick({ outcome: true, finding: true, note: true, reason: true })
  .extend({ time: TimeOfDay });

export function CorrectDialog({ record, onClose }: { record: RoundRecord; onClose: () => void }) {
  const { timeZone } = useTown();
  const navigate = useNavigate();
  const { recordId, doneAt, checks, answers, outcome, finding, note } = record;
  const correct = useCommand(api.rounds.correctRecord, recordId);
  const form = useForm({
    name: `round-correct-${recordId}`,
    schema,
    initial: { outcome, finding, note, time: townTime(doneAt, timeZone) },
    command: correct,
    send: ({ time, ...values }) => {
      const isDone = values.outcome === "done";
      return correct.send({
        ...values,
        recordId,
        doneAt: instantAt(townDay(doneAt, timeZone), time, timeZone),
        checks: isDone ? checks : [],
        answers: isDone ? answers : [],
      });
    },
    problemAt: { "rounds.inFuture": "time", "rounds.findingMissing": "finding" },
    onDone: ({ recordId: newId }) => {
      tell(m["rounds.corrected"]());
      onClose();
      void navigate({ to: `/places/rounds/records/${newId}` });
    },
  });
  return (
    <FormDialog
      form={form}
      title={m["rounds.correct"]()}
      send={m["rounds.correct"]()}
      onClose={onClose}
    >
      <RadioField
        form={form}
        name="outcome"
        label={m["rounds.outcome"]()}
        choices={choicesOf(outcomes)}
      />
      <TimeField form={form} name="time" label={m["rounds.doneAt"]()} />
      <LongTextField form={form} name="finding" label={m["rounds.finding"]()} maxLength={300} />
      <LongTextField form={form} name="note" label={m["rounds.note"]()} maxLength={300} />
      <LongTextField
        form={form}
        name="reason"
        label={m["rounds.correct.reason"]()}
        rows={2}
        maxLength={100}
      />
    </FormDialog>
  );
}
