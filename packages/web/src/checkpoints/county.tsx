/** What the county's platform says of a traveller, and how it does. */
import type { SourceFailure } from "@lianfang/core/checkpoints/result-source.ts";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { Note, ProblemNote } from "../kernel/kit/problem-note.tsx";

const failures: Readonly<Record<SourceFailure, () => string>> = {
  unreachable: () => m["checkpoints.results.county.unreachable"](),
  timeout: () => m["checkpoints.results.county.timeout"](),
  refused: () => m["checkpoints.results.county.refused"](),
  busy: () => m["checkpoints.results.county.busy"](),
  failed: () => m["checkpoints.results.county.failed"](),
  unreadable: () => m["checkpoints.results.county.unreadable"](),
};

const useSource = () => useQuery(api.checkpoints.resultSource.queryOptions({ input: {} })).data;

/** Whether it is connected and answers; nothing while that is not known. */
export function CountyState() {
  const source = useSource();
  const dates = useDates();
  if (!source) return null;
  const { isConnected, lastAnsweredAt, failure, failedAt } = source;
  if (!isConnected) return <p className="lf-muted">{m["checkpoints.results.county.none"]()}</p>;
  const last = lastAnsweredAt && dates.instant(lastAnsweredAt);
  if (failure && failedAt) {
    return (
      <Note tone="attention">
        {m["checkpoints.results.county.bad"]({
          failure: failures[failure](),
          at: dates.instant(failedAt),
          last: last ?? m["checkpoints.results.county.noneYet"](),
        })}
      </Note>
    );
  }
  return (
    <p className="lf-muted">
      {last
        ? m["checkpoints.results.county.good"]({ at: last })
        : m["checkpoints.results.county.never"]()}
    </p>
  );
}

interface AskCountyProps {
  checkpointId: string;
  identityNumber: string;
  asked: { at: Instant; state: "waiting" | "known" | "unknown" } | undefined;
}

/** Asks about somebody when told to; the answer joins what is known as soon as it is there. */
export function AskCounty({ checkpointId, identityNumber, asked }: AskCountyProps) {
  const source = useSource();
  const ask = useCommand(api.checkpoints.askResult, identityNumber);
  if (!source?.isConnected) return null;
  return (
    <section aria-live="polite">
      {asked ? <p className="lf-muted">{stateText(asked.state, source.failure)}</p> : null}
      {asked && asked.state !== "unknown" ? null : (
        <Button
          loading={ask.isBusy}
          onClick={() => void ask.send({ checkpointId, identityNumber })}
        >
          {m["checkpoints.results.county.ask"]()}
        </Button>
      )}
      {source.failure ? <CountyState /> : null}
      {ask.problem ? <ProblemNote problem={ask.problem} /> : null}
    </section>
  );
}

function stateText(state: "waiting" | "known" | "unknown", failure: SourceFailure | undefined) {
  if (state === "known") return m["checkpoints.results.county.known"]();
  if (state === "unknown") return m["checkpoints.results.county.unknown"]();
  return failure
    ? m["checkpoints.results.county.late"]()
    : m["checkpoints.results.county.waiting"]();
}
