import { m } from "@lianfang/messages/messages.js";
import { useCallback, useState } from "react";
import { api } from "../kernel/client.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { useAreaNames } from "../kernel/kit/areas.ts";
import { choicesOf } from "../kernel/kit/choices.ts";
import { ListPage } from "../kernel/kit/list-page.tsx";
import type { Column } from "../kernel/kit/list-types.ts";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { nameOf } from "../kernel/locale.ts";
import { useMay } from "../kernel/me.ts";
import { digits } from "../kernel/numbers.ts";
import { staffAsked } from "./staff-asked.ts";
import { StaffDialog } from "./staff-dialog.tsx";
import { ExportStaff } from "./staff-export.tsx";
import { HandOverOfMany } from "./staff-hand-over.tsx";
import { MoveStaff } from "./staff-move.tsx";
import { type StaffRow, useUnits } from "./staff-rows.ts";
import { staffKindLabels } from "./unit-kinds.ts";

function useColumns(): readonly Column<StaffRow>[] {
  const areas = useAreaNames();
  const units = new Map(useUnits().map((unit) => [unit.unitId, nameOf(unit)]));
  return [
    { key: "name", title: m["organization.staff.name"](), cell: ({ name }) => name, card: "title" },
    {
      key: "kind",
      title: m["organization.staff.kind"](),
      cell: ({ kind }) => staffKindLabels[kind](),
    },
    {
      key: "load",
      title: m["organization.staff.load"](),
      align: "end",
      cell: ({ load }) => digits(load),
    },
    {
      key: "area",
      title: m["organization.staff.area"](),
      cell: ({ areaId }) => (areaId ? areas.get(areaId) : undefined),
    },
    {
      key: "unit",
      title: m["organization.staff.unit"](),
      cell: ({ unitId }) => (unitId ? units.get(unitId) : undefined),
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

/** Everybody who works in the response, and how much each answers for. */
export function StaffPage() {
  const columns = useColumns();
  const units = useUnits();
  const mayAdd = useMay(api.organization.addStaff);
  const mayMove = useMay(api.organization.moveStaff);
  const mayHandOver = useMay(api.organization.handOverOfMany);
  const mayImport = useMay(api.organization.importStaff);
  const mayExport = useMay(api.organization.exportStaff);
  const [isAdding, setAdding] = useState(false);
  const add = useCallback(() => setAdding(true), []);
  return (
    <>
      <ListPage
        title={m["organization.staff"]()}
        query={api.organization.staff}
        input={staffAsked}
        searchLabel={m["organization.staff.search"]()}
        filters={[
          { kind: "area", name: "area", label: m["organization.staff.area"]() },
          {
            kind: "choice",
            name: "unit",
            label: m["organization.staff.unit"](),
            options: units.map((unit) => ({ value: unit.unitId, label: nameOf(unit) })),
          },
          {
            kind: "choice",
            name: "kind",
            label: m["organization.staff.kind"](),
            options: choicesOf(staffKindLabels),
          },
          {
            kind: "chips",
            name: "state",
            label: m["organization.staff.state"](),
            options: [
              { value: "active", label: m["organization.staff.active"]() },
              { value: "ended", label: m["organization.staff.ended"]() },
            ],
          },
        ]}
        columns={columns}
        rowKey={({ staffId }) => staffId}
        to={({ staffId }) => `/settings/staff/${staffId}`}
        actions={
          mayImport ? (
            <AddressLink to="/settings/staff/import" className="lf-button">
              {m["organization.staffImport"]()}
            </AddressLink>
          ) : undefined
        }
        outputs={mayExport ? (shown) => <ExportStaff shown={shown} /> : undefined}
        bulk={
          mayMove || mayHandOver
            ? (picked, count, clear, shown) => (
                <>
                  {mayHandOver ? (
                    <HandOverOfMany count={count} fetchRows={shown.fetchAll} onDone={clear} />
                  ) : null}
                  {mayMove ? (
                    <MoveStaff count={count} fetchRows={shown.fetchAll} onDone={clear} />
                  ) : null}
                  {mayExport ? <ExportStaff shown={shown} picked={picked} /> : null}
                </>
              )
            : undefined
        }
        onNew={mayAdd ? { open: add, label: m["organization.staff.add"]() } : undefined}
        empty={{
          title: m["organization.staff.none"](),
          text: m["organization.staff.none.text"](),
        }}
      />
      {isAdding ? <StaffDialog staff={undefined} onClose={() => setAdding(false)} /> : null}
    </>
  );
}
