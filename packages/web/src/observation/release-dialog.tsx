import { contract } from "@lianfang/core/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { choicesOf } from "../kernel/kit/choices.ts";
import { ChecksField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { tell } from "../kernel/kit/tell.tsx";
import type { ShownOrder } from "./shown-order.ts";
import { releaseChecks } from "./words.ts";

const schema = inputOf(contract.observation.release).pick({ checklist: true });

/** Release on the day: everything on the list has been looked at by whoever ticks it. */
export function ReleaseDialog({ order, onClose }: { order: ShownOrder; onClose: () => void }) {
  const { orderId, name } = order;
  const release = useCommand(api.observation.release, orderId);
  const form = useForm({
    name: `release-${orderId}`,
    schema,
    initial: { checklist: [] },
    command: release,
    send: ({ checklist }) => release.send({ orderId, checklist }),
    onDone: ({ certificateNumber }) => {
      tell(m["observation.release.done"]({ number: certificateNumber }));
      onClose();
    },
    problemAt: { "observation.checklistIncomplete": "checklist" },
  });
  return (
    <FormDialog
      form={form}
      title={m["observation.release.of"]({ name })}
      send={m["observation.release"]()}
      onClose={onClose}
    >
      <ChecksField
        form={form}
        name="checklist"
        label={m["observation.checklist"]()}
        hint={m["observation.checklist.hint"]()}
        choices={choicesOf(releaseChecks)}
      />
    </FormDialog>
  );
}
