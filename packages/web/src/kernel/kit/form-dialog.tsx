import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import type { z } from "zod";
import { Dialog } from "./dialog.tsx";
import { Form } from "./form.tsx";
import type { FormHandle } from "./form-state.ts";

interface FormDialogProps<Schema extends z.ZodObject> {
  title: string;
  form: FormHandle<Schema>;
  /** What the button does. */
  send: string;
  onClose: () => void;
  children: ReactNode;
}

/** A short form over the page. Mount it to open it; it asks before throwing away what was typed. */
export function FormDialog<Schema extends z.ZodObject>(props: FormDialogProps<Schema>) {
  const { form, onClose } = props;
  const [isLeaving, setLeaving] = useState(false);
  const leave = () => {
    if (form.isDirty) setLeaving(true);
    else onClose();
  };
  return (
    <Dialog
      open
      title={props.title}
      footer={null}
      onCancel={leave}
      mask={{ closable: !form.isDirty }}
    >
      <Form form={form} send={props.send} onCancel={leave}>
        {props.children}
      </Form>
      {isLeaving ? (
        <div className="lf-note lf-note-attention" role="alert">
          <p>{m["web.leave.text"]()}</p>
          <div className="lf-send">
            <Button type="primary" onClick={() => setLeaving(false)} autoFocus>
              {m["web.leave.stay"]()}
            </Button>
            <Button danger onClick={onClose}>
              {m["web.leave.leave"]()}
            </Button>
          </div>
        </div>
      ) : null}
    </Dialog>
  );
}
