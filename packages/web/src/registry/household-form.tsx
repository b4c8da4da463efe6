import { contract } from "@lianfang/core/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { AreaField } from "../kernel/kit/area-picker.tsx";
import { TextField } from "../kernel/kit/fields.tsx";
import { type FormHandle, inputOf } from "../kernel/kit/form-state.ts";

/** A household as both forms have it: a new one, and one put right. */
export const householdSchema = inputOf(contract.registry.createHousehold);

/** Problems of a household that belong to one field. */
export const householdProblemAt = {
  "registry.areaNotFound": "areaId",
  "registry.householdNumberTaken": "number",
  "registry.phoneWrong": "phone",
} as const;

/** @param phoneHint says what stands there now, where it is hidden */
export function HouseholdFields({
  form,
  phoneHint,
}: {
  form: FormHandle<typeof householdSchema>;
  phoneHint?: string | undefined;
}) {
  return (
    <>
      <AreaField form={form} name="areaId" label={m["registry.area"]()} withoutTown />
      <TextField
        form={form}
        name="number"
        label={m["registry.household.number"]()}
        hint={m["registry.household.number.hint"]()}
      />
      <TextField form={form} name="group" label={m["registry.group"]()} />
      <TextField form={form} name="address" label={m["registry.address"]()} />
      <TextField
        form={form}
        name="phone"
        label={m["registry.phone"]()}
        inputMode="tel"
        hint={phoneHint}
      />
    </>
  );
}
