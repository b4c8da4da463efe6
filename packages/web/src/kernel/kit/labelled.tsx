import { m } from "@lianfang/messages/messages.js";
import type { ReactNode } from "react";
import "./form.css";

interface LabelledProps {
  /** The control's id. */
  id: string;
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  isOptional?: boolean;
  /** A group of several controls is named by `aria-labelledby={`${id}-label`}` instead. */
  isGroup?: boolean;
  children: ReactNode;
}

/** The ids that describe a control, for its `aria-describedby`. */
export function describedBy(id: string, hint: unknown, error: unknown): string | undefined {
  const ids = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean);
  return ids.length > 0 ? ids.join(" ") : undefined;
}

/** Label above, control, hint and what is wrong below; in a form `Field` does it by itself. */
export function Labelled(props: LabelledProps) {
  const { id, label, hint, error } = props;
  return (
    <div className="lf-field">
      <div className="lf-field-label">
        {props.isGroup ? (
          <span id={`${id}-label`}>{label}</span>
        ) : (
          <label id={`${id}-label`} htmlFor={id}>
            {label}
          </label>
        )}
        {props.isOptional ? <span className="lf-field-optional">{m["web.optional"]()}</span> : null}
      </div>
      {props.children}
      {hint ? (
        <div className="lf-field-hint" id={`${id}-hint`}>
          {hint}
        </div>
      ) : null}
      {error ? (
        <div className="lf-field-error" id={`${id}-error`}>
          {error}
        </div>
      ) : null}
    </div>
  );
}
