import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useToday } from "../kernel/clock.ts";
import { choicesOf } from "../kernel/kit/choices.ts";
import { DayField } from "../kernel/kit/day-picker.tsx";
import { DivisionField, DivisionPicker } from "../kernel/kit/division-picker.tsx";
import { Field } from "../kernel/kit/field.tsx";
import {
  CheckField,
  ChoiceField,
  LongTextField,
  RadioField,
  TextField,
} from "../kernel/kit/fields.tsx";
import { FormPart } from "../kernel/kit/form.tsx";
import type { FormHandle } from "../kernel/kit/form-state.ts";
import type { arrivalForm } from "./arrival-form.ts";
import { doors, transports } from "./words.ts";

const mostTransits = 10;

interface JourneyFieldsProps {
  form: FormHandle<typeof arrivalForm>;
  /** What follows from the journey, shown after it. */
  children: ReactNode;
}

/** From where, by what way, when. */
export function JourneyFields({ form, children }: JourneyFieldsProps) {
  const today = useToday();
  const { arrivedOn } = form.values;
  const isAhead = arrivedOn !== undefined && arrivedOn !== null && arrivedOn > today;
  return (
    <>
      <FormPart title={m["screening.part.journey"]()}>
        <DivisionField form={form} name="originCode" label={m["screening.origin"]()} />
        <TextField form={form} name="originDetail" label={m["screening.originDetail"]()} />
        <TransitField form={form} />
        <DayField form={form} name="leftOriginOn" label={m["screening.leftOn"]()} />
        <DayField
          form={form}
          name="arrivedOn"
          label={m["screening.arrivedOn"]()}
          hint={isAhead ? m["screening.arrivedOn.future"]() : undefined}
        />
        <ChoiceField
          form={form}
          name="transport"
          label={m["screening.transport"]()}
          choices={choicesOf(transports)}
        />
        <TextField
          form={form}
          name="transportNumber"
          label={m["screening.transportNumber"]()}
          hint={m["screening.transportNumber.hint"]()}
        />
      </FormPart>
      {children}
      <FormPart title={m["screening.part.how"]()}>
        <RadioField
          form={form}
          name="door"
          label={m["screening.door"]()}
          choices={choicesOf(doors)}
        />
        <CheckField form={form} name="isCloseContact" label={m["screening.contact"]()}>
          {m["screening.contact.yes"]()}
        </CheckField>
        <LongTextField form={form} name="note" label={m["screening.note"]()} maxLength={200} />
      </FormPart>
    </>
  );
}

/** Places passed through, one after the other. */
function TransitField({ form }: { form: FormHandle<typeof arrivalForm> }) {
  const codes = form.values.transitCodes ?? [];
  const become = (next: string[]) => form.set("transitCodes", next);
  return (
    <Field form={form} name="transitCodes" label={m["screening.transit"]()} isGroup>
      {({ id }) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset would nest legends in the label
        <div
          id={id}
          role="group"
          tabIndex={-1}
          aria-labelledby={`${id}-label`}
          className="lf-transit"
        >
          {codes.map((code, index) => (
            <DivisionPicker
              // biome-ignore lint/suspicious/noArrayIndexKey: places keep their order
              key={index}
              aria-label={m["screening.transit.nth"]({ number: index + 1 })}
              value={code || undefined}
              onChange={(next) =>
                become(
                  next
                    ? codes.map((old, at) => (at === index ? next : old))
                    : codes.filter((_, at) => at !== index),
                )
              }
            />
          ))}
          {codes.length < mostTransits && codes.every(Boolean) ? (
            <Button onClick={() => become([...codes, ""])}>{m["screening.transit.add"]()}</Button>
          ) : null}
        </div>
      )}
    </Field>
  );
}
