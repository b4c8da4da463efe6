import { contract } from "@lianfang/core/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { DayField } from "../kernel/kit/day-picker.tsx";
import { Field } from "../kernel/kit/field.tsx";
import {
  ChecksField,
  ChoiceField,
  LongTextField,
  RadioField,
  TextField,
} from "../kernel/kit/fields.tsx";
import { FormPart } from "../kernel/kit/form.tsx";
import { type FormHandle, inputOf } from "../kernel/kit/form-state.ts";
import { HouseholdPicker } from "./household-field.tsx";
import { choicesOf, relations, residences, sexes, vulnerabilities } from "./words.ts";

/** A resident as both forms have it: a new one, and one put right. */
export const residentSchema = inputOf(contract.registry.createResident);

/** Problems of a resident that belong to one field. */
export const residentProblemAt = {
  "registry.identityNumberTaken": "identityNumber",
  "registry.phoneWrong": "phone",
  "registry.householdNotFound": "householdId",
} as const;

/** @param identityHint says what stands there now, where it is hidden */
export function ResidentFields({
  form,
  identityHint,
  phoneHint,
}: {
  form: FormHandle<typeof residentSchema>;
  identityHint?: string | undefined;
  phoneHint?: string | undefined;
}) {
  return (
    <>
      <FormPart title={m["registry.part.person"]()}>
        <TextField form={form} name="name" label={m["registry.name"]()} />
        <TextField
          form={form}
          name="identityNumber"
          label={m["registry.identityNumber"]()}
          hint={identityHint ?? m["registry.identityNumber.hint"]()}
        />
        <RadioField form={form} name="sex" label={m["registry.sex"]()} choices={choicesOf(sexes)} />
        <DayField form={form} name="birthday" label={m["registry.birthday"]()} />
        <TextField
          form={form}
          name="phone"
          label={m["registry.phone"]()}
          inputMode="tel"
          hint={phoneHint}
        />
      </FormPart>
      <FormPart title={m["registry.part.household"]()}>
        <Field form={form} name="householdId" label={m["registry.household"]()}>
          {(control) => <HouseholdPicker {...control} />}
        </Field>
        <ChoiceField
          form={form}
          name="relation"
          label={m["registry.relation"]()}
          choices={choicesOf(relations)}
        />
        <RadioField
          form={form}
          name="residence"
          label={m["registry.residence"]()}
          choices={choicesOf(residences)}
        />
        <TextField form={form} name="occupation" label={m["registry.occupation"]()} />
      </FormPart>
      <FormPart title={m["registry.part.care"]()}>
        <ChecksField
          form={form}
          name="vulnerabilities"
          label={m["registry.vulnerability"]()}
          choices={choicesOf(vulnerabilities)}
        />
        <LongTextField form={form} name="note" label={m["registry.note"]()} maxLength={200} />
      </FormPart>
    </>
  );
}
