import type { OrderRow } from "@lianfang/core/observation/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { Card } from "../kernel/kit/detail-page.tsx";
import { CardLines } from "../kernel/kit/loading.tsx";
import { MoreButton } from "../kernel/kit/more-button.tsx";
import { usePaged } from "../kernel/kit/paged.ts";
import { Note, Trouble } from "../kernel/kit/problem-note.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import type { About } from "../kernel/modules.ts";
import { Celsius } from "./celsius.tsx";
import { PersonReadings } from "./person-readings.tsx";
import { orderStates, orderTones, restrictiveMeasures } from "./words.ts";

/** The orders of somebody, or of anybody in a household, and what was read under them. */
export function PersonOrders({ about }: { about: About }) {
  const list = usePaged(api.observation.orders, { ...about, limit: 5 });
  if (list.error) return <Trouble error={list.error} onRetry={list.retry} />;
  if (list.isPending) return <CardLines count={2} />;
  if (list.rows.length === 0) return null;
  const isPerson = "residentId" in about;
  return (
    <>
      <Card title={m["observation.person.orders"]()}>
        <OrderedTwice rows={list.rows} />
        <ul className="lf-told">
          {list.rows.map((row) => (
            <Line key={row.orderId} row={row} isNamed={!isPerson} />
          ))}
        </ul>
        <MoreButton list={list} />
      </Card>
      {isPerson ? <PersonReadings residentId={about.residentId} /> : null}
    </>
  );
}

function Line({ row, isNamed }: { row: OrderRow; isNamed: boolean }) {
  const dates = useDates();
  return (
    <li>
      <AddressLink to={`/people/observation/${row.orderId}`}>
        {restrictiveMeasures[row.measure]()} {row.orderNumber}
      </AddressLink>
      {isNamed ? <span>{row.name}</span> : null}
      <span>
        {dates.day(row.startDay)} – {dates.day(row.endDay)}
      </span>
      <StateTag tone={row.isReleaseDue ? "amber" : orderTones[row.state]}>
        {row.isReleaseDue ? m["observation.releaseDue"]() : orderStates[row.state]()}
      </StateTag>
      <Celsius reading={row.lastReading} />
    </li>
  );
}

/** Somebody who was entered twice may be bound twice: both are in force until one is revoked. */
export function OrderedTwice({
  rows,
}: {
  rows: readonly Pick<OrderRow, "orderNumber" | "otherOrders">[];
}) {
  const twice = rows.find(({ otherOrders }) => otherOrders.length > 0);
  if (!twice) return null;
  return (
    <Note tone="attention">
      {m["observation.orderedTwice"]()}{" "}
      {twice.otherOrders.map(({ orderId, orderNumber }) => (
        <AddressLink key={orderId} to={`/people/observation/${orderId}`}>
          {orderNumber}
        </AddressLink>
      ))}
    </Note>
  );
}
