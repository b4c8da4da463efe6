import { contract } from "@lianfang/core/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { TextField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { type FormHandle, inputOf, useForm } from "../kernel/kit/form-state.ts";
import { tell } from "../kernel/kit/tell.tsx";
import { type Level, levelName } from "./chain-of-targets.ts";

const schema = inputOf(contract.organization.addChainLevel);
const problemAt = { "organization.levelNameTaken": "label" } as const;

function LevelFields({ form }: { form: FormHandle<typeof schema> }) {
  return (
    <>
      <TextField form={form} name="label" label={m["organization.chain.label"]()} autoFocus />
      <TextField
        form={form}
        name="labelEn"
        label={m["organization.chain.labelEn"]()}
        hint={m["organization.chain.labelEn.hint"]()}
      />
    </>
  );
}

export function AddLevel({ onClose }: { onClose: () => void }) {
  const add = useCommand(api.organization.addChainLevel);
  const form = useForm({
    name: "chain-level-new",
    schema,
    initial: {},
    command: add,
    send: (values) => add.send(values),
    onDone: () => {
      tell(m["organization.chain.added"]());
      onClose();
    },
    problemAt,
  });
  return (
    <FormDialog
      title={m["organization.chain.add"]()}
      form={form}
      send={m["organization.chain.add"]()}
      onClose={onClose}
    >
      <LevelFields form={form} />
    </FormDialog>
  );
}

export function RenameLevel({ level, onClose }: { level: Level; onClose: () => void }) {
  const edit = useCommand(api.organization.editChainLevel, String(level.level));
  const { label, labelEn } = level;
  const form = useForm({
    name: "chain-level",
    schema,
    initial: { label, labelEn: labelEn === label ? undefined : labelEn },
    command: edit,
    // Emptied, the English name follows the Chinese one.
    send: (values) =>
      edit.send({
        level: level.level,
        label: values.label,
        labelEn: values.labelEn ?? values.label,
      }),
    onDone: () => {
      tell(m["web.saved"]());
      onClose();
    },
    problemAt,
  });
  return (
    <FormDialog
      title={m["organization.chain.renameOf"]({ name: levelName(level) })}
      form={form}
      send={m["web.save"]()}
      onClose={onClose}
    >
      <LevelFields form={form} />
    </FormDialog>
  );
}
