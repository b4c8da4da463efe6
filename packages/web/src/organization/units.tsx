import { contract } from "@lianfang/core/contract.ts";
import type { Unit } from "@lianfang/core/organization/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { z } from "zod";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { AreasField } from "../kernel/kit/area-picker.tsx";
import { useAreas } from "../kernel/kit/areas.ts";
import { Empty } from "../kernel/kit/empty.tsx";
import { TextField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { ListCards } from "../kernel/kit/list-cards.tsx";
import { ListTable } from "../kernel/kit/list-table.tsx";
import type { Column } from "../kernel/kit/list-types.ts";
import { Lines } from "../kernel/kit/loading.tsx";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { useIsPhone } from "../kernel/kit/screen-size.ts";
import { tell } from "../kernel/kit/tell.tsx";
import { listed, nameOf } from "../kernel/locale.ts";
import { useMay } from "../kernel/me.ts";
import { unitKindLabels } from "./unit-kinds.ts";
import "../kernel/kit/list.css";

type UnitRow = z.infer<typeof Unit>;

function EditUnit({ unit, onClose }: { unit: UnitRow; onClose: () => void }) {
  const edit = useCommand(api.organization.editUnit, unit.unitId);
  const form = useForm({
    name: "unit",
    schema: inputOf(contract.organization.editUnit)
      .pick({ name: true, nameEn: true, areaIds: true })
      .required(),
    initial: { name: unit.name, nameEn: unit.nameEn, areaIds: unit.areaIds },
    command: edit,
    send: (values) => edit.send({ ...values, unitId: unit.unitId }),
    onDone: () => {
      tell(m["web.saved"]());
      onClose();
    },
  });
  return (
    <FormDialog title={nameOf(unit)} form={form} send={m["web.save"]()} onClose={onClose}>
      <TextField form={form} name="name" label={m["organization.unit.name"]()} />
      <TextField form={form} name="nameEn" label={m["organization.unit.nameEn"]()} />
      <AreasField form={form} name="areaIds" label={m["organization.unit.areas"]()} />
    </FormDialog>
  );
}

function useColumns(units: readonly UnitRow[]): readonly Column<UnitRow>[] {
  const areas = new Map(useAreas().map((area) => [area.areaId, nameOf(area)]));
  const names = new Map(units.map((unit) => [unit.unitId, nameOf(unit)]));
  const covered = ({ areaIds }: UnitRow) => {
    const known = areaIds.map((id) => areas.get(id)).filter((name) => name !== undefined);
    if (known.length <= 3) return listed(known);
    return m["organization.unit.areasMany"]({
      names: listed(known.slice(0, 3)),
      count: known.length,
    });
  };
  return [
    { key: "name", title: m["organization.unit.name"](), cell: nameOf, card: "title" },
    {
      key: "kind",
      title: m["organization.unit.kind"](),
      cell: ({ kind }) => unitKindLabels[kind](),
    },
    {
      key: "parent",
      title: m["organization.unit.parent"](),
      cell: ({ parentId }) => (parentId ? names.get(parentId) : undefined),
      isMinor: true,
    },
    { key: "areas", title: m["organization.unit.areas"](), cell: covered },
    {
      key: "members",
      title: m["organization.unit.members"](),
      align: "end",
      cell: ({ members, membersNeeded }) =>
        membersNeeded === undefined ? members : `${members} / ${membersNeeded}`,
    },
  ];
}

/** The town's units: what they are, where they work, how strong they are. */
export function UnitsPage() {
  const answer = useQuery(api.organization.units.queryOptions({ input: {} }));
  const [edited, setEdited] = useState<UnitRow>();
  const isPhone = useIsPhone();
  const mayEdit = useMay(api.organization.editUnit);
  const units = answer.data?.units ?? [];
  const columns = useColumns(units);
  const shape = {
    columns,
    rows: units,
    rowKey: ({ unitId }: UnitRow) => unitId,
    onOpen: mayEdit ? setEdited : undefined,
  };
  return (
    <div className="lf-page">
      <PageHead title={m["organization.units"]()} aside={<b>{units.length}</b>} />
      <section className="lf-list-rows">
        {answer.error ? (
          <Trouble error={answer.error} onRetry={() => void answer.refetch()} />
        ) : answer.isPending ? (
          <Lines count={8} />
        ) : units.length === 0 ? (
          <Empty title={m["organization.units.none"]()} />
        ) : isPhone ? (
          <ListCards {...shape} />
        ) : (
          <ListTable {...shape} caption={m["organization.units"]()} isStale={false} />
        )}
      </section>
      {edited ? <EditUnit unit={edited} onClose={() => setEdited(undefined)} /> : null}
    </div>
  );
}
