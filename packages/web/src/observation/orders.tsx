import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { choicesOf, keyIn } from "../kernel/kit/choices.ts";
import { ListPage } from "../kernel/kit/list-page.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { AreaName } from "../registry/place.tsx";
import { Celsius } from "./celsius.tsx";
import { orderStates, orderTones, restrictiveMeasures } from "./words.ts";

/** Everybody under an order, those ending soonest first. */
export function OrdersPage() {
  const dates = useDates();
  return (
    <ListPage
      title={m["observation.orders"]()}
      query={api.observation.orders}
      input={({ search, area, state, measure }) => ({
        limit: 50,
        search,
        areaId: area,
        state: keyIn(orderStates, state),
        measure: keyIn(restrictiveMeasures, measure),
        isReleaseDue: state === "release-due" ? true : undefined,
      })}
      searchLabel={m["observation.search"]()}
      filters={[
        { kind: "area", name: "area", label: m["observation.area"]() },
        {
          kind: "chips",
          name: "state",
          label: m["observation.state"](),
          options: [
            ...choicesOf(orderStates),
            { value: "release-due", label: m["observation.releaseDue"]() },
          ],
        },
        {
          kind: "choice",
          name: "measure",
          label: m["observation.measure"](),
          options: choicesOf(restrictiveMeasures),
        },
      ]}
      columns={[
        { key: "name", title: m["observation.name"](), cell: (row) => row.name, card: "title" },
        { key: "area", title: m["observation.area"](), cell: (row) => <AreaName of={row} /> },
        {
          key: "measure",
          title: m["observation.measure"](),
          cell: (row) => restrictiveMeasures[row.measure](),
        },
        {
          key: "day",
          title: m["observation.dayOf"](),
          cell: (row) => `${row.dayNumber}/${row.daysTotal}`,
          align: "end",
        },
        {
          key: "until",
          title: m["observation.until"](),
          cell: (row) => `${dates.day(row.endDay)} 24:00`,
        },
        {
          key: "reading",
          title: m["observation.lastReading"](),
          cell: (row) => <Celsius reading={row.lastReading} />,
        },
        {
          key: "state",
          title: m["observation.state"](),
          cell: (row) =>
            row.otherOrders.length > 0 ? (
              <StateTag tone="amber">{m["observation.orderedTwice.short"]()}</StateTag>
            ) : row.isReleaseDue ? (
              <StateTag tone="amber">{m["observation.releaseDue"]()}</StateTag>
            ) : (
              <StateTag tone={orderTones[row.state]}>{orderStates[row.state]()}</StateTag>
            ),
          card: "tag",
        },
        {
          key: "number",
          title: m["observation.orderNumber"](),
          cell: (row) => row.orderNumber,
          isMinor: true,
          card: "none",
        },
      ]}
      rowKey={(row) => row.orderId}
      to={(row) => `/people/observation/${row.orderId}`}
      empty={{ title: m["observation.orders.none"](), text: m["observation.orders.none.text"]() }}
    />
  );
}
