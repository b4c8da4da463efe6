import type { ArrivalRow } from "@lianfang/core/screening/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { choicesOf, keyIn } from "../kernel/kit/choices.ts";
import { ListPage } from "../kernel/kit/list-page.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { useMay } from "../kernel/me.ts";
import { measureLabels } from "../policy/words.ts";
import { AreaName } from "../registry/place.tsx";
import { MeasureTag } from "./measure-tag.tsx";
import { doors } from "./words.ts";

export function ArrivalsPage() {
  const dates = useDates();
  const mayAdd = useMay(api.screening.recordArrival);
  return (
    <ListPage
      title={m["screening.arrivals"]()}
      query={api.screening.arrivals}
      input={({ search, area, measure, isAwaitingOrder, from }) => ({
        limit: 50,
        search,
        areaId: area,
        measure: keyIn(measureLabels, measure),
        isAwaitingOrder: isAwaitingOrder === "true" ? true : undefined,
        arrivedFrom: from,
      })}
      searchLabel={m["screening.search"]()}
      filters={[
        { kind: "area", name: "area", label: m["screening.area"]() },
        {
          kind: "chips",
          name: "isAwaitingOrder",
          label: m["screening.order"](),
          options: [{ value: "true", label: m["screening.order.awaiting"]() }],
        },
        {
          kind: "choice",
          name: "measure",
          label: m["screening.measure"](),
          options: choicesOf(measureLabels),
        },
        { kind: "day", name: "from", label: m["screening.arrivedFrom"]() },
      ]}
      columns={[
        { key: "name", title: m["screening.name"](), cell: (row) => row.name, card: "title" },
        {
          key: "origin",
          title: m["screening.origin"](),
          cell: (row) => row.originName,
        },
        {
          key: "arrived",
          title: m["screening.arrivedOn"](),
          cell: (row) => dates.day(row.arrivedOn),
        },
        { key: "area", title: m["screening.area"](), cell: (row) => <AreaName of={row} /> },
        {
          key: "measure",
          title: m["screening.measure"](),
          cell: (row) => <MeasureTag assessment={row.assessment} />,
          card: "tag",
        },
        {
          key: "order",
          title: m["screening.order"](),
          cell: (row) => <OrderTag row={row} />,
        },
        {
          key: "door",
          title: m["screening.door"](),
          cell: (row) => doors[row.door](),
          isMinor: true,
        },
      ]}
      rowKey={(row) => row.arrivalId}
      to={(row) => `/people/arrivals/${row.arrivalId}`}
      newTo={
        mayAdd ? { to: "/people/arrivals/new", label: m["screening.arrival.new"]() } : undefined
      }
      empty={{ title: m["screening.arrivals.none"](), text: m["screening.arrivals.none.text"]() }}
    />
  );
}

/** Whether an order stands on an arrival, or still has to be decided. */
export function OrderTag({ row }: { row: Pick<ArrivalRow, "isAwaitingOrder" | "orderState"> }) {
  if (row.isAwaitingOrder) {
    return <StateTag tone="amber">{m["screening.order.awaiting"]()}</StateTag>;
  }
  if (row.orderState === "issued") {
    return <StateTag tone="blue">{m["screening.order.issued"]()}</StateTag>;
  }
  if (row.orderState === "released") {
    return <StateTag tone="green">{m["screening.order.released"]()}</StateTag>;
  }
  return <span className="lf-muted">–</span>;
}
