/** Ready-made fields over antd's controls. Each takes the form, the field's name and its label. */
import { Checkbox, Input, InputNumber, Radio, Select } from "antd";
import type { ReactNode } from "react";
import type { z } from "zod";
import { Field, type FieldProps, type NameIn } from "./field.tsx";

function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function asNumber(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

// A control can't know the schema's type for its name; the schema checks what it hands over.
type Loose<Schema extends z.ZodObject, Name extends NameIn<Schema>> = z.input<Schema>[Name];
const loose = <Schema extends z.ZodObject, Name extends NameIn<Schema>>(value: unknown) =>
  value as Loose<Schema, Name> | undefined;

interface TextFieldProps<S extends z.ZodObject, N extends NameIn<S>> extends FieldProps<S, N> {
  /** Written inside the field, after what is typed: ℃ */
  unit?: string;
  placeholder?: string;
  autoComplete?: string;
  autoFocus?: boolean;
  inputMode?: "text" | "numeric" | "tel" | "decimal";
  maxLength?: number;
}

export function TextField<S extends z.ZodObject, N extends NameIn<S>>(props: TextFieldProps<S, N>) {
  return (
    <Field {...props}>
      {({ value, onChange, ...control }) => (
        <Input
          {...control}
          value={asText(value)}
          onChange={(event) => onChange(loose<S, N>(event.target.value))}
          disabled={props.isDisabled ?? false}
          autoComplete={props.autoComplete ?? "off"}
          autoFocus={props.autoFocus ?? false}
          inputMode={props.inputMode ?? "text"}
          {...(props.placeholder ? { placeholder: props.placeholder } : {})}
          {...(props.unit ? { suffix: props.unit } : {})}
          {...(props.maxLength ? { maxLength: props.maxLength } : {})}
        />
      )}
    </Field>
  );
}

export function PasswordField<S extends z.ZodObject, N extends NameIn<S>>(
  props: FieldProps<S, N> & { autoComplete: "current-password" | "new-password" },
) {
  return (
    <Field {...props}>
      {({ value, onChange, ...control }) => (
        <Input.Password
          {...control}
          value={asText(value)}
          autoComplete={props.autoComplete}
          onChange={(event) => onChange(loose<S, N>(event.target.value))}
        />
      )}
    </Field>
  );
}

export function LongTextField<S extends z.ZodObject, N extends NameIn<S>>(
  props: FieldProps<S, N> & { rows?: number; maxLength?: number },
) {
  return (
    <Field {...props}>
      {({ value, onChange, ...control }) => (
        <Input.TextArea
          {...control}
          value={asText(value)}
          autoSize={{ minRows: props.rows ?? 3, maxRows: 16 }}
          showCount={props.maxLength !== undefined}
          {...(props.maxLength ? { maxLength: props.maxLength } : {})}
          onChange={(event) => onChange(loose<S, N>(event.target.value))}
        />
      )}
    </Field>
  );
}

export function NumberField<S extends z.ZodObject, N extends NameIn<S>>(
  props: FieldProps<S, N> & { unit?: string; step?: number; min?: number; max?: number },
) {
  return (
    <Field {...props}>
      {({ value, onChange, status, ...control }) => (
        <InputNumber
          {...control}
          status={status}
          value={asNumber(value)}
          step={props.step ?? 1}
          disabled={props.isDisabled ?? false}
          onChange={(next) => onChange(loose<S, N>(next ?? undefined))}
          {...(props.unit ? { suffix: props.unit } : {})}
          {...(props.min === undefined ? {} : { min: props.min })}
          {...(props.max === undefined ? {} : { max: props.max })}
        />
      )}
    </Field>
  );
}

export interface Choice {
  value: string;
  label: string;
}

/** One of many, in a drop-down list that can be searched by typing. */
export function ChoiceField<S extends z.ZodObject, N extends NameIn<S>>(
  props: FieldProps<S, N> & {
    choices: readonly Choice[];
    placeholder?: string;
    many?: boolean;
    onPicked?: (value: unknown) => void;
  },
) {
  return (
    <Field {...props}>
      {({ value, onChange, status, ...control }) => (
        <Select
          {...control}
          status={status}
          value={value as unknown}
          options={[...props.choices]}
          showSearch={{ optionFilterProp: "label" }}
          allowClear
          disabled={props.isDisabled ?? false}
          {...(props.many ? { mode: "multiple" as const } : {})}
          {...(props.placeholder ? { placeholder: props.placeholder } : {})}
          onChange={(next: unknown) => {
            onChange(loose<S, N>(next));
            props.onPicked?.(next);
          }}
        />
      )}
    </Field>
  );
}

/** One of few, all to be seen. */
export function RadioField<S extends z.ZodObject, N extends NameIn<S>>(
  props: FieldProps<S, N> & { choices: readonly Choice[] },
) {
  return (
    <Field {...props} isGroup>
      {({ id, value, onChange, onBlur, ...control }) => (
        <Radio.Group
          id={id}
          name={id}
          aria-labelledby={`${id}-label`}
          aria-describedby={control["aria-describedby"]}
          options={[...props.choices]}
          value={value as unknown}
          onChange={(event) => {
            onChange(loose<S, N>(event.target.value));
            onBlur();
          }}
        />
      )}
    </Field>
  );
}

/** Several of few, all to be seen. */
export function ChecksField<S extends z.ZodObject, N extends NameIn<S>>(
  props: FieldProps<S, N> & { choices: readonly Choice[] },
) {
  return (
    <Field {...props} isGroup>
      {({ id, value, onChange }) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset would nest legends in the label
        <div id={id} role="group" tabIndex={-1} aria-labelledby={`${id}-label`}>
          <Checkbox.Group
            options={[...props.choices]}
            value={Array.isArray(value) ? value : []}
            onChange={(next: unknown) => onChange(loose<S, N>(next))}
          />
        </div>
      )}
    </Field>
  );
}

interface CheckFieldProps<S extends z.ZodObject, N extends NameIn<S>> extends FieldProps<S, N> {
  /** What ticking it says. */
  children: ReactNode;
}

/** Yes or no. */
export function CheckField<S extends z.ZodObject, N extends NameIn<S>>(
  props: CheckFieldProps<S, N>,
) {
  return (
    <Field {...props} isGroup>
      {({ id, value, onChange }) => (
        <Checkbox
          id={id}
          checked={value === true}
          disabled={props.isDisabled ?? false}
          onChange={(event) => onChange(loose<S, N>(event.target.checked))}
        >
          {props.children}
        </Checkbox>
      )}
    </Field>
  );
}
