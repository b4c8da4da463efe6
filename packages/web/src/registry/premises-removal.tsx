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
import { useMay } from "../kernel/me.ts";
import { premisesRemovals } from "./premises-words.ts";

/** Takes premises off the register, with the reason; it can be taken back. */
export function RemovePremises({ premisesId }: { premisesId: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{m["premises.remove"]()}</Button>
      {isOpen ? <RemoveDialog premisesId={premisesId} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

const schema = z.object({ reason: z.enum(keysOf(premisesRemovals)) });

function RemoveDialog({ premisesId, onClose }: { premisesId: string; onClose: () => void }) {
  const remove = useCommand(api.registry.removePremises, premisesId);
  const restore = useCommand(api.registry.restorePremises, premisesId);
  const form = useForm({
    name: `premises-remove-${premisesId}`,
    schema,
    initial: {},
    command: remove,
    send: ({ reason }) => remove.send({ premisesId, reason }),
    onDone: () => {
      tell(m["premises.removed"](), () => void restore.send({ premisesId }));
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      title={m["premises.remove"]()}
      send={m["premises.remove"]()}
      onClose={onClose}
    >
      <RadioField
        form={form}
        name="reason"
        label={m["registry.removal.reason"]()}
        choices={choicesOf(premisesRemovals)}
      />
    </FormDialog>
  );
}

export function RestorePremises({ premisesId }: { premisesId: string }) {
  const mayRestore = useMay(api.registry.restorePremises);
  const restore = useCommand(api.registry.restorePremises, premisesId);
  return (
    <Note tone="attention">
      <p>{m["premises.removed.text"]()}</p>
      {mayRestore ? (
        <SendButton
          command={restore}
          kind="default"
          onSend={() => void restore.send({ premisesId })}
        >
          {m["premises.restore"]()}
        </SendButton>
      ) : null}
    </Note>
  );
}
