/** Everything one unit did with a directive; what the office entered for it is taken back here. */
import { contract } from "@lianfang/core/contract.ts";
import type { UnitAct, UnitProgress } from "@lianfang/core/directives/directive.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { Dialog } from "../kernel/kit/dialog.tsx";
import { TextField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { More } from "../kernel/kit/list-more.tsx";
import { Lines } from "../kernel/kit/loading.tsx";
import { usePaged } from "../kernel/kit/paged.ts";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { nameOf } from "../kernel/locale.ts";
import { ActLines } from "./acts.tsx";

interface UnitHistoryProps {
  directiveId: string;
  unit: UnitProgress;
  /** Whether the office's entries may be taken back. */
  mayWithdraw: boolean;
  onClose: () => void;
}

export function UnitHistory({ directiveId, unit, mayWithdraw, onClose }: UnitHistoryProps) {
  const list = usePaged(api.directives.acts, { directiveId, unitId: unit.unitId, limit: 30 });
  const [withdrawn, setWithdrawn] = useState<UnitAct>();
  if (withdrawn) {
    return (
      <WithdrawEntry
        directiveId={directiveId}
        actId={withdrawn.actId}
        onClose={() => setWithdrawn(undefined)}
      />
    );
  }
  return (
    <Dialog
      open
      title={m["directives.history.title"]({ unit: nameOf(unit) })}
      footer={null}
      width={720}
      onCancel={onClose}
    >
      {list.error ? <Trouble error={list.error} onRetry={list.retry} /> : null}
      {list.isPending ? <Lines count={3} /> : null}
      {!list.isPending && !list.error ? (
        <ActLines
          rows={list.rows}
          none={m["directives.history.none"]()}
          actions={(act) =>
            mayWithdraw && act.entered && !act.isTakenBack ? (
              <Button size="small" onClick={() => setWithdrawn(act)}>
                {m["directives.takeBack.entry"]()}
              </Button>
            ) : null
          }
        />
      ) : null}
      <More list={list} />
    </Dialog>
  );
}

const schema = inputOf(contract.directives.withdrawEntry).pick({ reason: true });

interface WithdrawEntryProps {
  directiveId: string;
  actId: string;
  onClose: () => void;
}

function WithdrawEntry({ directiveId, actId, onClose }: WithdrawEntryProps) {
  const withdraw = useCommand(api.directives.withdrawEntry, actId);
  const form = useForm({
    name: `withdraw-entry-${actId}`,
    schema,
    initial: {},
    command: withdraw,
    send: ({ reason }) => withdraw.send({ directiveId, actId, reason }),
    onDone: () => {
      tell(m["directives.takeBack.entry.done"]());
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      title={m["directives.takeBack.entry.title"]()}
      send={m["directives.takeBack.entry"]()}
      onClose={onClose}
    >
      <p>{m["directives.takeBack.entry.text"]()}</p>
      <TextField form={form} name="reason" label={m["directives.reason"]()} autoFocus />
    </FormDialog>
  );
}
