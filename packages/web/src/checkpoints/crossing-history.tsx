/** What was put right in a crossing: by whom, when, why, and from what to what. */
import type { CrossingRow } from "@lianfang/core/checkpoints/crossing.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import type { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { Card, Timeline } from "../kernel/kit/detail-page.tsx";
import { listed } from "../kernel/locale.ts";
import { usePutBack } from "./crossing-amend.tsx";
import { directions, outcomes } from "./words.ts";

type Corrections = Awaited<ReturnType<typeof api.checkpoints.crossing.call>>["corrections"];
type Dates = ReturnType<typeof useDates>;

interface HistoryProps {
  corrections: Corrections;
  /** The record shown, when it counts and may be put back. */
  crossingId: string | undefined;
}

export function CrossingHistory({ corrections, crossingId }: HistoryProps) {
  const dates = useDates();
  const putBack = usePutBack();
  const last = corrections.at(-1);
  if (!last) return null;
  return (
    <Card
      title={m["checkpoints.amend.history"]()}
      actions={
        crossingId === last.replacedBy ? (
          <Button onClick={() => void putBack(last.replacedBy, last.crossingId)}>
            {m["checkpoints.amend.undo"]()}
          </Button>
        ) : null
      }
    >
      <Timeline
        entries={corrections.toReversed().map(({ replacedBy, at, by, reason, before, after }) => ({
          key: replacedBy,
          when: dates.instant(at),
          what: [reason, listed(changesOf(before, after, dates))].filter(Boolean).join(" · "),
          who: by,
        }))}
      />
    </Card>
  );
}

/** Each as 体温：38.4 ℃ → 36.4 ℃. An identity number is only said to have changed. */
function changesOf(
  before: readonly CrossingRow[],
  after: readonly CrossingRow[],
  dates: Dates,
): string[] {
  return before.flatMap((was) => {
    const is = after.find(({ line }) => line === was.line);
    if (!is) return [];
    const from = said(was, dates);
    const to = said(is, dates);
    return from.flatMap(([label, value], at) => {
      const other = to[at]?.[1];
      if (value === other) return [];
      const none = m["checkpoints.amend.none"]();
      return m["checkpoints.amend.change"]({ label, from: value ?? none, to: other ?? none });
    });
  });
}

const said = (
  row: CrossingRow,
  dates: Dates,
): readonly (readonly [string, string | undefined])[] => [
  [m["checkpoints.person"](), row.name],
  [m["registry.identityNumber"](), row.identityMasked],
  [m["checkpoints.celsius"](), row.celsius ? `${row.celsius.toFixed(1)} ℃` : undefined],
  [m["checkpoints.outcome"](), row.subject === "person" ? outcomes[row.outcome]() : undefined],
  [m["checkpoints.plate"](), row.plate],
  [m["checkpoints.direction"](), directions[row.direction]()],
  [m["checkpoints.crossedAt"](), dates.instant(row.crossedAt)],
];
