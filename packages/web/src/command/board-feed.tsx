import { townDay } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import { entryText } from "../journal/entry-text.ts";
import { useDates, useToday } from "../kernel/clock.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { useTown } from "../kernel/me.ts";

interface FeedLine {
  id: string;
  entry: string;
  at: string;
  actorName?: string | undefined;
  areaName?: string | undefined;
}

/** What was done last, from the journal; nobody's name but the doer's. */
export function Feed({ feed }: { feed: readonly FeedLine[] }) {
  const dates = useDates();
  const today = useToday();
  const { timeZone } = useTown();
  const when = (at: string) =>
    townDay(at, timeZone) === today ? dates.time(at) : dates.instant(at);
  return (
    <Card title={m["command.feed"]()}>
      {feed.length === 0 ? <p className="lf-muted">{m["command.feed.none"]()}</p> : null}
      <ol className="lf-feed">
        {feed.map((line) => (
          <li key={line.id}>
            <time dateTime={line.at}>{when(line.at)}</time>
            <span>
              {line.areaName ? <b>{line.areaName} </b> : null}
              {entryText(line.entry)}
              {line.actorName ? <span className="lf-muted"> {line.actorName}</span> : null}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
