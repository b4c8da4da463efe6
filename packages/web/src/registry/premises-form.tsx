import { contract } from "@lianfang/core/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import type { api } from "../kernel/client.ts";
import { AreaField } from "../kernel/kit/area-picker.tsx";
import { choicesOf } from "../kernel/kit/choices.ts";
import { DayField } from "../kernel/kit/day-picker.tsx";
import {
  ChoiceField,
  LongTextField,
  NumberField,
  RadioField,
  TextField,
} from "../kernel/kit/fields.tsx";
import { FormPart } from "../kernel/kit/form.tsx";
import { type FormHandle, inputOf } from "../kernel/kit/form-state.ts";
import { speakFieldProblems } from "../kernel/problem.ts";
import { capacityLabel, inChargeLabel, premisesKinds, premisesStates } from "./premises-words.ts";

speakFieldProblems({
  "registry.creditCode.length": () => m["registry.creditCode.length"](),
  "registry.creditCode.form": () => m["registry.creditCode.form"](),
  "registry.creditCode.checksum": () => m["registry.creditCode.checksum"](),
});

/** Premises as both forms have them: new ones, and such as are put right. */
export const premisesSchema = inputOf(contract.registry.createPremises);

export type Premises = Awaited<ReturnType<typeof api.registry.premises.call>>;

/** Problems of premises that belong to one field. */
export const premisesProblemAt = {
  "registry.areaNotFound": "areaId",
  "registry.phoneWrong": "inChargePhone",
  "registry.stateInFuture": "stateSince",
} as const;

/** @param phoneHint says what stands there now, where it is hidden */
export function PremisesFields({
  form,
  phoneHint,
}: {
  form: FormHandle<typeof premisesSchema>;
  phoneHint?: string | undefined;
}) {
  const { kind, state } = form.values;
  return (
    <>
      <FormPart title={m["premises.part.place"]()}>
        <ChoiceField
          form={form}
          name="kind"
          label={m["premises.kind"]()}
          choices={choicesOf(premisesKinds)}
        />
        <TextField form={form} name="name" label={m["premises.name"]()} />
        <AreaField form={form} name="areaId" label={m["registry.area"]()} withoutTown />
        <TextField form={form} name="address" label={m["premises.address"]()} />
        <TextField
          form={form}
          name="creditCode"
          label={m["premises.creditCode"]()}
          hint={m["premises.creditCode.hint"]()}
        />
      </FormPart>
      <FormPart title={inChargeLabel(kind)}>
        <TextField form={form} name="inChargeName" label={m["registry.name"]()} />
        <TextField
          form={form}
          name="inChargePhone"
          label={m["registry.phone"]()}
          inputMode="tel"
          hint={phoneHint}
        />
      </FormPart>
      <FormPart title={m["premises.part.more"]()}>
        <NumberField
          form={form}
          name="floorAreaM2"
          label={m["premises.floorArea"]()}
          unit="m²"
          min={1}
        />
        <NumberField form={form} name="capacity" label={capacityLabel(kind)} min={1} />
        <RadioField
          form={form}
          name="state"
          label={m["premises.state"]()}
          choices={choicesOf(premisesStates)}
        />
        {state && state !== "open" ? (
          <DayField
            form={form}
            name="stateSince"
            label={m["premises.stateSince"]()}
            hint={m["premises.stateSince.hint"]()}
          />
        ) : null}
        <LongTextField form={form} name="note" label={m["registry.note"]()} maxLength={200} />
      </FormPart>
    </>
  );
}
