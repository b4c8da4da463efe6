import type { CheckpointDemands } from "@lianfang/core/policy/rules-data.ts";
import { m } from "@lianfang/messages/messages.js";
import { choicesOf } from "../kernel/kit/choices.ts";
import { DivisionField } from "../kernel/kit/division-picker.tsx";
import {
  CheckField,
  ChoiceField,
  NumberField,
  RadioField,
  TextField,
} from "../kernel/kit/fields.tsx";
import { FormPart } from "../kernel/kit/form.tsx";
import type { FormHandle } from "../kernel/kit/form-state.ts";
import { textOf } from "../kernel/locale.ts";
import { CelsiusField } from "../observation/celsius-field.tsx";
import type { crossingForm } from "./crossing-form.ts";
import { directions, healthCodes } from "./words.ts";

interface CrossingFieldsProps {
  form: FormHandle<typeof crossingForm>;
  posts: { value: string; label: string }[];
  demands: CheckpointDemands;
  isOverriding: boolean;
}

/** Stop, ask, measure, register: only what the rules in force ask for is asked. */
export function CrossingFields({ form, posts, demands, isOverriding }: CrossingFieldsProps) {
  return (
    <>
      <ChoiceField
        form={form}
        name="checkpointId"
        label={m["checkpoints.post"]()}
        choices={posts}
      />
      <RadioField
        form={form}
        name="direction"
        label={m["checkpoints.direction"]()}
        choices={choicesOf(directions)}
      />
      <FormPart title={m["checkpoints.step.ask"]()}>
        <TextField form={form} name="name" label={m["checkpoints.person"]()} />
        <TextField
          form={form}
          name="identityNumber"
          label={m["registry.identityNumber"]()}
          hint={m["checkpoints.identity.hint"]()}
        />
        <RadioField
          form={form}
          name="residence"
          label={m["checkpoints.resident"]()}
          choices={[
            { value: "resident", label: m["checkpoints.resident.yes"]() },
            { value: "outsider", label: m["checkpoints.resident.no"]() },
          ]}
        />
        {form.values.residence === "outsider" ? (
          <>
            <DivisionField form={form} name="originCode" label={m["checkpoints.origin"]()} />
            <TextField form={form} name="phone" label={m["registry.phone"]()} inputMode="tel" />
          </>
        ) : null}
        {demands.purposes.length > 0 ? (
          <ChoiceField
            form={form}
            name="purpose"
            label={m["checkpoints.purpose"]()}
            choices={[
              ...demands.purposes.map((purpose) => ({ value: purpose.zh, label: textOf(purpose) })),
              { value: m["checkpoints.purpose.other"](), label: m["checkpoints.purpose.other"]() },
            ]}
          />
        ) : null}
      </FormPart>
      <FormPart title={m["checkpoints.step.measure"]()}>
        <CelsiusField form={form} name="celsius" />
        <CheckField form={form} name="hasMask" label={m["checkpoints.mask"]()}>
          {m["checkpoints.mask.on"]()}
        </CheckField>
        <CheckField form={form} name="hasSymptoms" label={m["checkpoints.symptoms"]()}>
          {m["checkpoints.symptoms.some"]()}
        </CheckField>
        {demands.healthCode ? (
          <RadioField
            form={form}
            name="healthCode"
            label={m["checkpoints.code"]()}
            choices={choicesOf(healthCodes)}
          />
        ) : null}
        {demands.testWithinHours ? (
          <NumberField
            form={form}
            name="testHours"
            label={m["checkpoints.testHours"]()}
            hint={m["checkpoints.testHours.hint"]({ hours: demands.testWithinHours })}
            step={0.5}
            min={0}
            unit={m["checkpoints.hoursUnit"]()}
          />
        ) : null}
        {demands.venueCode ? (
          <CheckField form={form} name="hasScannedVenueCode" label={m["checkpoints.venueCode"]()}>
            {m["checkpoints.venueCode.scanned"]()}
          </CheckField>
        ) : null}
        <TextField
          form={form}
          name="passText"
          label={m["checkpoints.pass"]()}
          hint={m["checkpoints.pass.hint"]()}
        />
        <CheckField form={form} name="isIdentityCardShown" label={m["checkpoints.identityCard"]()}>
          {m["checkpoints.identityCard.shown"]()}
        </CheckField>
      </FormPart>
      <FormPart title={m["checkpoints.step.vehicle"]()}>
        <TextField form={form} name="plate" label={m["checkpoints.plate"]()} />
        {form.values.plate ? (
          <NumberField form={form} name="others" label={m["checkpoints.others"]()} min={0} />
        ) : null}
      </FormPart>
      {isOverriding ? (
        <FormPart title={m["checkpoints.override"]()}>
          <TextField form={form} name="overrideReason" label={m["checkpoints.override.reason"]()} />
          <TextField form={form} name="allowedBy" label={m["checkpoints.override.by"]()} />
        </FormPart>
      ) : null}
    </>
  );
}
