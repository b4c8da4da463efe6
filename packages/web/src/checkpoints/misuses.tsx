import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { Card } from "../kernel/kit/detail-page.tsx";
import { Empty } from "../kernel/kit/empty.tsx";
import { CardLines } from "../kernel/kit/loading.tsx";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { useMay } from "../kernel/me.ts";
import { AnswerDialog, AnsweredNote } from "./answer.tsx";
import { directions, postOf } from "./words.ts";
import "./checkpoints.css";
import "../kernel/kit/detail.css";

type Misuse = Awaited<ReturnType<typeof api.checkpoints.passMisuses.call>>["misuses"][number];

const kinds: Record<Misuse["kind"], () => string> = {
  twice: () => m["checkpoints.misuse.twice"](),
  elsewhere: () => m["checkpoints.misuse.elsewhere"](),
  refused: () => m["checkpoints.misuse.refused"](),
};

/** Cards of the last three days that were used as no card may be. */
export function MisusesPage() {
  const { data, error, refetch } = useQuery(
    api.checkpoints.passMisuses.queryOptions({ input: {} }),
  );
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <CardLines count={6} />;
  return (
    <div className="lf-page">
      <PageHead
        title={m["checkpoints.misuses"]()}
        back={{ to: "/checkpoints/passes", label: m["checkpoints.passes"]() }}
        intro={m["checkpoints.misuses.intro"]()}
      />
      {data.misuses.length === 0 ? (
        <Empty
          title={m["checkpoints.misuses.none"]()}
          text={m["checkpoints.misuses.none.text"]()}
        />
      ) : (
        <div className="lf-detail-main">
          {data.misuses.map((misuse) => (
            <MisuseCard
              key={`${misuse.earlier.crossingId} ${misuse.later.crossingId} ${misuse.later.line}`}
              misuse={misuse}
            />
          ))}
        </div>
      )}
    </div>
  );
}

function MisuseCard({ misuse }: { misuse: Misuse }) {
  const dates = useDates();
  const may = useMay(api.checkpoints.answerMisuse);
  const [isAnswering, setAnswering] = useState(false);
  const { kind, earlier, later, answered, holderName } = misuse;
  const uses = kind === "refused" ? [later] : [earlier, later];
  return (
    <Card
      title={[kinds[kind](), holderName].filter(Boolean).join(" · ")}
      actions={
        may && !answered ? (
          <Button type="primary" onClick={() => setAnswering(true)}>
            {m["checkpoints.misuse.answer"]()}
          </Button>
        ) : null
      }
    >
      <ul className="lf-lines-list">
        {uses.map((use) => (
          <li key={use.crossingId}>
            <AddressLink to={`/checkpoints/crossings/${use.crossingId}`}>
              {`${dates.instant(use.crossedAt)} ${postOf(use)} ${directions[use.direction]()} ${use.name ?? ""}`}
            </AddressLink>
          </li>
        ))}
      </ul>
      <AnsweredNote answered={answered} />
      {isAnswering ? <MisuseDialog misuse={misuse} onClose={() => setAnswering(false)} /> : null}
    </Card>
  );
}

function MisuseDialog({ misuse, onClose }: { misuse: Misuse; onClose: () => void }) {
  const pair = { earlierId: misuse.earlier.crossingId, laterId: misuse.later.crossingId };
  const answer = useCommand(api.checkpoints.answerMisuse, JSON.stringify(pair));
  return (
    <AnswerDialog
      name={`misuse-${pair.laterId}`}
      title={m["checkpoints.misuse.answer"]()}
      command={answer}
      send={(action) => answer.send({ ...pair, action })}
      onClose={onClose}
    />
  );
}
