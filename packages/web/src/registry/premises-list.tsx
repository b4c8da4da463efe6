import type { PremisesListRow } from "@lianfang/core/registry/premises.ts";
import { premisesList } from "@lianfang/core/registry/premises-list.ts";
import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { useFilters } from "../kernel/kit/filters.ts";
import { askedOf, type ListBook } from "../kernel/kit/list-book.ts";
import { type ExportOf, ListExport, shownColumns } from "../kernel/kit/list-export.tsx";
import { ListPage } from "../kernel/kit/list-page.tsx";
import type { Column } from "../kernel/kit/list-types.ts";
import { useMay } from "../kernel/me.ts";
import { digits } from "../kernel/numbers.ts";
import { BulkButtons } from "./bulk.tsx";
import { AreaName } from "./place.tsx";
import { premisesBook } from "./premises-book.ts";
import { PremisesStateTag } from "./premises-state.tsx";
import { premisesKinds, premisesRemovals } from "./premises-words.ts";

const asked = askedOf(premisesList);

export function PremisesListPage() {
  const mayAdd = useMay(api.registry.createPremises);
  const mayChange = useMay(api.registry.changeBulk);
  const mayExport = useMay(api.registry.exportPremises);
  const mayImport = useMay(api.registry.importPremises);
  const book = premisesBook();
  const columns = useColumns(book);
  const { limit: _, from: __, sort: ___, ...choice } = asked(useFilters());
  return (
    <ListPage
      title={m["premises.title"]()}
      query={api.registry.premisesList}
      input={asked}
      book={book}
      searchLabel={m["premises.search"]()}
      filters={[{ kind: "area", name: "areaId", label: m["registry.area"]() }]}
      columns={columns}
      rowKey={(row) => row.premisesId}
      to={(row) => `/places/premises/${row.premisesId}`}
      actions={
        mayImport ? (
          <AddressLink to="/places/premises/import" className="lf-button">
            {m["premises.import"]()}
          </AddressLink>
        ) : undefined
      }
      newTo={mayAdd ? { to: "/places/premises/new", label: m["premises.new"]() } : undefined}
      outputs={mayExport ? (shown) => <Export shown={shown} book={book} /> : undefined}
      bulk={
        mayChange
          ? (picked, count, clear, shown) => (
              <>
                <BulkButtons kind="premises" {...{ picked, choice, count }} onDone={clear} />
                {mayExport ? <Export shown={shown} book={book} picked={picked} /> : null}
              </>
            )
          : undefined
      }
      empty={{ title: m["premises.none"](), text: m["premises.none.text"]() }}
    />
  );
}

function Export({ shown, ...of }: ExportOf<PremisesListRow>) {
  const exporting = useCommand(api.registry.exportPremises);
  const { limit: _, from: __, ...choice } = asked(shown.asked);
  const columns = shownColumns(premisesList, shown);
  return (
    <ListExport
      {...of}
      shown={shown}
      title={m["premises.title"]()}
      rowKey={(row) => row.premisesId}
      command={exporting}
      send={(said) => exporting.send({ ...choice, ...said, columns })}
    />
  );
}

type Cell = Omit<Column<PremisesListRow>, "key" | "title">;

/** A column for everything the list can show. */
function useColumns(book: ListBook): Column<PremisesListRow>[] {
  const dates = useDates();
  const number = (value: number | undefined) => (value === undefined ? "" : digits(value));
  const cells: Record<(typeof premisesList.columns)[number], Cell> = {
    name: { cell: (row) => row.name, card: "title" },
    kind: { cell: (row) => premisesKinds[row.kind](), width: 120 },
    area: { cell: (row) => <AreaName of={row} /> },
    address: { cell: (row) => row.address, isMinor: true, card: "none" },
    creditCode: { cell: (row) => row.creditCode, card: "none" },
    inCharge: { cell: (row) => row.inChargeName },
    phone: { cell: (row) => row.phoneMasked },
    landlord: { cell: (row) => row.landlordName },
    tenants: { cell: (row) => number(row.tenants || undefined), align: "end" },
    people: { cell: (row) => digits(row.people), align: "end", width: 80 },
    capacity: { cell: (row) => number(row.capacity), align: "end", card: "none" },
    floorArea: {
      cell: (row) => (row.floorAreaM2 === undefined ? "" : `${digits(row.floorAreaM2)} m²`),
      align: "end",
      card: "none",
    },
    state: { cell: (row) => <PremisesStateTag state={row.state} />, card: "tag", width: 120 },
    stateSince: {
      cell: (row) => (row.stateSince ? dates.day(row.stateSince) : ""),
      card: "none",
    },
    note: { cell: (row) => row.note, card: "none" },
    entered: { cell: (row) => dates.instant(row.createdAt), card: "none" },
    changed: { cell: (row) => dates.instant(row.changedAt), card: "none" },
    removed: {
      cell: (row) => (row.removed ? premisesRemovals[row.removed.reason]() : ""),
      card: "none",
    },
  };
  return premisesList.columns.map((key) => ({ key, title: book.field(key), ...cells[key] }));
}
