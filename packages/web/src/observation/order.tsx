import { addDays } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { Card, DetailPage } from "../kernel/kit/detail-page.tsx";
import { Facts } from "../kernel/kit/facts.tsx";
import { CardLines } from "../kernel/kit/loading.tsx";
import { Note, Trouble } from "../kernel/kit/problem-note.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { textOf } from "../kernel/locale.ts";
import { OrderActions } from "./order-actions.tsx";
import { OrderReadings } from "./order-readings.tsx";
import { OrderedTwice } from "./person-orders.tsx";
import type { ShownOrder } from "./shown-order.ts";
import { orderStates, orderTones, releaseChecks, restrictiveMeasures } from "./words.ts";
import "./observation.css";
import { useAreaName } from "../registry/place.tsx";

export function OrderPage() {
  const { orderId = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(
    api.observation.order.queryOptions({ input: { orderId } }),
  );
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <CardLines count={10} />;
  return <Shown order={data} />;
}

function Shown({ order }: { order: ShownOrder }) {
  const dates = useDates();
  const areaName = useAreaName();
  const { name, terms, state } = order;
  return (
    <DetailPage
      title={name}
      state={
        <>
          <StateTag tone={orderTones[state]}>{orderStates[state]()}</StateTag>
          {order.isReleaseDue ? (
            <StateTag tone="amber">{m["observation.releaseDue"]()}</StateTag>
          ) : null}
        </>
      }
      intro={[restrictiveMeasures[order.measure](), areaName(order), order.orderNumber].join(" · ")}
      back={{ to: "/people/observation", label: m["observation.orders"]() }}
      actions={<OrderActions order={order} />}
      side={
        <>
          <Answering order={order} />
          <Card title={m["observation.part.appeal"]()}>
            <Facts
              columns={1}
              facts={[
                [m["observation.appeal.name"](), terms.appeal.name],
                [m["observation.appeal.phone"](), terms.appeal.phone],
              ]}
            />
            <p className="lf-muted">{m["observation.appeal.hint"]()}</p>
          </Card>
        </>
      }
    >
      <OrderedTwice rows={[order]} />
      <Progress order={order} />
      <Outcome order={order} />
      <OrderReadings order={order} />
      <Card title={m["observation.part.why"]()}>
        <Facts
          facts={[
            [m["observation.reason"](), textOf(terms.reason)],
            [
              m["observation.bases"](),
              <ul key="b" className="lf-bases">
                {terms.bases.map((basis) => (
                  <li key={basis.id}>{textOf(basis)}</li>
                ))}
              </ul>,
            ],
            [m["observation.place"](), terms.place],
            [
              m["observation.arrival"](),
              <AddressLink key="a" to={`/people/arrivals/${order.arrivalId}`}>
                {m["observation.arrival.open"]()}
              </AddressLink>,
            ],
            [m["observation.issuedBy"](), `${order.issuedBy} ${dates.instant(order.issuedAt)}`],
            [m["registry.identityNumber"](), order.identityMasked],
            [m["registry.phone"](), order.phoneMasked],
          ]}
        />
      </Card>
    </DetailPage>
  );
}

/** How far the term has come, as a bar and in words. */
function Progress({ order }: { order: ShownOrder }) {
  const dates = useDates();
  const { dayNumber, daysTotal, endDay } = order;
  // Day 1 as the law counts, whatever day the measure began on.
  const from = dates.day(addDays(endDay, 1 - daysTotal));
  const share = daysTotal === 0 ? 1 : Math.min(1, Math.max(0, dayNumber / daysTotal));
  return (
    <Card>
      <p className="lf-term">
        <b>{m["observation.endsAt"]({ day: dates.day(endDay) })}</b>
      </p>
      <div className="lf-term-bar" aria-hidden="true">
        <i style={{ width: `${share * 100}%` }} />
      </div>
      <p className="lf-muted">
        {dayNumber < 1
          ? m["observation.term.ahead"]({ total: daysTotal, from })
          : m["observation.term"]({ total: daysTotal, day: dayNumber, from })}
      </p>
    </Card>
  );
}

function Answering({ order: { terms } }: { order: ShownOrder }) {
  return (
    <Card title={m["observation.chain"]()}>
      <Facts
        columns={1}
        facts={terms.chain.map((person) => [
          textOf({ zh: person.label, en: person.labelEn }),
          [person.name, person.phone].filter(Boolean).join(" "),
        ])}
      />
    </Card>
  );
}

function Outcome({ order: { release, revocation } }: { order: ShownOrder }) {
  const dates = useDates();
  if (release) {
    const checked = Object.entries(releaseChecks).filter(([key]) =>
      release.checklist.includes(key),
    );
    return (
      <Note tone="good">
        <p>
          <strong>
            {m["observation.released"]({
              at: dates.instant(release.releasedAt),
              by: release.releasedBy,
            })}
          </strong>{" "}
          {release.certificateNumber}
        </p>
        <p className="lf-muted">{checked.map(([, text]) => text()).join(" · ")}</p>
      </Note>
    );
  }
  if (!revocation) return null;
  return (
    <Note tone="attention">
      {m["observation.revoked"]({
        at: dates.instant(revocation.at),
        by: revocation.by,
        reason: revocation.reason,
      })}
    </Note>
  );
}
