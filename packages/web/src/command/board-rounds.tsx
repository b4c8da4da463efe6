import { m } from "@lianfang/messages/messages.js";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { Card } from "../kernel/kit/detail-page.tsx";
import { ShareBar } from "../kernel/kit/share-bar.tsx";

interface Round {
  windowId: string;
  from: string;
  to: string;
  due: number;
  done: number;
  missed: number;
}

interface Kind {
  kind: "visits" | "patrols";
  due: number;
  done: number;
}

interface RoundsProps {
  windows: readonly Round[];
  /** Visits and patrols that the day's rules owe. */
  rounds: readonly Kind[];
}

/** Today's rounds: readings by their windows, visits and patrols; how far each has come. */
export function Rounds({ windows, rounds }: RoundsProps) {
  if (windows.every(({ due }) => due === 0) && rounds.length === 0) return null;
  return (
    <Card title={m["command.rounds"]()}>
      <div className="lf-rounds">
        {windows.map((round) => (
          <RoundBar key={round.windowId} round={round} />
        ))}
        {rounds.map((kind) => (
          <KindBar key={kind.kind} kind={kind} />
        ))}
      </div>
    </Card>
  );
}

const kinds = {
  visits: () => m["command.rounds.visits"](),
  patrols: () => m["command.rounds.patrols"](),
};

function KindBar({ kind: { kind, due, done } }: { kind: Kind }) {
  return (
    <AddressLink className="lf-round" to="/places/rounds">
      <span className="lf-round-time">{kinds[kind]()}</span>
      <ShareBar due={due} done={done} missed={0} />
      <span className="lf-round-text">{m["command.rounds.made"]({ done, due })}</span>
    </AddressLink>
  );
}

function RoundBar({ round }: { round: Round }) {
  const { windowId, from, to, due, done, missed } = round;
  return (
    <AddressLink className="lf-round" to={`/people/readings?window=${windowId}`}>
      <span className="lf-round-time">
        {from}–{to}
      </span>
      <ShareBar due={due} done={done} missed={missed} />
      <span className="lf-round-text">
        {due === 0 ? m["command.rounds.notYet"]() : m["command.rounds.done"]({ done, due })}
        {missed > 0 ? (
          <b className="lf-round-missing">{m["command.rounds.missed"]({ count: missed })}</b>
        ) : null}
      </span>
    </AddressLink>
  );
}
