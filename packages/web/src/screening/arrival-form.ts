/** The form of a new arrival: a person on the register or a new one, and the journey. */
import { contract } from "@lianfang/core/contract.ts";
import { NewPerson } from "@lianfang/core/screening/contract.ts";
import { z } from "zod";
import { inputOf } from "../kernel/kit/form-state.ts";

/** Somebody on the register, or somebody new. */
export type Who = "resident" | "new";

const journey = inputOf(contract.screening.recordArrival).omit({ person: true });

export const arrivalForm = journey.extend({
  ...NewPerson.partial().shape,
  residentId: z.string().optional(),
});

/** The same fields, of which those of the person in question can't be left out. */
export function arrivalFormFor(who: Who): typeof arrivalForm {
  const asked =
    who === "new"
      ? arrivalForm.required({ name: true, sex: true, areaId: true })
      : arrivalForm.required({ residentId: true });
  // Asking for more than the type says makes no value of the form another one.
  return asked as unknown as typeof arrivalForm;
}

export type ArrivalValues = z.output<typeof arrivalForm>;

/** The form's values as the command takes them. */
export function asArrival(who: Who, values: ArrivalValues) {
  const { residentId, name, sex, identityNumber, birthday, phone, ...rest } = values;
  const { areaId, group, address, ...journeyOnly } = rest;
  const travelled = { ...journeyOnly, transitCodes: rest.transitCodes.filter(Boolean) };
  if (who === "resident") {
    return { ...travelled, person: { is: "resident" as const, residentId: residentId ?? "" } };
  }
  const person = NewPerson.parse({
    name,
    sex,
    identityNumber,
    birthday,
    phone,
    areaId,
    group,
    address,
  });
  return { ...travelled, person: { is: "new" as const, ...person } };
}
