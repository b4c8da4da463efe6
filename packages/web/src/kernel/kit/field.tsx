import { type ReactNode, useEffect } from "react";
import type { z } from "zod";
import { fieldId } from "./form.tsx";
import { isOptional } from "./form-check.ts";
import type { FormHandle } from "./form-state.ts";
import { describedBy, Labelled } from "./labelled.tsx";

export type NameIn<Schema extends z.ZodObject> = keyof z.input<Schema> & string;

/** What every ready-made field takes. */
export interface FieldProps<Schema extends z.ZodObject, Name extends NameIn<Schema>> {
  form: FormHandle<Schema>;
  name: Name;
  label: string;
  hint?: ReactNode;
  isDisabled?: boolean;
}

/** What a control must carry to be named, described and marked as wrong. */
export interface Control<Value> {
  id: string;
  value: Value | undefined;
  onChange: (value: Value | undefined) => void;
  onBlur: () => void;
  status: "" | "error";
  "aria-describedby": string | undefined;
  "aria-invalid": boolean;
  "aria-required": boolean;
}

interface FieldFrame<Schema extends z.ZodObject, Name extends NameIn<Schema>>
  extends FieldProps<Schema, Name> {
  /** A group of several controls is named by `aria-labelledby={`${id}-label`}` instead. */
  isGroup?: boolean;
  children: (control: Control<z.input<Schema>[Name]>) => ReactNode;
}

/** Label above, hint below, what is wrong beside it; the control itself is the caller's. */
export function Field<Schema extends z.ZodObject, Name extends NameIn<Schema>>(
  props: FieldFrame<Schema, Name>,
) {
  const { form, name, label, hint, isGroup = false } = props;
  const id = fieldId(form.name, name);
  const error = form.errorOf(name);
  const optional = isOptional(form.schema, name);
  const { label: tellLabel } = form;
  useEffect(() => tellLabel(name, label), [tellLabel, name, label]);
  return (
    <Labelled
      id={id}
      label={label}
      hint={hint}
      error={error}
      isOptional={optional}
      isGroup={isGroup}
    >
      {props.children({
        id,
        value: form.values[name],
        onChange: (value) => form.set(name, value),
        onBlur: () => form.touch(name),
        status: error ? "error" : "",
        "aria-describedby": describedBy(id, hint, error),
        "aria-invalid": error !== undefined,
        "aria-required": !optional,
      })}
    </Labelled>
  );
}
