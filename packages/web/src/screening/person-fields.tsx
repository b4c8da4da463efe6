import { m } from "@lianfang/messages/messages.js";
import { AreaField } from "../kernel/kit/area-picker.tsx";
import { DayField } from "../kernel/kit/day-picker.tsx";
import { Field } from "../kernel/kit/field.tsx";
import { RadioField, TextField } from "../kernel/kit/fields.tsx";
import { FormPart } from "../kernel/kit/form.tsx";
import type { FormHandle } from "../kernel/kit/form-state.ts";
import { choicesOf, sexes } from "../registry/words.ts";
import type { arrivalForm } from "./arrival-form.ts";
import { ResidentPicker } from "./resident-picker.tsx";

/** Who came: somebody on the register, or somebody new. */
export function PersonFields({ form }: { form: FormHandle<typeof arrivalForm> }) {
  return (
    <FormPart title={m["screening.part.person"]()}>
      <RadioField
        form={form}
        name="is"
        label={m["screening.person.is"]()}
        choices={[
          { value: "resident", label: m["screening.person.resident"]() },
          { value: "new", label: m["screening.person.new"]() },
        ]}
      />
      {form.values.is === "new" ? (
        <NewPersonFields form={form} />
      ) : (
        <Field form={form} name="residentId" label={m["screening.person"]()}>
          {(control) => <ResidentPicker {...control} />}
        </Field>
      )}
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
