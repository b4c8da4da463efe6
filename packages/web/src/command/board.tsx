import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { CardLines } from "../kernel/kit/loading.tsx";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { useMay } from "../kernel/me.ts";
import { NoEntry } from "../kernel/routes.tsx";
import { AreaTable } from "./board-areas.tsx";
import { CheckpointsNow } from "./board-checkpoints.tsx";
import { Feed } from "./board-feed.tsx";
import { FigureStrip } from "./board-figures.tsx";
import { Needs } from "./board-needs.tsx";
import { Rounds } from "./board-rounds.tsx";
import { Tonight } from "./board-tonight.tsx";
import "./board.css";

/** What needs somebody now before what is merely known. */
export function BoardPage() {
  return useMay(api.command.board) ? <Board /> : <NoEntry />;
}

function Board() {
  const dates = useDates();
  const { data: board, error, refetch } = useQuery(api.command.board.queryOptions({ input: {} }));
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  return (
    <div className="lf-page lf-board">
      <PageHead
        title={m["command.board"]()}
        {...(board ? { aside: <span>{dates.dayInFull(board.day)}</span> } : {})}
      />
      {board ? (
        <div className="lf-board-grid">
          <div className="lf-board-main">
            <Needs needs={board.needs} />
            <FigureStrip figures={board.figures} />
            <Rounds windows={board.windows} rounds={board.rounds} />
            {board.checkpoints ? <CheckpointsNow checkpoints={board.checkpoints} /> : null}
            <AreaTable areas={board.areas} />
          </div>
          <aside className="lf-board-side">
            <Tonight bulletin={board.bulletin} />
            <Feed feed={board.feed} />
          </aside>
        </div>
      ) : (
        <div className="lf-board-grid">
          <div className="lf-board-main">
            <CardLines count={5} />
            <CardLines count={3} />
            <CardLines count={8} />
          </div>
          <aside className="lf-board-side">
            <CardLines count={4} />
            <CardLines count={8} />
          </aside>
        </div>
      )}
    </div>
  );
}
