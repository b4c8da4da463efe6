import type { ReactNode } from "react";
import "./state-tag.css";

export type Tone = "neutral" | "blue" | "green" | "amber" | "red";

/** A state: colour and word, with a mark of its own shape for those who can't tell the colours. */
export function StateTag({ tone = "neutral", children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={`lf-tag lf-tag-${tone}`}>
      <i aria-hidden="true" />
      {children}
    </span>
  );
}
