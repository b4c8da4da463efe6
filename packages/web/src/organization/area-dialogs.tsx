import { contract } from "@lianfang/core/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { z } from "zod";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { AreaField } from "../kernel/kit/area-picker.tsx";
import type { AreaNode } from "../kernel/kit/area-tree.ts";
import { useAreas } from "../kernel/kit/areas.ts";
import { RadioField, TextField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { tell } from "../kernel/kit/tell.tsx";
import { nameOf } from "../kernel/locale.ts";
import { areaKindLabels } from "./unit-kinds.ts";

type Editable = Omit<AreaNode, "children">;
type PartKind = "village" | "community" | "grid";

const inTown: readonly PartKind[] = ["village", "community"];
const partKinds: readonly PartKind[] = [...inTown, "grid"];

function kindChoices(kinds: readonly PartKind[]) {
  return kinds.map((value) => ({ value, label: areaKindLabels[value]() }));
}

const editFields = inputOf(contract.organization.editArea);
const schema = z.object({
  ...editFields.required({ name: true, kind: true }).pick({ name: true, kind: true }).shape,
  ...editFields.pick({ nameEn: true, parentId: true }).shape,
});

/** Name, kind and place of an area. */
export function EditArea({ area, onClose }: { area: Editable; onClose: () => void }) {
  const edit = useCommand(api.organization.editArea, area.areaId);
  const areas = useAreas();
  const town = areas.find(({ kind }) => kind === "town");
  const hasGrids = areas.some(({ parentId }) => parentId === area.areaId);
  const isGrid = area.kind === "grid";
  const form = useForm({
    name: "area-edit",
    schema,
    initial: {
      // A number given at founding is no name: the field begins empty.
      ...(area.isNumbered ? {} : { name: area.name, nameEn: area.nameEn }),
      kind: area.kind === "town" ? undefined : area.kind,
      parentId: isGrid ? area.parentId : undefined,
    },
    command: edit,
    send: ({ parentId, ...values }) =>
      edit.send({
        ...values,
        areaId: area.areaId,
        parentId: values.kind === "grid" ? parentId : town?.areaId,
      }),
    onDone: () => {
      tell(m["web.saved"]());
      onClose();
    },
    problemAt: {
      "organization.areaNameTaken": "name",
      "organization.areaKindMisplaced": "kind",
    },
  });
  return (
    <FormDialog
      title={m["organization.area.edit.title"]({ name: nameOf(area) })}
      form={form}
      send={m["web.save"]()}
      onClose={onClose}
    >
      <TextField form={form} name="name" label={m["organization.area.name"]()} autoFocus />
      <TextField form={form} name="nameEn" label={m["organization.area.nameEn"]()} />
      <RadioField
        form={form}
        name="kind"
        label={m["organization.area.kind"]()}
        choices={kindChoices(hasGrids ? inTown : partKinds)}
      />
      {form.values.kind === "grid" ? (
        <AreaField
          form={form}
          name="parentId"
          label={m["organization.area.parent"]()}
          hint={m["organization.area.parent.hint"]()}
          withoutTown
        />
      ) : null}
    </FormDialog>
  );
}

/** A village, community or grid more. */
export function AddArea({ parent, onClose }: { parent: Editable; onClose: () => void }) {
  const add = useCommand(api.organization.addArea, parent.areaId);
  const isInTown = parent.kind === "town";
  const form = useForm({
    name: "area-add",
    schema: inputOf(contract.organization.addArea).omit({ parentId: true }),
    initial: { kind: isInTown ? "village" : "grid" },
    command: add,
    send: (values) => add.send({ ...values, parentId: parent.areaId }),
    onDone: () => {
      tell(m["organization.area.added"]());
      onClose();
    },
    problemAt: { "organization.areaNameTaken": "name" },
  });
  return (
    <FormDialog
      title={m["organization.area.addTo"]({ name: nameOf(parent) })}
      form={form}
      send={isInTown ? m["organization.area.add"]() : m["organization.area.addGrid"]()}
      onClose={onClose}
    >
      {isInTown ? (
        <RadioField
          form={form}
          name="kind"
          label={m["organization.area.kind"]()}
          choices={kindChoices(inTown)}
        />
      ) : null}
      <TextField form={form} name="name" label={m["organization.area.name"]()} autoFocus />
      <TextField form={form} name="nameEn" label={m["organization.area.nameEn"]()} />
    </FormDialog>
  );
}
