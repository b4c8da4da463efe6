import { contract } from "@lianfang/core/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { LongTextField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { tell } from "../kernel/kit/tell.tsx";

const schema = inputOf(contract.observation.revoke).pick({ reason: true });

/** Takes back an order that should not have been issued. */
export function RevokeDialog({ orderId, onClose }: { orderId: string; onClose: () => void }) {
  const revoke = useCommand(api.observation.revoke, orderId);
  const form = useForm({
    name: `revoke-${orderId}`,
    schema,
    initial: {},
    command: revoke,
    send: ({ reason }) => revoke.send({ orderId, reason }),
    onDone: () => {
      tell(m["observation.revoke.done"]());
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      title={m["observation.revoke"]()}
      send={m["observation.revoke"]()}
      onClose={onClose}
    >
      <p>{m["observation.revoke.text"]()}</p>
      <LongTextField form={form} name="reason" label={m["observation.revoke.reason"]()} rows={3} />
    </FormDialog>
  );
}
