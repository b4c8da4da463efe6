import { contract } from "@lianfang/core/contract.ts";
import type { Unit } from "@lianfang/core/organization/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { AreasField } from "../kernel/kit/area-picker.tsx";
import { choicesOf } from "../kernel/kit/choices.ts";
import { ChoiceField, NumberField, TextField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { type FormHandle, inputOf, useForm } from "../kernel/kit/form-state.ts";
import { tell } from "../kernel/kit/tell.tsx";
import { nameOf } from "../kernel/locale.ts";
import { useUnits } from "./staff-rows.ts";
import { unitKindLabels } from "./unit-kinds.ts";

const newSchema = inputOf(contract.organization.addUnit);
const editSchema = inputOf(contract.organization.editUnit)
  .omit({ unitId: true })
  .required({ name: true, kind: true, areaIds: true });

interface FieldsProps {
  form: FormHandle<typeof newSchema>;
  /** Which can't be part of themselves. */
  without?: string;
}

function UnitFields({ form, without }: FieldsProps) {
  const units = useUnits().filter(({ unitId }) => unitId !== without);
  return (
    <>
      <ChoiceField
        form={form}
        name="kind"
        label={m["organization.unit.kind"]()}
        choices={choicesOf(unitKindLabels)}
      />
      <TextField form={form} name="name" label={m["organization.unit.name"]()} />
      <TextField form={form} name="nameEn" label={m["organization.unit.nameEn"]()} />
      <ChoiceField
        form={form}
        name="parentId"
        label={m["organization.unit.parent"]()}
        choices={units.map((unit) => ({ value: unit.unitId, label: nameOf(unit) }))}
      />
      <AreasField
        form={form}
        name="areaIds"
        label={m["organization.unit.areas"]()}
        hint={m["organization.unit.areas.hint"]()}
      />
      <NumberField
        form={form}
        name="membersNeeded"
        label={m["organization.unit.needed"]()}
        unit={m["organization.unit.people"]()}
        min={0}
        max={10_000}
      />
    </>
  );
}

export function NewUnit({ parentId, onClose }: { parentId?: string; onClose: () => void }) {
  const add = useCommand(api.organization.addUnit);
  const form = useForm({
    name: "unit-new",
    schema: newSchema,
    initial: { parentId, areaIds: [] },
    command: add,
    send: (values) => add.send(values),
    onDone: () => {
      tell(m["organization.unit.added"]());
      onClose();
    },
  });
  return (
    <FormDialog
      title={m["organization.unit.add"]()}
      form={form}
      send={m["organization.unit.add"]()}
      onClose={onClose}
    >
      <UnitFields form={form} />
    </FormDialog>
  );
}

export function EditUnit({ unit, onClose }: { unit: Unit; onClose: () => void }) {
  const edit = useCommand(api.organization.editUnit, unit.unitId);
  const { kind, name, nameEn, parentId, areaIds, membersNeeded } = unit;
  const form = useForm({
    name: "unit",
    schema: editSchema,
    initial: { kind, name, nameEn, parentId, areaIds, membersNeeded },
    command: edit,
    send: (values) => edit.send({ ...values, unitId: unit.unitId }),
    onDone: () => {
      tell(m["web.saved"]());
      onClose();
    },
    problemAt: { "organization.unitMisplaced": "parentId" },
  });
  return (
    <FormDialog title={nameOf(unit)} form={form} send={m["web.save"]()} onClose={onClose}>
      {/* The same fields under a schema in which emptied ones are taken away. */}
      <UnitFields form={form as unknown as FormHandle<typeof newSchema>} without={unit.unitId} />
    </FormDialog>
  );
}
