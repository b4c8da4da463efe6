import { m } from "@lianfang/messages/messages.js";
import { Button, Input } from "antd";
import { useId, useState } from "react";
import { Dialog } from "./dialog.tsx";
import { ProblemNote } from "./problem-note.tsx";
import type { Sending } from "./send-button.tsx";

interface MaskedProps {
  /** As the list shows it: 138****2046 */
  masked: string | undefined;
  /** What is hidden: 手机号 */
  label: string;
  /** Absent where the role may not look. Resolves to the whole value, or `undefined` on a problem. */
  reveal?: ((reason: string) => Promise<string | undefined>) | undefined;
  command?: Sending;
}

/** A sensitive value, masked; whoever may look says why, and the look is in the journal. */
export function Masked({ masked, label, reveal, command }: MaskedProps) {
  const id = useId();
  const [whole, setWhole] = useState<string>();
  const [isAsking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  if (!masked) return <span className="lf-muted">{m["web.none"]()}</span>;
  if (whole) return <span className="lf-whole">{whole}</span>;
  const look = async () => {
    const value = await reveal?.(reason.trim());
    if (value === undefined) return;
    setWhole(value);
    setAsking(false);
  };
  return (
    <>
      <span>{masked}</span>{" "}
      {reveal ? (
        <Button type="link" size="small" onClick={() => setAsking(true)}>
          {m["web.reveal"]()}
        </Button>
      ) : null}
      <Dialog
        open={isAsking}
        title={m["web.reveal.title"]({ label })}
        okText={m["web.reveal"]()}
        cancelText={m["web.cancel"]()}
        okButtonProps={{ disabled: reason.trim().length < 2, loading: command?.isBusy ?? false }}
        onOk={look}
        onCancel={() => setAsking(false)}
        destroyOnHidden
      >
        <div className="lf-field">
          <label className="lf-field-label" htmlFor={id}>
            {m["web.reveal.reason"]()}
          </label>
          <Input
            id={id}
            value={reason}
            maxLength={100}
            autoFocus
            onChange={(event) => setReason(event.target.value)}
            onPressEnter={() => void (reason.trim().length >= 2 && look())}
          />
          <span className="lf-field-hint">{m["web.reveal.hint"]()}</span>
        </div>
        {command?.problem ? <ProblemNote problem={command.problem} /> : null}
      </Dialog>
    </>
  );
}
