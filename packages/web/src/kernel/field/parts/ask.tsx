import { m } from "@lianfang/messages/messages.js";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "./button.tsx";

interface AskProps {
  title: string;
  /** What will happen, and what can't be undone. */
  children: ReactNode;
  /** What the button that does it says. */
  yes: string;
  isDangerous?: boolean;
  /** Resolves to false where something is still to be put right: it stays open then. */
  onYes: () => unknown;
  onClose: () => void;
}

/** Asks before something that can't be undone. Mount it to open. */
export function Ask({ title, children, yes, isDangerous, onYes, onClose }: AskProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);
  const go = async () => {
    setBusy(true);
    const isOver = (await onYes()) !== false;
    setBusy(false);
    if (isOver) onClose();
  };
  return (
    <dialog
      ref={dialog}
      className="lf-f-ask"
      aria-labelledby="lf-f-ask-title"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id="lf-f-ask-title">{title}</h2>
      <div className="lf-f-ask-text">{children}</div>
      <Button kind={isDangerous ? "danger" : "main"} isBusy={isBusy} onClick={() => void go()}>
        {yes}
      </Button>
      <Button onClick={onClose}>{m["web.cancel"]()}</Button>
    </dialog>
  );
}
