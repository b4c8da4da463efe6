import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { Card } from "../kernel/kit/detail-page.tsx";
import { CardLines } from "../kernel/kit/loading.tsx";
import { MoreButton } from "../kernel/kit/more-button.tsx";
import { usePaged } from "../kernel/kit/paged.ts";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import type { About } from "../kernel/modules.ts";
import { dutyLabels } from "../policy/words.ts";
import { makerOf, outcomes, outcomeTones } from "./words.ts";
import "./rounds.css";

/** Who was there, when, and what was found; the latest first. */
export function PersonRounds({ about }: { about: About }) {
  const dates = useDates();
  const target =
    "residentId" in about
      ? { targetKind: "person" as const, targetId: about.residentId }
      : { targetKind: "household" as const, targetId: about.householdId };
  const list = usePaged(api.rounds.recordsOf, { ...target, limit: 10 });
  if (list.error) return <Trouble error={list.error} onRetry={list.retry} />;
  if (list.isPending) return <CardLines count={2} />;
  const standing = list.rows.filter(({ correctedBy }) => !correctedBy);
  if (standing.length === 0) return null;
  return (
    <Card title={m["rounds.records"]()}>
      <ol className="lf-rounds-lines">
        {standing.map((row) => (
          <li key={row.recordId}>
            <AddressLink to={`/places/rounds/records/${row.recordId}`}>
              {dates.instant(row.doneAt)} {dutyLabels[row.duty]()}
            </AddressLink>
            <StateTag tone={outcomeTones[row.outcome]}>{outcomes[row.outcome]()}</StateTag>
            {row.finding ? <b>{row.finding}</b> : null}
            <span className="lf-muted">{makerOf(row)}</span>
          </li>
        ))}
      </ol>
      <MoreButton list={list} />
    </Card>
  );
}
