import { contract } from "@lianfang/core/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { AreaField } from "../kernel/kit/area-picker.tsx";
import { choicesOf } from "../kernel/kit/choices.ts";
import { CheckField, ChoiceField, TextField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { type FormHandle, inputOf, useForm } from "../kernel/kit/form-state.ts";
import { Note } from "../kernel/kit/problem-note.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { nameOf } from "../kernel/locale.ts";
import { type StaffRow, useUnits } from "./staff-rows.ts";
import { staffKindLabels } from "./unit-kinds.ts";

const newSchema = inputOf(contract.organization.addStaff);
const editSchema = inputOf(contract.organization.editStaff)
  .omit({ staffId: true })
  .required({ name: true, kind: true, isActive: true });

function PersonFields({ form }: { form: FormHandle<typeof newSchema> }) {
  const units = useUnits();
  return (
    <>
      <TextField form={form} name="name" label={m["organization.staff.name"]()} autoFocus />
      <ChoiceField
        form={form}
        name="kind"
        label={m["organization.staff.kind"]()}
        choices={choicesOf(staffKindLabels)}
      />
      <TextField form={form} name="phone" label={m["organization.staff.phone"]()} inputMode="tel" />
      <ChoiceField
        form={form}
        name="unitId"
        label={m["organization.staff.unit"]()}
        choices={units.map((unit) => ({ value: unit.unitId, label: nameOf(unit) }))}
      />
      <AreaField form={form} name="areaId" label={m["organization.staff.area"]()} />
    </>
  );
}

function NewStaff({ onClose }: { onClose: () => void }) {
  const add = useCommand(api.organization.addStaff);
  const form = useForm({
    name: "staff-new",
    schema: newSchema,
    initial: {},
    command: add,
    send: (values) => add.send(values),
    onDone: () => {
      tell(m["organization.staff.added"]());
      onClose();
    },
  });
  return (
    <FormDialog
      title={m["organization.staff.add"]()}
      form={form}
      send={m["organization.staff.add"]()}
      onClose={onClose}
    >
      <PersonFields form={form} />
    </FormDialog>
  );
}

function EditStaff({ staff, onClose }: { staff: StaffRow; onClose: () => void }) {
  const edit = useCommand(api.organization.editStaff, staff.staffId);
  const { name, kind, phone, unitId, areaId, isActive } = staff;
  const form = useForm({
    name: "staff",
    schema: editSchema,
    initial: { name, kind, phone, unitId, areaId, isActive },
    command: edit,
    send: (values) => edit.send({ ...values, staffId: staff.staffId }),
    onDone: () => {
      tell(m["web.saved"]());
      onClose();
    },
  });
  return (
    <FormDialog title={name} form={form} send={m["web.save"]()} onClose={onClose}>
      {/* The same fields under a schema in which emptied ones are taken away. */}
      <PersonFields form={form as unknown as FormHandle<typeof newSchema>} />
      <CheckField form={form} name="isActive" label={m["organization.staff.state"]()}>
        {m["organization.staff.isActive"]()}
      </CheckField>
      {staff.load > 0 && form.values.isActive === false ? (
        <Note tone="attention">{m["organization.staff.leaves"]({ count: staff.load })}</Note>
      ) : null}
    </FormDialog>
  );
}

/** A member of staff: entered, put right, the service ended or resumed. */
export function StaffDialog(props: { staff: StaffRow | undefined; onClose: () => void }) {
  const { staff, onClose } = props;
  return staff ? <EditStaff staff={staff} onClose={onClose} /> : <NewStaff onClose={onClose} />;
}
