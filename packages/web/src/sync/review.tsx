import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { choicesOf, keyIn } from "../kernel/kit/choices.ts";
import { ListPage } from "../kernel/kit/list-page.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { sentLabel } from "./sent-content.tsx";
import { reviewReasons, reviewStates, reviewTones } from "./words.ts";

/** What phones sent that nobody has decided about yet, the longest waiting first. */
export function ReviewPage() {
  const dates = useDates();
  return (
    <ListPage
      title={m["sync.review"]()}
      intro={m["sync.review.intro"]()}
      query={api.sync.quarantine}
      input={({ state, reason, device }) => ({
        limit: 50,
        state: keyIn(reviewStates, state) ?? "open",
        reason: keyIn(reviewReasons, reason),
        deviceId: device,
      })}
      filters={[
        {
          kind: "chips",
          name: "state",
          label: m["sync.state"](),
          options: choicesOf(reviewStates),
        },
        {
          kind: "choice",
          name: "reason",
          label: m["sync.reason"](),
          options: choicesOf(reviewReasons),
        },
      ]}
      columns={[
        {
          key: "what",
          title: m["sync.what"](),
          cell: ({ procedure }) => <strong>{sentLabel(procedure)}</strong>,
          card: "title",
        },
        { key: "by", title: m["sync.by"](), cell: ({ accountName }) => accountName },
        {
          key: "happened",
          title: m["sync.happenedAt"](),
          cell: ({ happenedAt }) => dates.instant(happenedAt),
        },
        { key: "reason", title: m["sync.reason"](), cell: ({ reason }) => reviewReasons[reason]() },
        {
          key: "received",
          title: m["sync.receivedAt"](),
          isMinor: true,
          cell: ({ receivedAt }) => dates.instant(receivedAt),
        },
        {
          key: "state",
          title: m["sync.state"](),
          card: "tag",
          cell: ({ state }) => (
            <StateTag tone={reviewTones[state]}>{reviewStates[state]()}</StateTag>
          ),
        },
      ]}
      rowKey={({ recordId }) => recordId}
      to={({ recordId }) => `/settings/review/${recordId}`}
      empty={{ title: m["sync.review.none"](), text: m["sync.review.none.text"]() }}
    />
  );
}
