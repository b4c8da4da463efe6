import { orderIn, type SortOf } from "@lianfang/core/kernel/list.ts";
import type { PageInput } from "@lianfang/core/kernel/page.ts";
import { householdList } from "@lianfang/core/registry/household-list.ts";
import type { HouseholdListRow, HouseholdRow } from "@lianfang/core/registry/people.ts";
import { householdNumberOf, orderKey } from "@lianfang/core/registry/rules.ts";
import { type Selectable, sql } from "kysely";
import type { z } from "zod";
import type { QueryContext } from "../kernel/context.ts";
import { type AllRows, each, withAllRows } from "../kernel/lists/all-rows.ts";
import { inOrder, type Orders, type SortKey } from "../kernel/lists/orders.ts";
import { type ListPage, listPage } from "../kernel/lists/page.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import { type HouseholdChoice, householdsChosen } from "./household-filter-store.ts";
import { type Households, standing } from "./household-store.ts";
import { phoneMasked, vaultOf } from "./sealed.ts";
import { atMost, idOf, type Picked, picked } from "./store.ts";
import type { HouseholdTable } from "./tables.ts";

export interface HouseholdQuestion extends HouseholdChoice, PageInput {
  sort?: string | undefined;
  from?: string | undefined;
}

/** Households of the town within the call's reach, as they are shown. */
export function householdLists(context: QueryContext) {
  return {
    async list(question: HouseholdQuestion): Promise<ListPage<HouseholdListRow>> {
      const { after, limit, sort, from, ...choice } = question;
      const vault = await vaultOf(context);
      const found = await householdsChosen(context, choice);
      const { by, isFromEnd } = orderIn(householdList, sort);
      const order = householdOrders[by];
      return listPage({
        db: context.db,
        found: found.query,
        order,
        isFromEnd,
        at: { after, limit, from },
        fetch: (query) => inOrder(listed(context, { query }), order.keys, isFromEnd).execute(),
        show: (row) => ({
          ...shown(row, vault),
          createdAt: row.created_at,
          changedAt: row.changed_at,
        }),
      });
    },
    /** Does something with all of them, each as the table has it and as the list shows it. */
    async withAll<Result>(
      { sort, only, except, ...choice }: Picked<HouseholdChoice> & { sort?: string | undefined },
      work: (all: AllRows<ExportedHousehold>) => Promise<Result>,
    ): Promise<Result> {
      const vault = await vaultOf(context);
      const found = await householdsChosen(context, choice);
      const query = found.query.where(picked(idOf("household"), { only, except }));
      const { by, isFromEnd } = orderIn(householdList, sort);
      const ordered = inOrder(listed(context, { query }), householdOrders[by].keys, isFromEnd);
      return withAllRows(ordered, ({ total, rows }) =>
        work({ total, rows: each(rows, (row) => ({ row, shown: shown(row, vault) })) }),
      );
    },
    async show(householdId: string) {
      const query = standing(context).where("household_id", "=", householdId);
      const row = await listed(context, { query }).executeTakeFirst();
      if (!row) return undefined;
      return {
        ...shown(row, await vaultOf(context)),
        revision: row.revision,
        createdAt: row.created_at,
        changedAt: row.changed_at,
      };
    },
  };
}

type Keyed = Pick<Selectable<HouseholdTable>, "household_id" | "number_key" | "changed_at">;

const byId: SortKey<Keyed> = {
  column: sql`household.household_id`,
  type: "uuid",
  of: (row) => row.household_id,
};

const householdOrders: Orders<SortOf<typeof householdList>, Keyed> = {
  register: {
    keys: [{ column: sql`household.number_key`, type: "text", of: (row) => row.number_key }, byId],
    startingAt: (typed) => orderKey(householdNumberOf(typed)),
  },
  changed: {
    keys: [
      { column: sql`household.changed_at`, type: "timestamptz", of: (row) => row.changed_at },
      byId,
    ],
  },
};

/** The rows are chosen before anything is joined to them: the planner has no better idea. */
function listed({ db }: QueryContext, { query }: { query: Households }) {
  return db
    .selectFrom(query.selectAll("household").as("household"))
    .innerJoin("area", (join) =>
      join
        .onRef("area.town_id", "=", "household.town_id")
        .onRef("area.area_id", "=", "household.area_id"),
    )
    .selectAll("household")
    .select("area.name as area_name")
    .select((household) => {
      const members = household
        .selectFrom("resident")
        .whereRef("resident.town_id", "=", "household.town_id")
        .whereRef("resident.household_id", "=", "household.household_id")
        .where("resident.removed_at", "is", null);
      return [
        members.select(({ fn }) => fn.countAll<number>().as("members")).as("members"),
        members
          .select("resident.name")
          .where("resident.relation", "=", "head")
          .orderBy("resident.resident_id")
          .limit(atMost(1))
          .as("head_name"),
      ];
    });
}

export interface ExportedHousehold {
  row: ListedRow;
  shown: z.infer<typeof HouseholdRow>;
}

type ListedRow = Awaited<ReturnType<ReturnType<typeof listed>["executeTakeFirstOrThrow"]>>;

function shown(row: ListedRow, vault: Vault): z.infer<typeof HouseholdRow> {
  return {
    householdId: row.household_id,
    number: row.number,
    areaId: row.area_id,
    areaName: row.area_name,
    group: row.villagers_group ?? undefined,
    address: row.address ?? undefined,
    headName: row.head_name ?? undefined,
    phoneMasked: phoneMasked(vault, row.phone),
    members: row.members ?? 0,
  };
}
