import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { Card } from "../kernel/kit/detail-page.tsx";
import { useLocale } from "../kernel/locale.ts";
import { useMay } from "../kernel/me.ts";
import { figureName, figureUnit, figureValue } from "./figure-text.ts";

type Board = Awaited<ReturnType<typeof api.command.board.call>>;
type Checkpoints = NonNullable<Board["checkpoints"]>;

/** Whatever of these is not nought wants somebody. */
const wanting = [
  "checkpoints.unmanned",
  "checkpoints.passes.misused",
  "checkpoints.crossings.fevers",
];

/** How the checkpoints stand and what passed since the last report; each number opens its list. */
export function CheckpointsNow({ checkpoints }: { checkpoints: Checkpoints }) {
  const dates = useDates();
  const { since, isSinceReport, standing, moved } = checkpoints;
  const at = dates.instant(since);
  return (
    <Card
      title={m["command.checkpoints"]()}
      actions={
        <AddressLink to="/checkpoints/posts">{m["command.checkpoints.posts"]()}</AddressLink>
      }
    >
      <div className="lf-board-figures">
        {standing.map((figure) => (
          <Cell key={figure.figureId} figure={figure} query="" />
        ))}
      </div>
      <p className="lf-muted lf-board-since">
        {isSinceReport
          ? m["command.checkpoints.sinceReport"]({ at })
          : m["command.checkpoints.sinceMidnight"]()}
      </p>
      <div className="lf-board-figures">
        {moved.map((figure) => (
          <Cell key={figure.figureId} figure={figure} query={`?since=${since}`} />
        ))}
      </div>
    </Card>
  );
}

interface CellProps {
  figure: Checkpoints["moved"][number];
  /** What of the figure: since when. */
  query: string;
}

function Cell({ figure: { figureId, value }, query }: CellProps) {
  const locale = useLocale();
  const mayOpen = useMay(api.command.figureRows);
  const isWanting = value > 0 && wanting.includes(figureId);
  const content = (
    <>
      <span className="lf-figure-name">{figureName(figureId)}</span>
      <span className={isWanting ? "lf-figure-value lf-figure-wanting" : "lf-figure-value"}>
        {figureValue(figureId, value, locale)} <small>{figureUnit(figureId)}</small>
      </span>
    </>
  );
  if (!mayOpen) return <div className="lf-figure">{content}</div>;
  return (
    <AddressLink className="lf-figure" to={`/figures/${figureId}${query}`}>
      {content}
    </AddressLink>
  );
}
