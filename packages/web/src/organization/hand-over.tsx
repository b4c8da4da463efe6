import { type Staff, TargetKind } from "@lianfang/core/organization/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { z } from "zod";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { AreaField } from "../kernel/kit/area-picker.tsx";
import { useAreas } from "../kernel/kit/areas.ts";
import { ChecksField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { useForm } from "../kernel/kit/form-state.ts";
import { StaffField } from "../kernel/kit/staff-picker.tsx";
import { listed } from "../kernel/locale.ts";
import { digits } from "../kernel/numbers.ts";
import { handOverProblemAt, targetKindLabels, useToldHandOver } from "./chain-of-targets.ts";
import { type LoadLine, loadByKind, loadWithin } from "./staff-load.ts";
import "./staff.css";

const schema = z.object({
  toStaffId: z.uuid(),
  targetKinds: z.array(TargetKind).min(1),
  areaId: z.uuid().optional(),
});

interface HandOverProps {
  person: Pick<Staff, "staffId" | "name">;
  load: readonly LoadLine[];
  onClose: () => void;
}

/** All that one answers for, or a part of it, goes over to another. */
export function HandOver({ person, load, onClose }: HandOverProps) {
  const handOver = useCommand(api.organization.handOver, person.staffId);
  const told = useToldHandOver();
  const areas = useAreas();
  const kinds = loadByKind(load);
  const form = useForm({
    name: "hand-over",
    schema,
    initial: { targetKinds: kinds.map(({ targetKind }) => targetKind) },
    command: handOver,
    send: (values) => handOver.send({ ...values, staffId: person.staffId }),
    onDone: (done) => {
      told(done);
      onClose();
    },
    problemAt: handOverProblemAt,
  });
  const { areaId, targetKinds = [] } = form.values;
  const going = loadByKind(loadWithin(load, areas, { areaId, kinds: targetKinds }));
  return (
    <FormDialog
      title={m["organization.handOver.title"]({ name: person.name })}
      form={form}
      send={m["organization.handOver"]()}
      onClose={onClose}
    >
      <StaffField
        form={form}
        name="toStaffId"
        label={m["organization.handOver.to"]()}
        hint={m["organization.responsibility.who.hint"]()}
      />
      <ChecksField
        form={form}
        name="targetKinds"
        label={m["organization.handOver.what"]()}
        choices={kinds.map(({ targetKind, count }) => ({
          value: targetKind,
          label: `${targetKindLabels[targetKind]()} ${digits(count)}`,
        }))}
      />
      <AreaField
        form={form}
        name="areaId"
        label={m["organization.handOver.where"]()}
        hint={m["organization.handOver.where.hint"]()}
      />
      <p className="lf-hand-over-sum" aria-live="polite">
        {going.length === 0
          ? m["organization.handOver.nothing"]()
          : m["organization.handOver.sum"]({
              what: listed(
                going.map(
                  ({ targetKind, count }) => `${targetKindLabels[targetKind]()} ${digits(count)}`,
                ),
              ),
            })}
      </p>
    </FormDialog>
  );
}
