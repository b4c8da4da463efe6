import { Button } from "antd";
import type { ReactNode } from "react";
import type { ShownProblem } from "../problem.ts";
import { ProblemNote } from "./problem-note.tsx";
import "./send-button.css";

export interface Sending {
  isBusy: boolean;
  problem: ShownProblem | undefined;
}

interface SendButtonProps {
  /** From `useCommand`; a form passes itself. */
  command: Sending;
  /** Absent in a form, where the button submits. */
  onSend?: () => void;
  kind?: "primary" | "default" | "danger" | "link";
  isDisabled?: boolean;
  /** Why it can't be pressed now: shown beside it. */
  whyNot?: string | undefined;
  size?: "small" | "middle" | "large";
  children: ReactNode;
}

/** The one button that sends: busy while it does, what went wrong beside it. */
export function SendButton({
  command,
  onSend,
  kind = "primary",
  isDisabled = false,
  whyNot,
  size = "middle",
  children,
}: SendButtonProps) {
  return (
    <span className="lf-send">
      <Button
        type={kind === "danger" ? "primary" : kind}
        danger={kind === "danger"}
        htmlType={onSend ? "button" : "submit"}
        size={size}
        loading={command.isBusy}
        disabled={isDisabled || whyNot !== undefined}
        {...(onSend ? { onClick: onSend } : {})}
      >
        {children}
      </Button>
      {whyNot ? <span className="lf-muted">{whyNot}</span> : null}
      {command.problem ? <ProblemNote problem={command.problem} /> : null}
    </span>
  );
}
