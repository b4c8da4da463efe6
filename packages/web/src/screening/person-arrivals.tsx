import type { ArrivalRow } from "@lianfang/core/screening/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { Card } from "../kernel/kit/detail-page.tsx";
import { CardLines } from "../kernel/kit/loading.tsx";
import { MoreButton } from "../kernel/kit/more-button.tsx";
import { usePaged } from "../kernel/kit/paged.ts";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { useMay } from "../kernel/me.ts";
import type { About } from "../kernel/modules.ts";
import { OrderTag } from "./arrivals.tsx";
import { MeasureTag } from "./measure-tag.tsx";

/** When somebody, or anybody of a household, came from where, and what followed. */
export function PersonArrivals({ about }: { about: About }) {
  const list = usePaged(api.screening.arrivals, { ...about, limit: 5 });
  const mayAdd = useMay(api.screening.recordArrival);
  if (list.error) return <Trouble error={list.error} onRetry={list.retry} />;
  if (list.isPending) return <CardLines count={2} />;
  const isPerson = "residentId" in about;
  if (list.rows.length === 0) return null;
  return (
    <Card
      title={m["screening.arrivals"]()}
      actions={
        isPerson && mayAdd ? (
          <AddressLink
            to={`/people/arrivals/new?resident=${about.residentId}`}
            className="lf-button"
          >
            {m["screening.person.another"]()}
          </AddressLink>
        ) : undefined
      }
    >
      <ul className="lf-told">
        {list.rows.map((row) => (
          <Line key={row.arrivalId} row={row} isNamed={!isPerson} />
        ))}
      </ul>
      <MoreButton list={list} />
    </Card>
  );
}

function Line({ row, isNamed }: { row: ArrivalRow; isNamed: boolean }) {
  const dates = useDates();
  return (
    <li>
      <AddressLink to={`/people/arrivals/${row.arrivalId}`}>
        {m["screening.person.arrived"]({ day: dates.day(row.arrivedOn), origin: row.originName })}
      </AddressLink>
      {isNamed ? <span>{row.name}</span> : null}
      <MeasureTag assessment={row.assessment} />
      <OrderTag row={row} />
    </li>
  );
}
