/** The same done to all rows ticked in a list of the register. */
import type { SubjectKind } from "@lianfang/core/registry/history.ts";
import { Button } from "antd";
import { useState } from "react";
import type { Picked } from "../kernel/kit/list-bulk.tsx";
import { tickedOf } from "../kernel/kit/list-bulk.tsx";
import { type BulkAction, BulkDialog, bulkActions } from "./bulk-dialog.tsx";

const actionsOf: Record<SubjectKind, readonly BulkAction[]> = {
  resident: ["name", "tag", "trade", "residence", "tenancy", "remove"],
  household: ["name", "move", "group"],
  premises: ["name", "state", "move", "remove"],
};

interface BulkProps {
  kind: SubjectKind;
  picked: Picked;
  choice: object;
  count: number;
  onDone: () => void;
}

/** The buttons on the bar of the rows ticked. */
export function BulkButtons({ kind, picked, choice, count, onDone }: BulkProps) {
  const [action, setAction] = useState<BulkAction>();
  const which: object = "keys" in picked ? tickedOf(picked) : { ...choice, ...tickedOf(picked) };
  return (
    <>
      {actionsOf[kind].map((one) => (
        <Button key={one} onClick={() => setAction(one)}>
          {bulkActions[one]()}
        </Button>
      ))}
      {action ? (
        <BulkDialog
          kind={kind}
          action={action}
          which={which}
          count={count}
          onClose={() => setAction(undefined)}
          onDone={onDone}
        />
      ) : null}
    </>
  );
}
