/** The form of a new arrival: a person on the register or a new one, and the journey. */
import { contract } from "@lianfang/core/contract.ts";
import { NewPerson } from "@lianfang/core/screening/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { z } from "zod";
import { inputOf } from "../kernel/kit/form-state.ts";

const journey = inputOf(contract.screening.assess);
const optionalPerson = NewPerson.partial();

/** Which fields a new person can't do without. */
const neededOfNew = ["name", "sex", "areaId"] as const;

export const arrivalForm = journey
  .extend({
    ...optionalPerson.shape,
    is: z.enum(["resident", "new"]),
    residentId: z.string().optional(),
  })
  .check(({ value, issues }) => {
    const needed = value.is === "new" ? neededOfNew : (["residentId"] as const);
    for (const name of needed) {
      if (value[name] === undefined || value[name] === "") {
        issues.push({
          code: "custom",
          path: [name],
          message: m["kernel.field.required"](),
          input: value[name],
        });
      }
    }
  });

export type ArrivalValues = z.output<typeof arrivalForm>;

/** The form's values as the command takes them. */
export function asArrival(values: ArrivalValues) {
  const {
    is,
    residentId,
    name,
    sex,
    identityNumber,
    birthday,
    phone,
    areaId,
    group,
    address,
    ...rest
  } = values;
  const journey = { ...rest, transitCodes: rest.transitCodes.filter(Boolean) };
  if (is === "resident") {
    return { ...journey, person: { is: "resident" as const, residentId: residentId ?? "" } };
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
  return { ...journey, person: { is: "new" as const, ...person } };
}
