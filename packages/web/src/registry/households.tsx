import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { ListPage } from "../kernel/kit/list-page.tsx";
import { useMay } from "../kernel/me.ts";
import { FirstSteps } from "./first-steps.tsx";
import { AreaName } from "./place.tsx";

export function HouseholdsPage() {
  const mayAdd = useMay(api.registry.createHousehold);
  return (
    <ListPage
      title={m["registry.households"]()}
      query={api.registry.households}
      input={({ search, area }) => ({ limit: 50, search, areaId: area })}
      searchLabel={m["registry.households.search"]()}
      filters={[{ kind: "area", name: "area", label: m["registry.area"]() }]}
      columns={[
        {
          key: "number",
          title: m["registry.household.number"](),
          cell: (row) => row.number,
          width: 140,
        },
        {
          key: "head",
          title: m["registry.household.head"](),
          cell: (row) => row.headName ?? "–",
          card: "title",
        },
        {
          key: "area",
          title: m["registry.area"](),
          cell: (row) => (
            <>
              <AreaName of={row} /> {row.group}
            </>
          ),
        },
        {
          key: "address",
          title: m["registry.address"](),
          cell: (row) => row.address ?? "–",
          isMinor: true,
          card: "none",
        },
        { key: "phone", title: m["registry.phone"](), cell: (row) => row.phoneMasked },
        {
          key: "members",
          title: m["registry.household.members"](),
          cell: (row) => row.members,
          align: "end",
        },
      ]}
      rowKey={(row) => row.householdId}
      to={(row) => `/people/households/${row.householdId}`}
      newTo={
        mayAdd ? { to: "/people/households/new", label: m["registry.household.new"]() } : undefined
      }
      empty={{
        title: m["registry.households.none"](),
        text: m["registry.none.text"](),
        action: <FirstSteps />,
      }}
    />
  );
}
