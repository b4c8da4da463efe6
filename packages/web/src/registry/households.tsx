import { householdList } from "@lianfang/core/registry/household-list.ts";
import type { HouseholdListRow } from "@lianfang/core/registry/people.ts";
import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { useFilters } from "../kernel/kit/filters.ts";
import { askedOf, type ListBook } from "../kernel/kit/list-book.ts";
import { type ExportOf, ListExport, shownColumns } from "../kernel/kit/list-export.tsx";
import { ListPage } from "../kernel/kit/list-page.tsx";
import type { Column } from "../kernel/kit/list-types.ts";
import { useMay } from "../kernel/me.ts";
import { BulkButtons } from "./bulk.tsx";
import { FirstSteps } from "./first-steps.tsx";
import { householdBook } from "./household-book.ts";
import { AreaName } from "./place.tsx";

const asked = askedOf(householdList);

export function HouseholdsPage() {
  const mayAdd = useMay(api.registry.createHousehold);
  const mayExport = useMay(api.registry.exportHouseholds);
  const mayChange = useMay(api.registry.changeBulk);
  const { limit: _, from: __, sort: ___, ...choice } = asked(useFilters());
  const book = householdBook();
  const columns = useColumns(book);
  return (
    <ListPage
      title={m["registry.households"]()}
      query={api.registry.households}
      input={asked}
      book={book}
      searchLabel={m["registry.households.search"]()}
      filters={[{ kind: "area", name: "areaId", label: m["registry.area"]() }]}
      columns={columns}
      outputs={mayExport ? (shown) => <Export shown={shown} book={book} /> : undefined}
      bulk={
        mayChange
          ? (picked, count, clear, shown) => (
              <>
                <BulkButtons kind="household" {...{ picked, choice, count }} onDone={clear} />
                {mayExport ? <Export shown={shown} book={book} picked={picked} /> : null}
              </>
            )
          : undefined
      }
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

function Export({ shown, ...of }: ExportOf<HouseholdListRow>) {
  const exporting = useCommand(api.registry.exportHouseholds);
  const { limit: _, from: __, ...choice } = asked(shown.asked);
  const columns = shownColumns(householdList, shown);
  return (
    <ListExport
      {...of}
      shown={shown}
      title={m["registry.households"]()}
      rowKey={(row) => row.householdId}
      command={exporting}
      send={(said) => exporting.send({ ...choice, ...said, columns })}
    />
  );
}

type Cell = Omit<Column<HouseholdListRow>, "key" | "title">;

/** A column for everything the list can show. */
function useColumns(book: ListBook): Column<HouseholdListRow>[] {
  const dates = useDates();
  const cells: Record<(typeof householdList.columns)[number], Cell> = {
    number: { cell: (row) => row.number, width: 140 },
    head: { cell: (row) => row.headName ?? "–", card: "title" },
    area: { cell: (row) => <AreaName of={row} /> },
    group: { cell: (row) => row.group },
    address: { cell: (row) => row.address ?? "–", isMinor: true, card: "none" },
    phone: { cell: (row) => row.phoneMasked },
    members: { cell: (row) => row.members, align: "end" },
    entered: { cell: (row) => dates.instant(row.createdAt) },
    changed: { cell: (row) => dates.instant(row.changedAt) },
  };
  return householdList.columns.map((key) => ({ key, title: book.field(key), ...cells[key] }));
}
