/** Otherwise than the rules say: why, and who answers for it. */
import type { Outcome } from "@lianfang/core/checkpoints/decision.ts";
import { m } from "@lianfang/messages/messages.js";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { Button } from "../kernel/field/parts/button.tsx";
import { TextBox } from "../kernel/field/parts/fields.tsx";

interface OverrideAskProps {
  ruled: Outcome;
  onGiven: (override: { reason: string; allowedBy: string }) => void;
  onClose: () => void;
}

const shortest = 2;

export function OverrideAsk({ ruled, onGiven, onClose }: OverrideAskProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const [reason, setReason] = useState("");
  const [allowedBy, setAllowedBy] = useState("");
  const [isTried, setTried] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);
  const short = (text: string) =>
    isTried && text.trim().length < shortest
      ? m["kernel.field.tooShort"]({ minimum: shortest })
      : undefined;
  const give = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (reason.trim().length < shortest || allowedBy.trim().length < shortest) return;
    onGiven({ reason: reason.trim(), allowedBy: allowedBy.trim() });
  };
  return (
    <dialog
      ref={dialog}
      className="lf-f-ask"
      aria-labelledby={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={title}>
        {ruled === "admit" ? m["checkpoints.field.hold"]() : m["checkpoints.field.letPass"]()}
      </h2>
      <form className="lf-f-form" noValidate onSubmit={give}>
        <TextBox
          label={m["checkpoints.override.reason"]()}
          maxLength={100}
          autoComplete="off"
          value={reason}
          onText={setReason}
          error={short(reason)}
        />
        <TextBox
          label={m["checkpoints.override.by"]()}
          maxLength={40}
          autoComplete="off"
          value={allowedBy}
          onText={setAllowedBy}
          error={short(allowedBy)}
        />
        <Button type="submit" kind="main">
          {m["checkpoints.override"]()}
        </Button>
        <Button onClick={onClose}>{m["web.cancel"]()}</Button>
      </form>
    </dialog>
  );
}
