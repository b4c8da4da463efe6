import { m } from "@lianfang/messages/messages.js";
import type { ReactNode } from "react";
import { choicesOf } from "../kernel/kit/choices.ts";
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
import type { FormHandle } from "../kernel/kit/form-state.ts";
import { HouseholdPicker } from "./household-field.tsx";
import { LivelihoodFields, PlaceFields, ProxyFields } from "./resident-circumstances.tsx";
import type { residentSchema } from "./resident-schema.ts";
import { relations, residences, sexes, vulnerabilities } from "./words.ts";

/** Problems of a resident that belong to one field. */
export const residentProblemAt = {
  "registry.identityNumberTaken": "identityNumber",
  "registry.phoneWrong": "phone",
  "registry.householdNotFound": "householdId",
  "registry.landlordNotFound": "landlordHouseholdId",
  "registry.proxyNotFound": "proxyResidentId",
  "registry.proxyIsSelf": "proxyResidentId",
  "registry.proxyPhoneWrong": "proxyPhone",
} as const;

interface ResidentFieldsProps {
  form: FormHandle<typeof residentSchema>;
  /** The one who is put right, for they are nobody's choice for themselves. */
  residentId?: string | undefined;
  /** What stands there now, where it is hidden. */
  identityHint?: string | undefined;
  phoneHint?: string | undefined;
  proxyPhoneHint?: string | undefined;
  /** Whom of the register this may be: below the person's own fields where nothing stands beside them. */
  children?: ReactNode;
}

export function ResidentFields(props: ResidentFieldsProps) {
  const { form, identityHint, phoneHint } = props;
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
        <div className="lf-within" aria-live="polite">
          {props.children}
        </div>
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
      <ProxyFields form={form} residentId={props.residentId} phoneHint={props.proxyPhoneHint} />
      <LivelihoodFields form={form} />
      <PlaceFields form={form} />
    </>
  );
}
