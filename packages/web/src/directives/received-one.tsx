/** A directive as a unit has it: to be read, confirmed, fed back and finished. */
import type { UnitProgress } from "@lianfang/core/directives/directive.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { Card, DetailPage } from "../kernel/kit/detail-page.tsx";
import { type Fact, Facts } from "../kernel/kit/facts.tsx";
import { CardLines } from "../kernel/kit/loading.tsx";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { nameOf } from "../kernel/locale.ts";
import { OwnActs } from "./own-acts.tsx";
import { PaperEnd, PaperText, usePaperFacts } from "./paper.tsx";
import { DirectiveTag, StandingTag } from "./standing-tag.tsx";
import { UnitActions } from "./unit-actions.tsx";
import { doneText } from "./words.ts";

type Shown = Awaited<ReturnType<typeof api.directives.receivedDirective.call>>;

const list = "/command/received";

export function ReceivedDirectivePage() {
  const { directiveId = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(
    api.directives.receivedDirective.queryOptions({ input: { directiveId } }),
  );
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <CardLines count={8} />;
  return <Received directive={data} />;
}

function Received({ directive }: { directive: Shown }) {
  const facts = usePaperFacts(directive, list);
  const { instant } = useDates();
  const { directiveId, units, acts, state } = directive;
  const standFacts = (unit: UnitProgress): readonly Fact[] => [
    [m["directives.standing"](), <StandingTag key="standing" unit={unit} />],
    [m["directives.acknowledged"](), doneText(unit.acknowledged, instant)],
    [m["directives.finished"](), doneText(unit.finished, instant)],
    [m["directives.note.said"](), unit.finished?.note],
  ];
  return (
    <DetailPage
      title={directive.title}
      state={<DirectiveTag state={state} />}
      back={{ to: list, label: m["directives.received"]() }}
      facts={facts}
    >
      <PaperEnd paper={directive} to={list} />
      <PaperText paper={directive} />
      {units.map((unit) => (
        <Card key={unit.unitId} title={nameOf(unit)}>
          <Facts facts={standFacts(unit)} />
          {state === "standing" ? <UnitActions directiveId={directiveId} unit={unit} /> : null}
        </Card>
      ))}
      <OwnActs
        directiveId={directiveId}
        acts={acts}
        isOpen={state === "standing"}
        withUnit={units.length > 1}
      />
    </DetailPage>
  );
}
