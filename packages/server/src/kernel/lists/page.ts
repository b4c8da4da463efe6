/** A page of a list: its rows in order, how many there are, and where it begins. */
import { countedUpTo, type Page, type PageInput } from "@lianfang/core/kernel/page.ts";
import { type SelectQueryBuilder, sql } from "kysely";
import { toPage } from "../database/cursor.ts";
import type { Db } from "../database/database.ts";
import type { Tables } from "../database/tables.ts";
import { before, type KeyedOrder, keyOf, orderedPage } from "./orders.ts";

export type ListPage<Row> = Page<Row> & { before?: number | undefined };

/** Rows as chosen by search and filters, before order and page. */
export type Chosen<Table extends keyof Tables> = SelectQueryBuilder<Tables, Table, object>;

export interface PageParts<Table extends keyof Tables, Row, Shown> {
  db: Db;
  found: Chosen<Table>;
  order: KeyedOrder<NoInfer<Row>>;
  isFromEnd: boolean;
  at: PageInput & { from?: string | undefined };
  /** Fetches what is shown of the rows of a page, in the same order. */
  fetch(page: Chosen<Table>): Promise<Row[]>;
  show(row: Row): Shown;
}

export async function listPage<Table extends keyof Tables, Row, Shown>({
  db,
  found,
  order,
  isFromEnd,
  at,
  fetch,
  show,
}: PageParts<Table, Row, Shown>): Promise<ListPage<Shown>> {
  const isStart = at.from !== undefined && at.after === undefined;
  const earlier = isStart ? before(found, order, isFromEnd, at.from ?? "") : undefined;
  const [rows, total, countBefore] = await Promise.all([
    fetch(orderedPage(found, order, isFromEnd, at)),
    count(db, found),
    earlier && count(db, earlier),
  ]);
  return { ...toPage(rows, at.limit, keyOf(order), show), total, before: countBefore };
}

async function count<Table extends keyof Tables>(db: Db, chosen: Chosen<Table>): Promise<number> {
  const some = chosen.select(sql`1`.as("one")).limit(sql.lit(countedUpTo));
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from (${some}) as found`.execute(db);
  return rows[0]?.total ?? 0;
}
