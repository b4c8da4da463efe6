import { contract } from "@lianfang/core/contract.ts";
import {
  type Day,
  type Instant,
  instantAt,
  TimeOfDay,
  townTime,
} from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import { z } from "zod";
import { api } from "../kernel/client.ts";
import { townNow, useDates, useToday } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { choicesOf } from "../kernel/kit/choices.ts";
import { ChecksField, LongTextField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { tell } from "../kernel/kit/tell.tsx";
import { TimeField } from "../kernel/kit/time-picker.tsx";
import { useTown } from "../kernel/me.ts";
import { CelsiusField } from "./celsius-field.tsx";
import { symptoms } from "./words.ts";

const schema = inputOf(contract.observation.recordReading)
  .pick({ celsius: true, symptoms: true, note: true })
  .extend({ time: TimeOfDay });

interface ReadingDialogProps {
  orderId: string;
  name: string;
  /** A window that is over: when in it the temperature was taken only whoever took it can say. */
  missed?: { day: Day; from: Instant; to: Instant } | undefined;
  onClose: () => void;
}

/** A temperature with what goes with it. */
export function ReadingDialog({ orderId, name, missed, onClose }: ReadingDialogProps) {
  const { timeZone } = useTown();
  const today = useToday();
  const dates = useDates();
  const record = useCommand(api.observation.recordReading, orderId);
  const form = useForm({
    name: `reading-${orderId}`,
    schema,
    initial: { symptoms: [], time: missed ? undefined : townTime(townNow(), timeZone) },
    command: record,
    send: ({ time, ...values }) =>
      record.send({
        ...values,
        orderId,
        takenAt: instantAt(missed?.day ?? today, time, timeZone),
      }),
    problemAt: {
      "observation.readingInFuture": "time",
      "observation.readingOutsideOrder": "time",
    },
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
      <TimeField
        form={form}
        name="time"
        label={m["observation.reading.takenAt"]()}
        hint={
          missed
            ? m["observation.reading.late.hint"]({
                from: dates.time(missed.from),
                to: dates.time(missed.to),
              })
            : undefined
        }
      />
      <CelsiusField form={form} name="celsius" />
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
      <CelsiusField form={form} name="celsius" />
      <LongTextField
        form={form}
        name="reason"
        label={m["observation.reading.correct.reason"]()}
        rows={2}
      />
    </FormDialog>
  );
}
