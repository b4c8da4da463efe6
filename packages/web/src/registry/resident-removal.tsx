import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { useState } from "react";
import { z } from "zod";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { choicesOf, keysOf } from "../kernel/kit/choices.ts";
import { RadioField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { useForm } from "../kernel/kit/form-state.ts";
import { Note } from "../kernel/kit/problem-note.tsx";
import { SendButton } from "../kernel/kit/send-button.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { removals } from "./words.ts";

/** Takes somebody off the register, with the reason; it can be taken back. */
export function RemoveResident({ residentId }: { residentId: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{m["registry.resident.remove"]()}</Button>
      {isOpen ? <RemoveDialog residentId={residentId} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

const schema = z.object({ reason: z.enum(keysOf(removals)) });

function RemoveDialog({ residentId, onClose }: { residentId: string; onClose: () => void }) {
  const remove = useCommand(api.registry.removeResident, residentId);
  const restore = useCommand(api.registry.restoreResident, residentId);
  const form = useForm({
    name: `resident-remove-${residentId}`,
    schema,
    initial: {},
    command: remove,
    send: ({ reason }) => remove.send({ residentId, reason }),
    onDone: () => {
      tell(m["registry.resident.removed"](), () => void restore.send({ residentId }));
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      title={m["registry.resident.remove"]()}
      send={m["registry.resident.remove"]()}
      onClose={onClose}
    >
      <RadioField
        form={form}
        name="reason"
        label={m["registry.removal.reason"]()}
        choices={choicesOf(removals)}
      />
    </FormDialog>
  );
}

export function RestoreResident({ residentId }: { residentId: string }) {
  const restore = useCommand(api.registry.restoreResident, residentId);
  return (
    <Note tone="attention">
      <p>{m["registry.removed.text"]()}</p>
      <SendButton command={restore} kind="default" onSend={() => void restore.send({ residentId })}>
        {m["registry.resident.restore"]()}
      </SendButton>
    </Note>
  );
}
