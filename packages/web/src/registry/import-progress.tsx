import type { Import, ImportProgress } from "@lianfang/core/registry/import-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, client } from "../kernel/client.ts";
import { Card } from "../kernel/kit/detail-page.tsx";

const againMs = 2_000;

/** How far the background is with an import, as the server tells; when it is done, the import is asked again. */
function useProgress(importId: string): ImportProgress | undefined {
  const queries = useQueryClient();
  const [progress, setProgress] = useState<ImportProgress>();
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const follow = async () => {
      const told = await client.registry.importProgress({ importId }, { signal });
      for await (const now of told) setProgress(now);
      const shown = [api.registry.import.key(), api.registry.importRows.key()];
      await Promise.all(shown.map((queryKey) => queries.invalidateQueries({ queryKey })));
    };
    const followOn = (): void => {
      // A line that broke is taken up again; the work goes on meanwhile.
      follow().catch(() => {
        if (!signal.aborted) setTimeout(() => !signal.aborted && followOn(), againMs);
      });
    };
    followOn();
    return () => leaving.abort();
  }, [importId, queries]);
  return progress;
}

const texts = {
  reading: m["import.progress.reading"],
  checking: m["import.progress.checking"],
  writing: m["import.progress.writing"],
  undoing: m["import.progress.undoing"],
};

/** What is begun with, until the server has told. */
function firstStep(state: Import["state"]): keyof typeof texts {
  if (state === "checking" || state === "writing" || state === "undoing") return state;
  return "reading";
}

/** Reading or writing goes on, whether or not anybody looks. */
export function ImportProgressCard({ given: { importId, state } }: { given: Import }) {
  const { step = firstStep(state), done = 0, total = 0 } = useProgress(importId) ?? {};
  const isCounted = total > 0;
  const isLooking = step === "undoing" && !isCounted;
  const text = isLooking ? m["import.progress.looking"]() : texts[step]({ done, total });
  return (
    <Card>
      <div className="lf-progress" role="status">
        <progress
          aria-label={text}
          {...(isCounted ? { value: done, max: total } : {})}
          data-state={state}
        />
        <p>
          <b>{text}</b>
        </p>
        <p className="lf-muted">
          {m["import.progress.leave"]()} {state === "checking" ? m["import.progress.old"]() : null}
        </p>
      </div>
    </Card>
  );
}
