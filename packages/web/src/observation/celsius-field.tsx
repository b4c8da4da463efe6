import { highestCelsius, lowestCelsius } from "@lianfang/core/observation/reading-limits.ts";
import { m } from "@lianfang/messages/messages.js";
import type { z } from "zod";
import type { FieldProps, NameIn } from "../kernel/kit/field.tsx";
import { NumberField } from "../kernel/kit/fields.tsx";

type CelsiusFieldProps<S extends z.ZodObject, N extends NameIn<S>> = Pick<
  FieldProps<S, N>,
  "form" | "name"
>;

/** A temperature on the desk. */
export function CelsiusField<S extends z.ZodObject, N extends NameIn<S>>(
  props: CelsiusFieldProps<S, N>,
) {
  return (
    <NumberField
      {...props}
      label={m["observation.celsius"]()}
      unit="℃"
      step={0.1}
      min={lowestCelsius}
      max={highestCelsius}
    />
  );
}
