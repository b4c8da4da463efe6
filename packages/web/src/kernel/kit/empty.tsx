import type { ReactNode } from "react";
import "./notes.css";

export interface EmptyText {
  /** What isn't there: 还没有人员台账 */
  title: string;
  /** What this page will hold, and how. */
  text?: string;
  /** The first step. */
  action?: ReactNode;
}

/** In the place of a list that has nothing yet. */
export function Empty({ title, text, action }: EmptyText) {
  return (
    <div className="lf-empty">
      <p className="lf-empty-title">{title}</p>
      {text ? <p className="lf-empty-text">{text}</p> : null}
      {action ? <div className="lf-empty-action">{action}</div> : null}
    </div>
  );
}
