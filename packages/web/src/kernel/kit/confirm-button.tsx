import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { Dialog } from "./dialog.tsx";
import { ProblemNote } from "./problem-note.tsx";
import type { Sending } from "./send-button.tsx";

interface ConfirmButtonProps {
  /** What is asked: 撤回这版规则？ */
  question: string;
  /** What it will do, and that it can't be undone. */
  consequence?: ReactNode;
  /** The word on both buttons: 撤回 */
  children: ReactNode;
  command: Sending & { clear?: () => void };
  /** Sends; the dialog closes unless it resolves to `undefined`. */
  onConfirm: () => Promise<unknown>;
  isDanger?: boolean;
  kind?: "default" | "link" | "text" | "primary";
  size?: "small" | "middle";
  isDisabled?: boolean;
}

/** For what can't be undone: asks once, saying what will happen. */
export function ConfirmButton(props: ConfirmButtonProps) {
  const { command, isDanger = true, kind = "default", size = "middle" } = props;
  const [isOpen, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    command.clear?.();
  };
  const confirm = async () => {
    if ((await props.onConfirm()) !== undefined) close();
  };
  return (
    <>
      <Button
        type={kind}
        danger={isDanger && kind === "default"}
        size={size}
        disabled={props.isDisabled ?? false}
        onClick={() => setOpen(true)}
      >
        {props.children}
      </Button>
      <Dialog
        open={isOpen}
        title={props.question}
        onCancel={close}
        onOk={confirm}
        okText={props.children}
        cancelText={m["web.cancel"]()}
        okButtonProps={{ danger: isDanger, loading: command.isBusy }}
        destroyOnHidden
      >
        {props.consequence}
        {command.problem ? <ProblemNote problem={command.problem} /> : null}
      </Dialog>
    </>
  );
}
