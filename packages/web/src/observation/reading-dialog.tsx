import { contract } from "@lianfang/core/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { z } from "zod";
import { api } from "../kernel/client.ts";
import { townNow } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { ChecksField, LongTextField, NumberField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { tell } from "../kernel/kit/tell.tsx";
import { choicesOf } from "../registry/words.ts";
import { symptoms } from "./words.ts";

const schema = inputOf(contract.observation.recordReading).pick({
  celsius: true,
  symptoms: true,
  note: true,
});

interface ReadingDialogProps {
  orderId: string;
  name: string;
  /** When it was taken; now when absent. */
  takenAt?: string;
  onClose: () => void;
}

/** A temperature with what goes with it. */
export function ReadingDialog({ orderId, name, takenAt, onClose }: ReadingDialogProps) {
  const record = useCommand(api.observation.recordReading, orderId);
  const form = useForm({
    name: `reading-${orderId}`,
    schema,
    initial: { symptoms: [] },
    command: record,
    send: (values) => record.send({ ...values, orderId, takenAt: takenAt ?? townNow() }),
    onDone: ({ isFever }) => {
      tell(isFever ? m["observation.reading.feverDone"]() : m["observation.reading.done"]());
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      title={m["observation.reading.of"]({ name })}
      send={m["observation.reading.record"]()}
      onClose={onClose}
    >
      <NumberField
        form={form}
        name="celsius"
        label={m["observation.celsius"]()}
        unit="℃"
        step={0.1}
        min={34}
        max={43}
      />
      <ChecksField
        form={form}
        name="symptoms"
        label={m["observation.symptoms"]()}
        choices={choicesOf(symptoms)}
      />
      <LongTextField form={form} name="note" label={m["observation.note"]()} maxLength={200} />
    </FormDialog>
  );
}

const correction = z.object({
  celsius: inputOf(contract.observation.correctReading).shape.celsius,
  reason: inputOf(contract.observation.correctReading).shape.reason,
});

/** A reading put right by another; both are kept. */
export function CorrectReadingDialog(props: {
  readingId: string;
  celsius: number;
  onClose: () => void;
}) {
  const { readingId, celsius, onClose } = props;
  const correct = useCommand(api.observation.correctReading, readingId);
  const form = useForm({
    name: `reading-correct-${readingId}`,
    schema: correction,
    initial: { celsius },
    command: correct,
    send: (values) => correct.send({ ...values, readingId }),
    onDone: () => {
      tell(m["observation.reading.corrected"]());
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      title={m["observation.reading.correct"]()}
      send={m["observation.reading.correct"]()}
      onClose={onClose}
    >
      <NumberField
        form={form}
        name="celsius"
        label={m["observation.celsius"]()}
        unit="℃"
        step={0.1}
        min={34}
        max={43}
      />
      <LongTextField
        form={form}
        name="reason"
        label={m["observation.reading.correct.reason"]()}
        rows={2}
      />
    </FormDialog>
  );
}
