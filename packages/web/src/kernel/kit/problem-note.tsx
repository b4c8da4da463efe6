import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import type { ReactNode } from "react";
import { type ShownProblem, shown } from "../problem.ts";
import "./notes.css";

/** What is wrong and what to do, beside what was tried. */
export function ProblemNote({
  problem,
  children,
}: {
  problem: ShownProblem;
  children?: ReactNode;
}) {
  return (
    <div className="lf-note lf-note-wrong" role="alert">
      <p>
        <strong>{problem.message}</strong> {problem.mend}
      </p>
      {problem.isUnsure && problem.code !== "web.noAnswer" ? <p>{m["web.safeToRetry"]()}</p> : null}
      {children}
    </div>
  );
}

export type NoteTone = "plain" | "good" | "attention" | "wrong";

/** Something to know before going on. */
export function Note({ tone = "plain", children }: { tone?: NoteTone; children: ReactNode }) {
  return <div className={`lf-note lf-note-${tone}`}>{children}</div>;
}

/** In the place of content that could not be fetched. */
export function Trouble({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const problem = shown(error);
  return (
    <div className="lf-trouble" role="alert">
      <p className="lf-trouble-title">{problem.message}</p>
      <p className="lf-muted">{problem.mend}</p>
      <Button onClick={onRetry}>{m["web.tryAgain"]()}</Button>
    </div>
  );
}
