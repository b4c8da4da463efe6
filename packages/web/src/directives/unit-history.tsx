/** Everything one unit did with a directive; what the office entered for it is taken back here. */
import type { UnitAct, UnitProgress } from "@lianfang/core/directives/directive.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { Dialog } from "../kernel/kit/dialog.tsx";
import { More } from "../kernel/kit/list-more.tsx";
import { Lines } from "../kernel/kit/loading.tsx";
import { usePaged } from "../kernel/kit/paged.ts";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { nameOf } from "../kernel/locale.ts";
import { ActLines } from "./acts.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";

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

interface WithdrawEntryProps {
  directiveId: string;
  actId: string;
  onClose: () => void;
}

function WithdrawEntry({ directiveId, actId, onClose }: WithdrawEntryProps) {
  const withdraw = useCommand(api.directives.withdrawEntry, actId);
  return (
    <ReasonDialog
      name={`withdraw-entry-${actId}`}
      title={m["directives.takeBack.entry.title"]()}
      text={m["directives.takeBack.entry.text"]()}
      send={m["directives.takeBack.entry"]()}
      done={m["directives.takeBack.entry.done"]()}
      command={withdraw}
      onSend={(reason) => withdraw.send({ directiveId, actId, reason })}
      onClose={onClose}
    />
  );
}
