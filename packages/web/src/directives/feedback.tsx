import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { More } from "../kernel/kit/list-more.tsx";
import { Lines } from "../kernel/kit/loading.tsx";
import { usePaged } from "../kernel/kit/paged.ts";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { ActLines } from "./acts.tsx";

/** What all units fed back, the latest first. */
export function FeedbackCard({ directiveId }: { directiveId: string }) {
  const list = usePaged(api.directives.acts, { directiveId, kind: "feedback", limit: 30 });
  return (
    <Card title={m["directives.feedback"]()}>
      {list.error ? <Trouble error={list.error} onRetry={list.retry} /> : null}
      {list.isPending ? <Lines count={2} /> : null}
      {!list.isPending && !list.error ? (
        <ActLines rows={list.rows} none={m["directives.feedback.none"]()} withUnit withoutKind />
      ) : null}
      <More list={list} />
    </Card>
  );
}
