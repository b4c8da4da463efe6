import type { View } from "@lianfang/core/lists/contract.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { json } from "../kernel/database/database.ts";
import "./tables.ts";

export interface ViewFields {
  name: string;
  filters: Record<string, string>;
  sort: string | null;
  columns: string[];
}

export interface HeldView extends ViewFields {
  list: string;
  accountId: string;
  isShared: boolean;
  revision: number;
}

/** Who looks: an account, which sees what the office shares only if it is of the office. */
export interface Looker {
  accountId: string;
  isOffice: boolean;
}

/** The views and habits of one account, and what the office shares. */
export function listStore({ db, town, now }: QueryContext, { accountId, isOffice }: Looker) {
  const { townId } = town;
  const seen = () =>
    db
      .selectFrom("list_view")
      .where("list_view.town_id", "=", townId)
      .where(({ eb, or }) =>
        or([
          eb("list_view.account_id", "=", accountId),
          ...(isOffice ? [eb("is_shared", "=", true)] : []),
        ]),
      );
  return {
    async views(list: string): Promise<View[]> {
      const rows = await seen()
        .innerJoin("account", (join) =>
          join
            .onRef("account.town_id", "=", "list_view.town_id")
            .onRef("account.account_id", "=", "list_view.account_id"),
        )
        .selectAll("list_view")
        .select("display_name")
        .where("list", "=", list)
        .orderBy("is_shared")
        .orderBy("name")
        .orderBy("view_id")
        .execute();
      return rows.map((row) => ({
        viewId: row.view_id,
        name: row.name,
        filters: row.filters,
        sort: row.sort ?? undefined,
        columns: row.columns,
        isShared: row.is_shared,
        isMine: row.account_id === accountId,
        by: row.display_name,
        revision: row.revision,
      }));
    },
    async habit(list: string): Promise<{ columns: string[] | null; viewId: string | null }> {
      const row = await db
        .selectFrom("list_habit")
        .select(["columns", "view_id"])
        .where("town_id", "=", townId)
        .where("account_id", "=", accountId)
        .where("list", "=", list)
        .executeTakeFirst();
      return { columns: row?.columns ?? null, viewId: row?.view_id ?? null };
    },
    /** For a change: nobody else changes it before the transaction ends. */
    async hold(viewId: string): Promise<HeldView | undefined> {
      const row = await seen()
        .selectAll("list_view")
        .where("view_id", "=", viewId)
        .forUpdate()
        .executeTakeFirst();
      return (
        row && {
          list: row.list,
          accountId: row.account_id,
          name: row.name,
          filters: row.filters,
          sort: row.sort,
          columns: row.columns,
          isShared: row.is_shared,
          revision: row.revision,
        }
      );
    },
    async countOwn(list: string): Promise<number> {
      const { own } = await db
        .selectFrom("list_view")
        .select(({ fn }) => fn.countAll<number>().as("own"))
        .where("town_id", "=", townId)
        .where("account_id", "=", accountId)
        .where("list", "=", list)
        .executeTakeFirstOrThrow();
      return own;
    },
    /** Whether its owner has another view of the list by this name. */
    async isNameTaken(of: { list: string; accountId: string; name: string }): Promise<boolean> {
      const row = await db
        .selectFrom("list_view")
        .select("view_id")
        .where("town_id", "=", townId)
        .where("account_id", "=", of.accountId)
        .where("list", "=", of.list)
        .where("name", "=", of.name)
        .executeTakeFirst();
      return row !== undefined;
    },
    async insert(viewId: string, list: string, fields: ViewFields): Promise<void> {
      await db
        .insertInto("list_view")
        .values({
          town_id: townId,
          view_id: viewId,
          list,
          account_id: accountId,
          ...fields,
          filters: json(fields.filters),
          saved_at: now,
        })
        .execute();
    },
    async update(viewId: string, fields: Partial<ViewFields>): Promise<void> {
      const { filters, ...rest } = fields;
      await change(viewId)
        .set({ ...rest, ...(filters && { filters: json(filters) }), saved_at: now })
        .execute();
    },
    async share(viewId: string, isShared: boolean): Promise<void> {
      await change(viewId).set({ is_shared: isShared }).execute();
    },
    async remove(viewId: string): Promise<void> {
      await db
        .deleteFrom("list_view")
        .where("town_id", "=", townId)
        .where("view_id", "=", viewId)
        .execute();
    },
    async keepHabit(
      list: string,
      kept: { columns: string[] | null } | { view_id: string | null },
    ): Promise<void> {
      await db
        .insertInto("list_habit")
        .values({
          town_id: townId,
          account_id: accountId,
          list,
          columns: null,
          view_id: null,
          ...kept,
        })
        .onConflict((conflict) =>
          conflict.columns(["town_id", "account_id", "list"]).doUpdateSet(kept),
        )
        .execute();
    },
  };

  function change(viewId: string) {
    return db
      .updateTable("list_view")
      .set({ revision: sql<number>`revision + 1` })
      .where("town_id", "=", townId)
      .where("view_id", "=", viewId);
  }
}
