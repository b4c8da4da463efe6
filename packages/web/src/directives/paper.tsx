/** What a directive says, whoever reads it. */
import type { DirectivePaper } from "@lianfang/core/directives/directive.ts";
import { m } from "@lianfang/messages/messages.js";
import { useDates } from "../kernel/clock.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { Card } from "../kernel/kit/detail-page.tsx";
import type { Fact } from "../kernel/kit/facts.tsx";
import { Note } from "../kernel/kit/problem-note.tsx";
import "./directives.css";

/** @param to where directives are read here: the town's list, or the own one */
export function usePaperFacts(paper: DirectivePaper, to: string): readonly Fact[] {
  const dates = useDates();
  const { replaces } = paper;
  return [
    [m["directives.number"](), paper.number],
    [
      m["directives.issuedBy"](),
      m["directives.doneBy"]({ name: paper.issuedBy, at: dates.instant(paper.issuedAt) }),
    ],
    [m["directives.confirmBy"](), dates.instant(paper.confirmBy)],
    [m["directives.finishBy"](), paper.finishBy ? dates.instant(paper.finishBy) : undefined],
    [
      m["directives.replaces"](),
      replaces ? (
        <AddressLink key="replaces" to={`${to}/${replaces.directiveId}`}>
          {replaces.number}
        </AddressLink>
      ) : undefined,
    ],
  ];
}

export function PaperText({ paper }: { paper: DirectivePaper }) {
  return (
    <Card title={m["directives.text"]()}>
      <p className="lf-directive-text">{paper.text}</p>
    </Card>
  );
}

/** That it stands no more, since when and why. */
export function PaperEnd({ paper, to }: { paper: DirectivePaper; to: string }) {
  const dates = useDates();
  const { withdrawn, replacedBy } = paper;
  if (withdrawn) {
    const { by, at, reason } = withdrawn;
    return (
      <Note tone="attention">
        {m["directives.withdrawn.said"]({ name: by, at: dates.instant(at), reason })}
      </Note>
    );
  }
  if (!replacedBy) return null;
  return (
    <Note tone="attention">
      {m["directives.replacedBy"]()}{" "}
      <AddressLink to={`${to}/${replacedBy.directiveId}`}>{replacedBy.number}</AddressLink>
    </Note>
  );
}
