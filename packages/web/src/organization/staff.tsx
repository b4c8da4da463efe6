import { m } from "@lianfang/messages/messages.js";
import { useCallback, useState } from "react";
import { api } from "../kernel/client.ts";
import { useAreas } from "../kernel/kit/areas.ts";
import { ListPage } from "../kernel/kit/list-page.tsx";
import type { Column } from "../kernel/kit/list-types.ts";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { nameOf } from "../kernel/locale.ts";
import { useMay } from "../kernel/me.ts";
import { StaffDialog } from "./staff-dialog.tsx";
import { type StaffRow, useUnits } from "./staff-rows.ts";
import { staffKindLabels } from "./unit-kinds.ts";

function useColumns(): readonly Column<StaffRow>[] {
  const areas = new Map(useAreas().map((area) => [area.areaId, nameOf(area)]));
  const units = new Map(useUnits().map((unit) => [unit.unitId, nameOf(unit)]));
  return [
    { key: "name", title: m["organization.staff.name"](), cell: ({ name }) => name, card: "title" },
    {
      key: "kind",
      title: m["organization.staff.kind"](),
      cell: ({ kind }) => staffKindLabels[kind](),
    },
    {
      key: "unit",
      title: m["organization.staff.unit"](),
      cell: ({ unitId }) => (unitId ? units.get(unitId) : undefined),
    },
    {
      key: "area",
      title: m["organization.staff.area"](),
      cell: ({ areaId }) => (areaId ? areas.get(areaId) : undefined),
    },
    { key: "phone", title: m["organization.staff.phone"](), cell: ({ phone }) => phone },
    {
      key: "state",
      title: m["organization.staff.state"](),
      card: "tag",
      cell: ({ isActive }) =>
        isActive ? (
          <StateTag tone="green">{m["organization.staff.active"]()}</StateTag>
        ) : (
          <StateTag>{m["organization.staff.ended"]()}</StateTag>
        ),
    },
    {
      key: "account",
      title: m["organization.staff.account"](),
      isMinor: true,
      card: "none",
      cell: ({ accountId }) => (accountId ? m["organization.staff.hasAccount"]() : undefined),
    },
  ];
}

/** Everybody who works in the response. */
export function StaffPage() {
  const columns = useColumns();
  const units = useUnits();
  const mayAdd = useMay(api.organization.addStaff);
  const [edited, setEdited] = useState<StaffRow | "new">();
  const add = useCallback(() => setEdited("new"), []);
  return (
    <>
      <ListPage
        title={m["organization.staff"]()}
        query={api.organization.staff}
        input={({ search, area, unit }) => ({ limit: 100, search, areaId: area, unitId: unit })}
        searchLabel={m["organization.staff.search"]()}
        filters={[
          { kind: "area", name: "area", label: m["organization.staff.area"]() },
          {
            kind: "choice",
            name: "unit",
            label: m["organization.staff.unit"](),
            options: units.map((unit) => ({ value: unit.unitId, label: nameOf(unit) })),
          },
        ]}
        columns={columns}
        rowKey={({ staffId }) => staffId}
        onOpen={mayAdd ? setEdited : undefined}
        onNew={mayAdd ? { open: add, label: m["organization.staff.add"]() } : undefined}
        empty={{
          title: m["organization.staff.none"](),
          text: m["organization.staff.none.text"](),
        }}
      />
      {edited ? (
        <StaffDialog
          key={edited === "new" ? "new" : edited.staffId}
          staff={edited === "new" ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      ) : null}
    </>
  );
}
