import type { CrossingRow } from "@lianfang/core/checkpoints/crossing.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { Empty } from "../kernel/kit/empty.tsx";
import { Facts } from "../kernel/kit/facts.tsx";
import { CardLines } from "../kernel/kit/loading.tsx";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { SendButton } from "../kernel/kit/send-button.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { useMay } from "../kernel/me.ts";
import { whoOf } from "./crossings.tsx";
import { directions, postOf } from "./words.ts";
import "./checkpoints.css";

interface Pair {
  earlier: CrossingRow;
  later: CrossingRow;
}

/** Records that are likely one crossing: a person says whether they are. */
export function DoublesPage() {
  const { data, error, refetch } = useQuery(api.checkpoints.doubles.queryOptions({ input: {} }));
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <CardLines count={6} />;
  return (
    <div className="lf-page">
      <PageHead
        title={m["checkpoints.doubles"]()}
        back={{ to: "/checkpoints/crossings", label: m["checkpoints.crossings"]() }}
        intro={m["checkpoints.doubles.intro"]()}
      />
      {data.pairs.length === 0 ? (
        <Empty
          title={m["checkpoints.doubles.none"]()}
          text={m["checkpoints.doubles.none.text"]()}
        />
      ) : (
        <div className="lf-detail-main">
          {data.pairs.map((pair) => (
            <PairCard key={`${pair.earlier.crossingId} ${pair.later.crossingId}`} pair={pair} />
          ))}
        </div>
      )}
    </div>
  );
}

function PairCard({ pair: { earlier, later } }: { pair: Pair }) {
  const intent = `${earlier.crossingId} ${later.crossingId}`;
  const same = useCommand(api.checkpoints.judgeDouble, `${intent} same`);
  const two = useCommand(api.checkpoints.judgeDouble, `${intent} two`);
  const may = useMay(api.checkpoints.judgeDouble);
  const judge = async (command: typeof same, isSame: boolean) => {
    const pair = { earlierId: earlier.crossingId, laterId: later.crossingId };
    if (await command.send({ ...pair, isSame })) {
      tell(isSame ? m["checkpoints.doubles.isSame"]() : m["checkpoints.doubles.areTwo"]());
    }
  };
  return (
    <Card title={`${whoOf(earlier)} · ${postOf(earlier)}`}>
      <div className="lf-pair">
        <Record row={earlier} />
        <Record row={later} />
      </div>
      {may ? (
        <div className="lf-foot">
          <SendButton command={same} onSend={() => void judge(same, true)}>
            {m["checkpoints.doubles.same"]()}
          </SendButton>
          <SendButton command={two} kind="default" onSend={() => void judge(two, false)}>
            {m["checkpoints.doubles.two"]()}
          </SendButton>
        </div>
      ) : null}
    </Card>
  );
}

function Record({ row }: { row: CrossingRow }) {
  const dates = useDates();
  return (
    <Facts
      columns={1}
      facts={[
        [
          m["checkpoints.crossedAt"](),
          `${dates.instant(row.crossedAt)} ${directions[row.direction]()}`,
        ],
        [m["checkpoints.recordedBy"](), row.recordedBy],
        [m["registry.identityNumber"](), row.identityMasked],
        [m["checkpoints.celsius"](), row.celsius ? `${row.celsius.toFixed(1)} ℃` : undefined],
      ]}
    />
  );
}
