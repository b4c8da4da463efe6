/** Whom to ring up: people of the units that have not confirmed. */
import type { UnitProgress } from "@lianfang/core/directives/directive.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { Lines } from "../kernel/kit/loading.tsx";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { nameOf } from "../kernel/locale.ts";
import { staffKindLabels } from "../organization/unit-kinds.ts";
import { Enter } from "./enter.tsx";
import "./directives.css";

/** So many stand there at once; more are asked for. */
const fewUnits = 8;

interface WaitedForProps {
  directive: { directiveId: string; issuedAt: string; units: readonly UnitProgress[] };
}

/** Whoever was reached is entered at once. */
export function WaitedFor({ directive }: WaitedForProps) {
  const { directiveId, units } = directive;
  const [entering, setEntering] = useState<UnitProgress>();
  const [isWhole, setWhole] = useState(false);
  const { data, error, refetch } = useQuery(
    api.directives.waitedFor.queryOptions({ input: { directiveId } }),
  );
  const waiting = units.filter(({ acknowledged }) => !acknowledged);
  const peopleOf = (unitId: string) =>
    data?.units.find((unit) => unit.unitId === unitId)?.people ?? [];
  return (
    <Card title={m["directives.remind"]()}>
      {error ? <Trouble error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Lines count={3} /> : null}
      {data
        ? waiting.slice(0, isWhole ? undefined : fewUnits).map((unit) => (
            <div key={unit.unitId} className="lf-directive-unit">
              <div className="lf-directive-unit-head">
                <h3>{nameOf(unit)}</h3>
                <Button
                  size="small"
                  aria-label={`${m["directives.enter"]()} ${nameOf(unit)}`}
                  onClick={() => setEntering(unit)}
                >
                  {m["directives.enter"]()}
                </Button>
              </div>
              <People people={peopleOf(unit.unitId)} />
            </div>
          ))
        : null}
      {data && !isWhole && waiting.length > fewUnits ? (
        <Button onClick={() => setWhole(true)}>
          {m["directives.remind.all"]({ count: waiting.length })}
        </Button>
      ) : null}
      {entering ? (
        <Enter directive={directive} unit={entering} onClose={() => setEntering(undefined)} />
      ) : null}
    </Card>
  );
}

type People = Awaited<ReturnType<typeof api.directives.waitedFor.call>>["units"][number]["people"];

function People({ people }: { people: People }) {
  if (people.length === 0) return <p className="lf-muted">{m["directives.remind.nobody"]()}</p>;
  return (
    <ul className="lf-directive-people">
      {people.map(({ staffId, name, kind, phone }) => (
        <li key={staffId}>
          <span>
            {name} <span className="lf-muted">{staffKindLabels[kind]()}</span>
          </span>
          {phone ? (
            <a href={`tel:${phone}`}>{phone}</a>
          ) : (
            <span className="lf-muted">{m["directives.remind.noPhone"]()}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
