import type { ResidentListRow } from "@lianfang/core/registry/people.ts";
import { residentList } from "@lianfang/core/registry/resident-list.ts";
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
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { useMay } from "../kernel/me.ts";
import { BulkButtons } from "./bulk.tsx";
import { FirstSteps } from "./first-steps.tsx";
import { AreaName } from "./place.tsx";
import { residentBook } from "./resident-book.ts";
import {
  commutes,
  listedTrades,
  relations,
  removals,
  residences,
  sexes,
  tenancies,
  vulnerabilities,
} from "./words.ts";

const asked = askedOf(residentList);

export function ResidentsPage() {
  const mayAdd = useMay(api.registry.createResident);
  const maySweep = useMay(api.registry.duplicates);
  const mayExport = useMay(api.registry.exportResidents);
  const mayChange = useMay(api.registry.changeBulk);
  const { limit: _, from: __, sort: ___, ...choice } = asked(useFilters());
  const book = residentBook();
  const columns = useColumns(book);
  return (
    <ListPage
      title={m["registry.residents"]()}
      query={api.registry.residents}
      input={asked}
      book={book}
      searchLabel={m["registry.residents.search"]()}
      filters={[{ kind: "area", name: "areaId", label: m["registry.area"]() }]}
      columns={columns}
      outputs={mayExport ? (shown) => <Export shown={shown} book={book} /> : undefined}
      bulk={
        mayChange
          ? (picked, count, clear, shown) => (
              <>
                <BulkButtons kind="resident" {...{ picked, choice, count }} onDone={clear} />
                {mayExport ? <Export shown={shown} book={book} picked={picked} /> : null}
              </>
            )
          : undefined
      }
      rowKey={(row) => row.residentId}
      to={(row) => `/people/residents/${row.residentId}`}
      actions={
        maySweep ? (
          <AddressLink to="/people/duplicates" className="lf-button">
            {m["sameperson.duplicates"]()}
          </AddressLink>
        ) : undefined
      }
      newTo={
        mayAdd ? { to: "/people/residents/new", label: m["registry.resident.new"]() } : undefined
      }
      empty={{
        title: m["registry.residents.none"](),
        text: m["registry.none.text"](),
        action: <FirstSteps />,
      }}
    />
  );
}

function Export({ shown, ...of }: ExportOf<ResidentListRow>) {
  const exporting = useCommand(api.registry.exportResidents);
  const { limit: _, from: __, ...choice } = asked(shown.asked);
  const columns = shownColumns(residentList, shown);
  return (
    <ListExport
      {...of}
      shown={shown}
      title={m["registry.residents"]()}
      rowKey={(row) => row.residentId}
      command={exporting}
      send={(said) => exporting.send({ ...choice, ...said, columns })}
    />
  );
}

type Cell = Omit<Column<ResidentListRow>, "key" | "title">;

/** A column for everything the list can show. */
function useColumns(book: ListBook): Column<ResidentListRow>[] {
  const dates = useDates();
  const cells: Record<(typeof residentList.columns)[number], Cell> = {
    name: { cell: (row) => row.name, card: "title", width: 120 },
    sex: { cell: (row) => sexes[row.sex](), width: 84 },
    age: { cell: (row) => row.age ?? "–", align: "end", width: 72 },
    birthday: { cell: (row) => row.birthday, card: "none" },
    identityNumber: { cell: (row) => row.identityMasked ?? "–", isMinor: true, card: "none" },
    phone: { cell: (row) => row.phoneMasked },
    area: { cell: (row) => <AreaName of={row} /> },
    group: { cell: (row) => row.group },
    address: { cell: (row) => row.address, card: "none" },
    householdNumber: { cell: (row) => row.householdNumber, isMinor: true, card: "none" },
    relation: { cell: (row) => relations[row.relation](), card: "none" },
    residence: { cell: (row) => residences[row.residence](), card: "none" },
    vulnerability: {
      cell: (row) =>
        row.vulnerabilities.map((kind) => (
          <StateTag key={kind} tone="amber">
            {vulnerabilities[kind]()}
          </StateTag>
        )),
      card: "tag",
    },
    occupation: { cell: (row) => row.occupation, card: "none" },
    listedTrade: { cell: (row) => row.listedTrade && listedTrades[row.listedTrade]() },
    tenancy: { cell: (row) => row.tenancy && tenancies[row.tenancy]() },
    commuteFrequency: { cell: (row) => row.commuteFrequency && commutes[row.commuteFrequency]() },
    commutePlace: { cell: (row) => row.commutePlace },
    registered: { cell: (row) => row.registered },
    living: { cell: (row) => row.living },
    proxy: { cell: (row) => row.proxy },
    note: { cell: (row) => row.note },
    entered: { cell: (row) => dates.instant(row.createdAt) },
    changed: { cell: (row) => dates.instant(row.changedAt) },
    removed: { cell: (row) => row.removed && removals[row.removed]() },
  };
  return residentList.columns.map((key) => ({ key, title: book.field(key), ...cells[key] }));
}
