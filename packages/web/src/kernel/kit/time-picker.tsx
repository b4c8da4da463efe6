import { Input } from "antd";
import type { z } from "zod";
import { Field, type FieldProps, type NameIn } from "./field.tsx";
import { timeFrom } from "./time-text.ts";

/** A time of the town's day in a form, typed: 16:00. */
export function TimeField<S extends z.ZodObject, N extends NameIn<S>>(props: FieldProps<S, N>) {
  return (
    <Field {...props}>
      {({ value, onChange, onBlur, ...control }) => (
        <Input
          {...control}
          className="lf-time"
          value={typeof value === "string" ? value : ""}
          inputMode="numeric"
          placeholder="16:00"
          autoComplete="off"
          disabled={props.isDisabled ?? false}
          onChange={(event) => onChange(event.target.value as z.input<S>[N])}
          onBlur={(event) => {
            const time = timeFrom(event.target.value);
            if (time) onChange(time as z.input<S>[N]);
            onBlur();
          }}
        />
      )}
    </Field>
  );
}
