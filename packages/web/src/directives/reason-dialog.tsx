import { Reason } from "@lianfang/core/directives/directive.ts";
import { m } from "@lianfang/messages/messages.js";
import { z } from "zod";
import { TextField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { useForm } from "../kernel/kit/form-state.ts";
import type { Sending } from "../kernel/kit/send-button.tsx";
import { tell } from "../kernel/kit/tell.tsx";

const schema = z.object({ reason: Reason });

interface ReasonDialogProps {
  /** Names the form on its page. */
  name: string;
  title: string;
  /** What becomes of it. */
  text: string;
  /** What the button does. */
  send: string;
  /** What is said once it is done. */
  done: string;
  command: Sending;
  onSend: (reason: string) => Promise<unknown>;
  onClose: () => void;
}

/** Something is withdrawn or taken back, with the reason everybody reads. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { command, onClose } = props;
  const form = useForm({
    name: props.name,
    schema,
    initial: {},
    command,
    send: ({ reason }) => props.onSend(reason),
    onDone: () => {
      tell(props.done);
      onClose();
    },
  });
  return (
    <FormDialog form={form} title={props.title} send={props.send} onClose={onClose}>
      <p>{props.text}</p>
      <TextField form={form} name="reason" label={m["directives.reason"]()} maxLength={200} />
    </FormDialog>
  );
}
