import { contract } from "@lianfang/core/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { choicesOf } from "../kernel/kit/choices.ts";
import { DayField } from "../kernel/kit/day-picker.tsx";
import { DivisionField } from "../kernel/kit/division-picker.tsx";
import { CheckField, ChoiceField, TextField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { tell } from "../kernel/kit/tell.tsx";
import type { ShownArrival } from "./shown-arrival.ts";
import { transports } from "./words.ts";

const correction = inputOf(contract.screening.recordArrival).pick({
  originCode: true,
  leftOriginOn: true,
  arrivedOn: true,
  transport: true,
  transportNumber: true,
  isCloseContact: true,
});

/** Puts the journey right; policy then speaks anew. Not once an order stands on it. */
export function CorrectArrival({ arrival }: { arrival: ShownArrival }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{m["screening.correct"]()}</Button>
      {isOpen ? <CorrectDialog arrival={arrival} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function CorrectDialog({ arrival, onClose }: { arrival: ShownArrival; onClose: () => void }) {
  const { arrivalId, revision } = arrival;
  const correct = useCommand(api.screening.correctArrival, arrivalId);
  const form = useForm({
    name: `arrival-${arrivalId}`,
    schema: correction,
    initial: {
      originCode: arrival.originCode,
      leftOriginOn: arrival.leftOriginOn,
      arrivedOn: arrival.arrivedOn,
      transport: arrival.transport,
      transportNumber: arrival.transportNumber,
      isCloseContact: arrival.isCloseContact,
    },
    command: correct,
    send: ({ leftOriginOn = null, transportNumber = null, ...values }) =>
      correct.send({ ...values, leftOriginOn, transportNumber, arrivalId, revision }),
    onDone: () => {
      tell(m["screening.corrected"]());
      onClose();
    },
    problemAt: {
      "screening.originUnknown": "originCode",
      "screening.datesOutOfOrder": "arrivedOn",
    },
  });
  return (
    <FormDialog
      form={form}
      title={m["screening.correct"]()}
      send={m["screening.correct.send"]()}
      onClose={onClose}
    >
      <DivisionField
        form={form}
        name="originCode"
        label={m["screening.origin"]()}
        knownName={form.values.originCode === arrival.originCode ? arrival.originName : undefined}
      />
      <DayField form={form} name="leftOriginOn" label={m["screening.leftOn"]()} />
      <DayField form={form} name="arrivedOn" label={m["screening.arrivedOn"]()} />
      <ChoiceField
        form={form}
        name="transport"
        label={m["screening.transport"]()}
        choices={choicesOf(transports)}
      />
      <TextField form={form} name="transportNumber" label={m["screening.transportNumber"]()} />
      <CheckField form={form} name="isCloseContact" label={m["screening.contact"]()}>
        {m["screening.contact.yes"]()}
      </CheckField>
    </FormDialog>
  );
}

const voiding = inputOf(contract.screening.voidArrival).pick({ reason: true });

/** Takes back an arrival that was entered by mistake. */
export function VoidArrival({ arrivalId }: { arrivalId: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        {m["screening.void"]()}
      </Button>
      {isOpen ? <VoidDialog arrivalId={arrivalId} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function VoidDialog({ arrivalId, onClose }: { arrivalId: string; onClose: () => void }) {
  const take = useCommand(api.screening.voidArrival, arrivalId);
  const navigate = useNavigate();
  const form = useForm({
    name: `arrival-void-${arrivalId}`,
    schema: voiding,
    initial: {},
    command: take,
    send: ({ reason }) => take.send({ arrivalId, reason }),
    onDone: () => {
      tell(m["screening.void.done"]());
      void navigate({ to: "/people/arrivals" });
    },
  });
  return (
    <FormDialog
      form={form}
      title={m["screening.void"]()}
      send={m["screening.void"]()}
      onClose={onClose}
    >
      <TextField form={form} name="reason" label={m["screening.void.reason"]()} />
    </FormDialog>
  );
}
