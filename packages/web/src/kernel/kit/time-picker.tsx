import type { TimeOfDay } from "@lianfang/core/kernel/time.ts";
import { Input } from "antd";
import type { z } from "zod";
import { Field, type FieldProps, type NameIn } from "./field.tsx";

/** Puts what was typed into `HH:MM`: 1600, 16.00, 9:5 and 16：00 are all understood. */
export function timeFrom(text: string): TimeOfDay | undefined {
  const found = /^(\d{1,2})(?:[:：.时h]?\s?(\d{1,2}))?分?$/.exec(text.trim());
  if (!found) return undefined;
  const hours = Number(found[1]);
  const minutes = Number(found[2] ?? 0);
  if (hours > 24 || minutes > 59 || (hours === 24 && minutes > 0)) return undefined;
  return `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
}

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
