import { m } from "@lianfang/messages/messages.js";
import { Radio } from "antd";
import type { ReactNode } from "react";
import { AreaField } from "../kernel/kit/area-picker.tsx";
import { choicesOf } from "../kernel/kit/choices.ts";
import { DayField } from "../kernel/kit/day-picker.tsx";
import { Field } from "../kernel/kit/field.tsx";
import { RadioField, TextField } from "../kernel/kit/fields.tsx";
import { FormPart, fieldId } from "../kernel/kit/form.tsx";
import type { FormHandle } from "../kernel/kit/form-state.ts";
import { Labelled } from "../kernel/kit/labelled.tsx";
import { ResidentPicker } from "../registry/resident-picker.tsx";
import { sexes } from "../registry/words.ts";
import type { arrivalForm, Who } from "./arrival-form.ts";

interface PersonFieldsProps {
  form: FormHandle<typeof arrivalForm>;
  who: Who;
  onWho: (who: Who) => void;
  /** Whom of the register somebody new may be. */
  children: ReactNode;
}

/** Who came: somebody on the register, or somebody new. */
export function PersonFields({ form, who, onWho, children }: PersonFieldsProps) {
  const id = fieldId(form.name, "who");
  return (
    <FormPart title={m["screening.part.person"]()}>
      <Labelled id={id} label={m["screening.person.is"]()} isGroup>
        <Radio.Group
          id={id}
          name={id}
          aria-labelledby={`${id}-label`}
          value={who}
          options={[
            { value: "resident", label: m["screening.person.resident"]() },
            { value: "new", label: m["screening.person.new"]() },
          ]}
          onChange={(event) => onWho(event.target.value === "new" ? "new" : "resident")}
        />
      </Labelled>
      {who === "new" ? (
        <NewPersonFields form={form} />
      ) : (
        <Field form={form} name="residentId" label={m["screening.person"]()}>
          {(control) => <ResidentPicker {...control} notFound={m["screening.person.notFound"]()} />}
        </Field>
      )}
      <div className="lf-within" aria-live="polite">
        {children}
      </div>
    </FormPart>
  );
}

function NewPersonFields({ form }: { form: FormHandle<typeof arrivalForm> }) {
  return (
    <>
      <TextField form={form} name="name" label={m["registry.name"]()} />
      <TextField
        form={form}
        name="identityNumber"
        label={m["registry.identityNumber"]()}
        hint={m["registry.identityNumber.hint"]()}
      />
      <RadioField form={form} name="sex" label={m["registry.sex"]()} choices={choicesOf(sexes)} />
      <DayField form={form} name="birthday" label={m["registry.birthday"]()} />
      <TextField form={form} name="phone" label={m["registry.phone"]()} inputMode="tel" />
      <AreaField form={form} name="areaId" label={m["screening.stays"]()} withoutTown />
      <TextField form={form} name="group" label={m["registry.group"]()} />
      <TextField form={form} name="address" label={m["registry.address"]()} />
    </>
  );
}
