import { m } from "@lianfang/messages/messages.js";
import { Button, Input, InputNumber } from "antd";
import { AreaField } from "../kernel/kit/area-picker.tsx";
import { choicesOf } from "../kernel/kit/choices.ts";
import { Field } from "../kernel/kit/field.tsx";
import { ChoiceField, LongTextField, NumberField, TextField } from "../kernel/kit/fields.tsx";
import { FormPart } from "../kernel/kit/form.tsx";
import type { FormHandle } from "../kernel/kit/form-state.ts";
import { TimeField } from "../kernel/kit/time-picker.tsx";
import type { postForm } from "./post-form.ts";
import { checkpointKinds } from "./words.ts";
import "./checkpoints.css";

type Form = FormHandle<typeof postForm>;

export function PostFields({ form }: { form: Form }) {
  return (
    <>
      <TextField form={form} name="name" label={m["checkpoints.name"]()} />
      <TextField form={form} name="nameEn" label={m["checkpoints.nameEn"]()} />
      <ChoiceField
        form={form}
        name="kind"
        label={m["checkpoints.kind"]()}
        choices={choicesOf(checkpointKinds)}
      />
      <AreaField form={form} name="areaId" label={m["checkpoints.area"]()} />
      <TextField form={form} name="place" label={m["checkpoints.place"]()} />
      <FormPart title={m["checkpoints.part.duty"]()}>
        <NumberField
          form={form}
          name="posts"
          label={m["checkpoints.postCount"]()}
          min={1}
          max={50}
        />
        <NumberField
          form={form}
          name="guardsNeeded"
          label={m["checkpoints.guardsNeeded"]()}
          hint={m["checkpoints.guardsNeeded.hint"]()}
          min={0}
          max={500}
        />
        <TimeField
          form={form}
          name="from"
          label={m["checkpoints.from"]()}
          hint={m["checkpoints.hours.hint"]()}
        />
        <TimeField form={form} name="to" label={m["checkpoints.to"]()} />
      </FormPart>
      <FormPart title={m["checkpoints.part.map"]()}>
        <NumberField
          form={form}
          name="lon"
          label={m["checkpoints.lon"]()}
          hint={m["checkpoints.location.hint"]()}
          step={0.0001}
          unit="°"
        />
        <NumberField form={form} name="lat" label={m["checkpoints.lat"]()} step={0.0001} unit="°" />
        <EquipmentField form={form} />
        <LongTextField form={form} name="note" label={m["checkpoints.note"]()} maxLength={200} />
      </FormPart>
    </>
  );
}

/** What is there, one thing a line. */
function EquipmentField({ form }: { form: Form }) {
  return (
    <Field form={form} name="equipment" label={m["checkpoints.equipment"]()} isGroup>
      {({ id, value = [], onChange }) => (
        // biome-ignore lint/a11y/useSemanticElements: labelled by the field around it
        <div id={id} role="group" tabIndex={-1} aria-labelledby={`${id}-label`}>
          <ul className="lf-equipment">
            {value.map((line, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own
              <li key={at}>
                <Input
                  aria-label={m["checkpoints.equipment.item"]()}
                  value={line.item}
                  maxLength={30}
                  onChange={(event) =>
                    onChange(value.with(at, { ...line, item: event.target.value }))
                  }
                />
                <InputNumber
                  aria-label={m["checkpoints.equipment.quantity"]()}
                  value={line.quantity}
                  min={0}
                  onChange={(quantity) =>
                    onChange(value.with(at, { ...line, quantity: quantity ?? 0 }))
                  }
                />
                <Button type="text" onClick={() => onChange(value.toSpliced(at, 1))}>
                  {m["checkpoints.equipment.remove"]()}
                </Button>
              </li>
            ))}
          </ul>
          <Button onClick={() => onChange([...value, { item: "", quantity: 1 }])}>
            {m["checkpoints.equipment.add"]()}
          </Button>
        </div>
      )}
    </Field>
  );
}
