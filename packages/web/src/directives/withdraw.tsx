import { contract } from "@lianfang/core/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { TextField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { tell } from "../kernel/kit/tell.tsx";

const schema = inputOf(contract.directives.withdraw).pick({ reason: true });

/** Takes a directive back for good, with the reason everybody reads. */
export function Withdraw({ directiveId }: { directiveId: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        {m["directives.withdraw"]()}
      </Button>
      {isOpen ? <WithdrawDialog directiveId={directiveId} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function WithdrawDialog({ directiveId, onClose }: { directiveId: string; onClose: () => void }) {
  const withdraw = useCommand(api.directives.withdraw, directiveId);
  const form = useForm({
    name: `withdraw-${directiveId}`,
    schema,
    initial: {},
    command: withdraw,
    send: ({ reason }) => withdraw.send({ directiveId, reason }),
    onDone: () => {
      tell(m["directives.withdraw.done"]());
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      title={m["directives.withdraw.title"]()}
      send={m["directives.withdraw"]()}
      onClose={onClose}
    >
      <p>{m["directives.withdraw.text"]()}</p>
      <TextField form={form} name="reason" label={m["directives.reason"]()} />
    </FormDialog>
  );
}
