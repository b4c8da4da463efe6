import type { Import } from "@lianfang/core/registry/import-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { DownloadButton } from "../kernel/kit/download.tsx";
import { digits, inDigits } from "../kernel/numbers.ts";

/** read = new + changed + same + rejected, said as a sum, and what confirming does. */
export function ImportCounts({ given }: { given: Import }) {
  const { importId, fileName, counts, state } = given;
  if (!counts) return null;
  return (
    <Card>
      <div className="lf-import-counts">
        <b>{m["registry.import.sum"](inDigits(counts))}</b>
        {counts.rejected > 0 ? (
          <DownloadButton
            fetch={() => api.registry.rejectedRows.call({ importId })}
            fallbackName={`${fileName}-rejected.xlsx`}
          >
            {m["registry.import.rejected.download"]({ count: digits(counts.rejected) })}
          </DownloadButton>
        ) : null}
      </div>
      <p className="lf-muted">
        {state === "ready" || state === "checking"
          ? counts.new + counts.changed === 0
            ? m["import.nothing"]()
            : m["import.confirm.text"](inDigits(counts))
          : null}
        {counts.rejected > 0 ? ` ${m["import.rejected.mend"]()}` : null}
      </p>
    </Card>
  );
}
