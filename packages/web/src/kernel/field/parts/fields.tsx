/** Fields of the phone: labels above, big enough for gloves, errors at the field. */
import { type ComponentProps, type ReactNode, useId } from "react";

interface FieldProps {
  label: string;
  hint?: string | undefined;
  /** What is wrong with what was entered. */
  error?: string | undefined;
}

interface Shown {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

function Labelled({
  label,
  hint,
  error,
  children,
}: FieldProps & { children: (shown: Shown) => ReactNode }) {
  const id = useId();
  const about = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="lf-f-field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        "aria-describedby": about || undefined,
        "aria-invalid": error ? true : undefined,
      })}
      {hint ? (
        <p className="lf-f-hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p className="lf-f-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      ) : null}
    </div>
  );
}

type InputProps = FieldProps &
  Omit<ComponentProps<"input">, "onChange"> & {
    unit?: string;
    onText: (text: string) => void;
  };

export function TextBox({ label, hint, error, unit, onText, ...input }: InputProps) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(shown) => (
        <div className="lf-f-box">
          <input {...input} {...shown} onChange={(event) => onText(event.target.value)} />
          {unit ? <span aria-hidden>{unit}</span> : null}
        </div>
      )}
    </Labelled>
  );
}

export function LongTextBox({
  label,
  hint,
  error,
  onText,
  ...area
}: FieldProps & Omit<ComponentProps<"textarea">, "onChange"> & { onText: (text: string) => void }) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(shown) => (
        <div className="lf-f-box">
          <textarea
            rows={2}
            {...area}
            {...shown}
            onChange={(event) => onText(event.target.value)}
          />
        </div>
      )}
    </Labelled>
  );
}

/** Several wide buttons under one label. */
function Group({ label, hint, error, children }: FieldProps & { children: ReactNode }) {
  return (
    <fieldset className="lf-f-field">
      <legend>{label}</legend>
      <div className="lf-f-choices">{children}</div>
      {hint ? <p className="lf-f-hint">{hint}</p> : null}
      {error ? (
        <p className="lf-f-error" role="alert">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}

export interface Choice<Value extends string> {
  value: Value;
  label: string;
}

interface ChoicesProps<Value extends string> extends FieldProps {
  choices: readonly Choice<Value>[];
  value: Value | undefined;
  onChoose: (value: Value) => void;
}

/** Wide buttons, one of which holds: yes or no, on foot or by car. */
export function Choices<Value extends string>(props: ChoicesProps<Value>) {
  const { label, hint, error, choices, value, onChoose } = props;
  const name = useId();
  return (
    <Group label={label} hint={hint} error={error}>
      {choices.map((choice) => (
        <label key={choice.value} className="lf-f-choice">
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={value === choice.value}
            onChange={() => onChoose(choice.value)}
          />
          <span>{choice.label}</span>
        </label>
      ))}
    </Group>
  );
}

interface PickBoxProps extends FieldProps {
  choices: readonly Choice<string>[];
  value: string;
  onPick: (value: string) => void;
}

/** One of many, by the phone's own list. */
export function PickBox({ label, hint, error, choices, value, onPick }: PickBoxProps) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(shown) => (
        <div className="lf-f-box">
          <select {...shown} value={value} onChange={(event) => onPick(event.target.value)}>
            {choices.map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            ))}
          </select>
        </div>
      )}
    </Labelled>
  );
}

interface TicksProps<Value extends string> extends FieldProps {
  choices: readonly Choice<Value>[];
  values: readonly Value[];
  onChange: (values: Value[]) => void;
}

/** Wide buttons, any of which hold. */
export function Ticks<Value extends string>(props: TicksProps<Value>) {
  const { label, hint, error, choices, values, onChange } = props;
  const toggle = (value: Value) =>
    onChange(values.includes(value) ? values.filter((each) => each !== value) : [...values, value]);
  return (
    <Group label={label} hint={hint} error={error}>
      {choices.map(({ value, label: text }) => (
        <label key={value} className="lf-f-choice">
          <input type="checkbox" checked={values.includes(value)} onChange={() => toggle(value)} />
          <span>{text}</span>
        </label>
      ))}
    </Group>
  );
}
