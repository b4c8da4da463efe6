import type { ReactNode } from "react";

export type Tone = "neutral" | "blue" | "green" | "amber" | "red";

/** A state in a word, with its colour. */
export function Tag({ tone = "neutral", children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`lf-f-tag lf-f-tone-${tone}`}>{children}</span>;
}

interface NoteProps {
  tone?: Tone;
  title?: string | undefined;
  children?: ReactNode;
  /** Read aloud at once. */
  isUrgent?: boolean;
}

/** What is wrong and what to do about it, or something worth knowing. */
export function Note({ tone = "neutral", title, children, isUrgent }: NoteProps) {
  return (
    <div className={`lf-f-note lf-f-tone-${tone}`} role={isUrgent ? "alert" : undefined}>
      {title ? <b>{title}</b> : null}
      {children ? <div>{children}</div> : null}
    </div>
  );
}

/** What this page will hold, and the first step. */
export function Empty({
  title,
  text,
  action,
}: {
  title: string;
  text?: string;
  action?: ReactNode;
}) {
  return (
    <div className="lf-f-empty">
      <h2>{title}</h2>
      {text ? <p>{text}</p> : null}
      {action}
    </div>
  );
}
