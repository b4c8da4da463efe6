import { orderIn, type SortOf } from "@lianfang/core/kernel/list.ts";
import type { PageInput } from "@lianfang/core/kernel/page.ts";
import type { Premises, PremisesListRow } from "@lianfang/core/registry/premises.ts";
import { premisesList } from "@lianfang/core/registry/premises-list.ts";
import { folded } from "@lianfang/core/registry/search.ts";
import { type Selectable, sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { type AllRows, each, withAllRows } from "../kernel/lists/all-rows.ts";
import { inOrder, type Orders, type SortKey } from "../kernel/lists/orders.ts";
import { type ListPage, listPage } from "../kernel/lists/page.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import { type PremisesChoice, peopleThere, premisesChosen } from "./premises-filter-store.ts";
import { landlordOf, tenantsThere } from "./premises-landlord-store.ts";
import { type EveryPremises, everyPremises, standingPremises } from "./premises-store.ts";
import type { PremisesTable } from "./premises-tables.ts";
import { phoneMasked, vaultOf } from "./sealed.ts";
import { atMost, idOf, type Picked, picked } from "./store.ts";

export interface PremisesQuestion extends PremisesChoice, PageInput {
  sort?: string | undefined;
  from?: string | undefined;
}

/** Others told of on the page of premises that may be the same. */
const mostAlike = 5;

/** Premises of the town within the call's reach, as they are shown. */
export function premisesLists(context: QueryContext) {
  return {
    async list(question: PremisesQuestion): Promise<ListPage<PremisesListRow>> {
      const { after, limit, sort, from, ...choice } = question;
      const vault = await vaultOf(context);
      const found = await premisesChosen(context, choice);
      const { by, isFromEnd } = orderIn(premisesList, sort);
      const order = premisesOrders[by];
      return listPage({
        db: context.db,
        found: found.query,
        order,
        isFromEnd,
        at: { after, limit, from },
        fetch: (query) => inOrder(listed(context, { query }), order.keys, isFromEnd).execute(),
        show: (row) => shown(row, vault),
      });
    },
    /** Does something with all of them, each as the table has it and as the list shows it. */
    async withAll<Result>(
      { sort, only, except, ...choice }: Picked<PremisesChoice> & { sort?: string | undefined },
      work: (all: AllRows<ExportedPremises>) => Promise<Result>,
    ): Promise<Result> {
      const vault = await vaultOf(context);
      const found = await premisesChosen(context, choice);
      const query = found.query.where(picked(idOf("premises"), { only, except }));
      const { by, isFromEnd } = orderIn(premisesList, sort);
      const ordered = inOrder(listed(context, { query }), premisesOrders[by].keys, isFromEnd);
      return withAllRows(ordered, ({ total, rows }) =>
        work({ total, rows: each(rows, (row) => ({ row, shown: shown(row, vault) })) }),
      );
    },
    async show(premisesId: string): Promise<Premises | undefined> {
      const query = everyPremises(context).where("premises_id", "=", premisesId);
      const row = await listed(context, { query }).executeTakeFirst();
      if (!row) return undefined;
      return {
        ...shown(row, await vaultOf(context)),
        alike: await alike(context, row),
        revision: row.revision,
      };
    },
    /** Whether the premises are there for this call. */
    async isThere(premisesId: string): Promise<boolean> {
      const row = await everyPremises(context)
        .select("premises_id")
        .where("premises_id", "=", premisesId)
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

type Keyed = Pick<
  Selectable<PremisesTable>,
  "premises_id" | "kind_rank" | "name_pinyin" | "changed_at"
>;

const byId: SortKey<Keyed> = {
  column: sql`premises.premises_id`,
  type: "uuid",
  of: (row) => row.premises_id,
};
const byName: SortKey<Keyed> = {
  column: sql`premises.name_pinyin`,
  type: "text",
  of: (row) => row.name_pinyin,
};

const premisesOrders: Orders<SortOf<typeof premisesList>, Keyed> = {
  kind: {
    keys: [
      { column: sql`premises.kind_rank`, type: "int", of: (row) => row.kind_rank },
      byName,
      byId,
    ],
  },
  name: { keys: [byName, byId], startingAt: (typed) => folded(typed) },
  changed: {
    keys: [
      { column: sql`premises.changed_at`, type: "timestamptz", of: (row) => row.changed_at },
      byId,
    ],
  },
};

/** The rows are chosen before anything is joined to them: the planner has no better idea. */
function listed(context: QueryContext, { query }: { query: EveryPremises }) {
  return context.db
    .selectFrom(query.selectAll("premises").as("premises"))
    .innerJoin("area", (join) =>
      join
        .onRef("area.town_id", "=", "premises.town_id")
        .onRef("area.area_id", "=", "premises.area_id"),
    )
    .selectAll("premises")
    .select(["area.name as area_name", peopleThere.as("people"), tenantsThere.as("tenants")])
    .select(landlordOf(context).as("landlord"));
}

export interface ExportedPremises {
  row: ListedRow;
  shown: PremisesListRow;
}

type ListedRow = Awaited<ReturnType<ReturnType<typeof listed>["executeTakeFirstOrThrow"]>>;

function shown(row: ListedRow, vault: Vault): PremisesListRow {
  const { removed_at: at, removal_reason: reason } = row;
  return {
    premisesId: row.premises_id,
    kind: row.kind,
    name: row.name,
    areaId: row.area_id,
    areaName: row.area_name,
    address: row.address ?? undefined,
    inChargeName: row.in_charge_name ?? undefined,
    phoneMasked: phoneMasked(vault, row.in_charge_phone),
    state: row.state,
    stateSince: row.state_since ?? undefined,
    people: row.people,
    landlordName: row.landlord ?? undefined,
    tenants: row.tenants,
    creditCode: row.credit_code ?? undefined,
    floorAreaM2: row.floor_area_m2 ?? undefined,
    capacity: row.capacity ?? undefined,
    note: row.note ?? undefined,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    removed: at && reason ? { at, reason } : undefined,
  };
}

/** The same credit code, or the same kind and name: a branch, or entered twice. */
async function alike(context: QueryContext, row: ListedRow): Promise<Premises["alike"]> {
  const rows = await standingPremises(context)
    .innerJoin("area", (join) =>
      join
        .onRef("area.town_id", "=", "premises.town_id")
        .onRef("area.area_id", "=", "premises.area_id"),
    )
    .select(["premises_id", "premises.name", "area.name as area_name"])
    .where("premises_id", "!=", row.premises_id)
    .where(({ eb, or, and }) =>
      or([
        and([eb("premises.kind", "=", row.kind), eb("premises.name", "=", row.name)]),
        eb("credit_code", "=", row.credit_code),
      ]),
    )
    .orderBy("premises_id")
    .limit(atMost(mostAlike))
    .execute();
  return rows.map((other) => ({
    premisesId: other.premises_id,
    name: other.name,
    areaName: other.area_name,
  }));
}
