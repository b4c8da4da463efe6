/** What would come of a change of many rows, before it is made. */
import type { BulkRefusal } from "@lianfang/core/registry/bulk.ts";
import type { BulkChange } from "@lianfang/core/registry/bulk-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { api } from "../kernel/client.ts";
import { Note, Trouble } from "../kernel/kit/problem-note.tsx";
import { listed } from "../kernel/locale.ts";
import { digits } from "../kernel/numbers.ts";

const refusals: Record<BulkRefusal, () => string> = {
  removed: () => m["bulk.refusal.removed"](),
  merged: () => m["bulk.refusal.merged"](),
  "has-orders": () => m["bulk.refusal.orders"](),
};

export function BulkPreview({ bulk }: { bulk: BulkChange | undefined }) {
  return (
    <div aria-live="polite">
      {bulk ? <Outcome bulk={bulk} /> : <Note>{m["bulk.preview.first"]()}</Note>}
    </div>
  );
}

function Outcome({ bulk }: { bulk: BulkChange }) {
  const { data, error, refetch } = useQuery(
    api.registry.previewBulk.queryOptions({ input: { bulk } }),
  );
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <Note>{m["bulk.preview.waiting"]()}</Note>;
  const { changed, same, replaced, refused } = data;
  return (
    <Note tone={refused.length > 0 || replaced > 0 ? "attention" : "plain"}>
      {changed > 0 ? m["bulk.preview"]({ count: digits(changed) }) : m["bulk.preview.none"]()}
      {replaced > 0 ? ` ${m["bulk.preview.replaced"]({ count: digits(replaced) })}` : null}
      {same > 0 ? ` ${m["bulk.preview.same"]({ count: digits(same) })}` : null}
      {refused.map(({ why, count, some }) => (
        <span key={why} className="lf-bulk-refused">
          {m["bulk.preview.refused"]({
            count: digits(count),
            why: refusals[why](),
            names: listed(some.map(({ name }) => name)),
          })}
        </span>
      ))}
    </Note>
  );
}
