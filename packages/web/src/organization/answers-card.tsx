import type { TargetKind } from "@lianfang/core/organization/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { useAreaNames } from "../kernel/kit/areas.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { Lines } from "../kernel/kit/loading.tsx";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { useMay } from "../kernel/me.ts";
import { AssignDialog, type Assignment } from "./assign-dialog.tsx";
import { levelName, targetPages } from "./chain-of-targets.ts";
import "./responsibility.css";

type Chain = Awaited<ReturnType<typeof api.organization.chainOf.call>>;
type AnsweredLevel = Chain["levels"][number];

interface AnswersCardProps {
  targetKind: TargetKind;
  targetId: string;
}

/** Who answers for something at each level of the chain, and whose name stands in where it has none. */
export function AnswersCard({ targetKind, targetId }: AnswersCardProps) {
  const { data, error, refetch } = useQuery(
    api.organization.chainOf.queryOptions({ input: { targetKind, targetId } }),
  );
  const areas = useAreaNames();
  const mayAssign = useMay(api.organization.assign);
  const [assignment, setAssignment] = useState<Assignment>();
  return (
    <Card title={m["organization.answers"]()}>
      {error ? (
        <Trouble error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <ul className="lf-answers">
          {data.levels.map((level) => (
            <Answer
              key={level.level}
              level={level}
              targetId={targetId}
              standsOn={level.from && (areas.get(level.from.targetId) ?? level.from.name)}
              onAssign={mayAssign ? () => setAssignment(assignmentOf(data, level)) : undefined}
            />
          ))}
        </ul>
      ) : (
        <Lines count={4} />
      )}
      {assignment && data ? (
        <AssignDialog
          assignment={assignment}
          levels={data.levels}
          onDone={() => {}}
          onClose={() => setAssignment(undefined)}
        />
      ) : null}
    </Card>
  );
}

/** Only the target's own names can be taken off it. */
function assignmentOf({ target, levels }: Chain, level: AnsweredLevel): Assignment {
  const { targetKind, targetId, name, areaId } = target;
  const answerers = levels.flatMap(({ answerer, from }) =>
    answerer && from?.targetId === targetId ? [answerer] : [],
  );
  return { targetKind, targets: [{ targetId, name, answerers }], level, areaId };
}

interface AnswerProps {
  level: AnsweredLevel;
  targetId: string;
  /** The name of what the answerer's name stands on. */
  standsOn: string | undefined;
  onAssign: (() => void) | undefined;
}

function Answer({ level, targetId, standsOn, onAssign }: AnswerProps) {
  const { answerer, from } = level;
  const isOwn = from?.targetId === targetId;
  return (
    <li>
      <span className="lf-muted">{levelName(level)}</span>
      {answerer ? (
        <span>
          <b>{answerer.name}</b>{" "}
          {answerer.phone ? <a href={`tel:${answerer.phone}`}>{answerer.phone}</a> : null}
        </span>
      ) : (
        <span className="lf-muted">{m["organization.responsibility.nobody"]()}</span>
      )}
      {from && !isOwn ? (
        <span className="lf-answers-from">
          {m["organization.answers.from"]()}{" "}
          <AddressLink to={targetPages[from.targetKind](from.targetId)}>{standsOn}</AddressLink>
        </span>
      ) : null}
      {onAssign ? (
        <Button
          type="link"
          size="small"
          aria-label={`${levelName(level)}: ${isOwn ? m["web.edit"]() : m["organization.responsibility.assign"]()}`}
          onClick={onAssign}
        >
          {isOwn ? m["web.edit"]() : m["organization.responsibility.assign"]()}
        </Button>
      ) : null}
    </li>
  );
}
