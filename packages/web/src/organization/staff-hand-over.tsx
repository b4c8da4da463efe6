/** All that those ticked answer for goes over to one other. */
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { z } from "zod";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { useForm } from "../kernel/kit/form-state.ts";
import { Lines } from "../kernel/kit/loading.tsx";
import { StaffField } from "../kernel/kit/staff-picker.tsx";
import { digits } from "../kernel/numbers.ts";
import { handOverProblemAt, useToldHandOver } from "./chain-of-targets.ts";
import type { StaffRow } from "./staff-rows.ts";
import "./staff.css";

interface HandOverProps {
  count: number;
  /** Those ticked. */
  fetchRows: () => Promise<StaffRow[]>;
  onDone: () => void;
}

export function HandOverOfMany(props: HandOverProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{m["organization.handOver.many"]()}</Button>
      {isOpen ? <HandOverDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

const schema = z.object({ toStaffId: z.uuid() });

function HandOverDialog(props: HandOverProps & { onClose: () => void }) {
  const { count, fetchRows, onDone, onClose } = props;
  const handOver = useCommand(api.organization.handOverOfMany);
  const told = useToldHandOver();
  const form = useForm({
    name: "hand-over-of-many",
    schema,
    initial: {},
    command: handOver,
    send: async ({ toStaffId }) => {
      const staffIds = (await fetchRows()).map(({ staffId }) => staffId);
      return handOver.send({ staffIds, toStaffId });
    },
    onDone: (done) => {
      told(done);
      onClose();
      onDone();
    },
    problemAt: handOverProblemAt,
  });
  return (
    <FormDialog
      form={form}
      title={m["organization.handOver.many.title"]({ count: digits(count) })}
      send={m["organization.handOver"]()}
      onClose={onClose}
    >
      <StaffField
        form={form}
        name="toStaffId"
        label={m["organization.handOver.to"]()}
        hint={m["organization.responsibility.who.hint"]()}
      />
      <GoingOver fetchRows={fetchRows} />
    </FormDialog>
  );
}

/** How much that is, counted when the dialog opens. */
function GoingOver({ fetchRows }: Pick<HandOverProps, "fetchRows">) {
  const { data } = useQuery({
    queryKey: ["hand-over-of-many"],
    queryFn: async () => (await fetchRows()).reduce((sum, { load }) => sum + load, 0),
    gcTime: 0,
    staleTime: 0,
  });
  if (data === undefined) return <Lines count={1} />;
  return (
    <p className="lf-hand-over-sum" aria-live="polite">
      {data === 0
        ? m["organization.handOver.many.nothing"]()
        : m["organization.handOver.many.sum"]({ count: digits(data) })}
    </p>
  );
}
