/** Everybody ticked goes into one unit, or out of any; and back where each was. */
import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { useState } from "react";
import { z } from "zod";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { ChoiceField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { useForm } from "../kernel/kit/form-state.ts";
import { tell } from "../kernel/kit/tell.tsx";
import { nameOf } from "../kernel/locale.ts";
import { digits } from "../kernel/numbers.ts";
import { type StaffRow, useUnits } from "./staff-rows.ts";

interface MoveProps {
  count: number;
  /** Those ticked. */
  fetchRows: () => Promise<StaffRow[]>;
  onDone: () => void;
}

export function MoveStaff(props: MoveProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{m["organization.staff.move"]()}</Button>
      {isOpen ? <MoveDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

const schema = z.object({ unitId: z.string() });
const none = "-";

function MoveDialog({ count, fetchRows, onDone, onClose }: MoveProps & { onClose: () => void }) {
  const move = useCommand(api.organization.moveStaff);
  const units = useUnits();
  const putBack = async (rows: readonly StaffRow[]) => {
    for (const [unitId, them] of Map.groupBy(rows, (row) => row.unitId ?? null)) {
      await move.send({ unitId, staffIds: them.map(({ staffId }) => staffId) });
    }
  };
  const form = useForm({
    name: "staff-move",
    schema,
    initial: {},
    command: move,
    send: async (values) => {
      const rows = await fetchRows();
      const unitId = values.unitId === none ? null : values.unitId;
      const done = await move.send({ unitId, staffIds: rows.map(({ staffId }) => staffId) });
      return done && { ...done, rows };
    },
    onDone: ({ moved, rows }) => {
      tell(m["organization.unit.moved"]({ count: moved }), () => void putBack(rows));
      onClose();
      onDone();
    },
    problemAt: { "organization.unitNotFound": "unitId" },
  });
  return (
    <FormDialog
      form={form}
      title={m["organization.staff.move.title"]({ count: digits(count) })}
      send={m["organization.staff.move"]()}
      onClose={onClose}
    >
      <ChoiceField
        form={form}
        name="unitId"
        label={m["organization.staff.move.to"]()}
        choices={[
          ...units.map((unit) => ({ value: unit.unitId, label: nameOf(unit) })),
          { value: none, label: m["organization.staff.move.none"]() },
        ]}
      />
    </FormDialog>
  );
}
