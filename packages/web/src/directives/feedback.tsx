import type { Feedback } from "@lianfang/core/directives/directive.ts";
import { m } from "@lianfang/messages/messages.js";
import type { z } from "zod";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { Card, Timeline } from "../kernel/kit/detail-page.tsx";
import { More } from "../kernel/kit/list-more.tsx";
import { Lines } from "../kernel/kit/loading.tsx";
import { usePaged } from "../kernel/kit/paged.ts";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { nameOf } from "../kernel/locale.ts";
import "./directives.css";

/** What all units fed back, the latest first. */
export function FeedbackCard({ directiveId }: { directiveId: string }) {
  const list = usePaged(api.directives.feedback, { directiveId, limit: 30 });
  return (
    <Card title={m["directives.feedback"]()}>
      {list.error ? <Trouble error={list.error} onRetry={list.retry} /> : null}
      {list.isPending ? <Lines count={2} /> : null}
      {!list.isPending && !list.error ? <FeedbackLines rows={list.rows} /> : null}
      <More list={list} />
    </Card>
  );
}

export function FeedbackLines({ rows }: { rows: readonly z.infer<typeof Feedback>[] }) {
  const dates = useDates();
  if (rows.length === 0) return <p className="lf-muted">{m["directives.feedback.none"]()}</p>;
  return (
    <Timeline
      entries={rows.map(({ feedbackId, at, text, by, unitName: name, unitNameEn: nameEn }) => ({
        key: feedbackId,
        when: dates.instant(at),
        what: <span className="lf-directive-said">{text}</span>,
        who: m["directives.doneBy"]({ name: nameOf({ name, nameEn }), at: by }),
      }))}
    />
  );
}
