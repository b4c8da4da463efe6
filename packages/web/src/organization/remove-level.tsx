import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { Dialog } from "../kernel/kit/dialog.tsx";
import { Lines } from "../kernel/kit/loading.tsx";
import { ProblemNote, Trouble } from "../kernel/kit/problem-note.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { listed } from "../kernel/locale.ts";
import { digits } from "../kernel/numbers.ts";
import { type Level, levelName, targetKindLabels } from "./chain-of-targets.ts";

/** Says whose names would come off before a level goes; refused when that has changed meanwhile. */
export function RemoveLevel({ level, onClose }: { level: Level; onClose: () => void }) {
  const asked = { input: { level: level.level } };
  const preview = useQuery(api.organization.previewLevelRemoval.queryOptions(asked));
  const remove = useCommand(api.organization.removeChainLevel, String(level.level));
  const name = levelName(level);
  const names = preview.data?.names ?? [];
  const count = names.reduce((sum, one) => sum + one.count, 0);
  const confirm = async () => {
    if (!(await remove.send({ level: level.level, names: count }))) return;
    tell(m["organization.chain.removed"]({ name }));
    onClose();
  };
  const text = listed(
    names.map((one) => `${targetKindLabels[one.targetKind]()} ${digits(one.count)}`),
  );
  return (
    <Dialog
      open
      title={m["organization.chain.remove.question"]({ name })}
      onCancel={onClose}
      onOk={confirm}
      okText={m["organization.chain.remove"]()}
      cancelText={m["web.cancel"]()}
      okButtonProps={{ danger: true, loading: remove.isBusy, disabled: !preview.data }}
    >
      {preview.error ? (
        <Trouble error={preview.error} onRetry={() => void preview.refetch()} />
      ) : preview.isPending ? (
        <Lines count={1} />
      ) : (
        <p>
          {count === 0
            ? m["organization.chain.remove.none"]()
            : m["organization.chain.remove.names"]({ count: digits(count), text })}
        </p>
      )}
      {remove.problem ? <ProblemNote problem={remove.problem} /> : null}
    </Dialog>
  );
}
