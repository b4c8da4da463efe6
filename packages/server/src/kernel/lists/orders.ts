/** The orders a list comes in: paged by key, from either end, from the beginning or from somewhere. */
import type { PageInput } from "@lianfang/core/kernel/page.ts";
import { type RawBuilder, type SelectQueryBuilder, sql } from "kysely";
import { decodeCursor } from "../database/cursor.ts";
import type { Tables } from "../database/tables.ts";

export interface SortKey<Row> {
  column: RawBuilder<unknown>;
  /** Its type in the database: what a cursor holds is text. */
  type: "text" | "int" | "date" | "timestamptz" | "uuid";
  /** Of a row fetched, as the database writes it. */
  of(row: Row): string | number;
}

export interface KeyedOrder<Row> {
  /** The last one tells every row from all others. */
  keys: readonly SortKey<Row>[];
  /**
   * Where somebody goes who types this: the value of the first key to begin with. Absent where nobody
   * knows the key by heart.
   */
  startingAt?: (typed: string) => string;
}

export type Orders<Sort extends string, Row> = Record<Sort, KeyedOrder<Row>>;

/** The page after a cursor, with one row too many: see `toPage`. */
export function orderedPage<Table extends keyof Tables, Out, Row>(
  query: SelectQueryBuilder<Tables, Table, Out>,
  { keys, startingAt }: KeyedOrder<Row>,
  isFromEnd: boolean,
  { after, limit, from }: PageInput & { from?: string | undefined },
): SelectQueryBuilder<Tables, Table, Out> {
  const page = inOrder(query, keys, isFromEnd).limit(sql.lit(limit + 1));
  if (after !== undefined) {
    const values = decodeCursor(after, keys.length);
    return page.where(compared(keys, isFromEnd ? "<" : ">", values));
  }
  const [first] = keys;
  if (!from || !startingAt || !first) return page;
  return page.where(compared([first], isFromEnd ? "<=" : ">=", [startingAt(from)]));
}

/** Those that come before somewhere: how far down the list it is. */
export function before<Table extends keyof Tables, Out, Row>(
  query: SelectQueryBuilder<Tables, Table, Out>,
  { keys: [first], startingAt }: KeyedOrder<Row>,
  isFromEnd: boolean,
  from: string,
): SelectQueryBuilder<Tables, Table, Out> | undefined {
  if (!first || !startingAt) return undefined;
  return query.where(compared([first], isFromEnd ? ">" : "<", [startingAt(from)]));
}

export function inOrder<Db, Table extends keyof Db, Out, Row>(
  query: SelectQueryBuilder<Db, Table, Out>,
  keys: readonly SortKey<Row>[],
  isFromEnd: boolean,
): SelectQueryBuilder<Db, Table, Out> {
  const direction = isFromEnd ? "desc" : "asc";
  return keys.reduce((ordered, { column }) => ordered.orderBy(column, direction), query);
}

/** As one row: so an index of the same keys finds the place at once. */
function compared<Row>(
  keys: readonly SortKey<Row>[],
  sign: "<" | "<=" | ">" | ">=",
  values: readonly string[],
): RawBuilder<boolean> {
  const columns = sql.join(keys.map(({ column }) => column));
  const given = keys.map(({ type }, at) => sql`${values[at]}::${sql.raw(type)}`);
  return sql<boolean>`(${columns}) ${sql.raw(sign)} (${sql.join(given)})`;
}

/** What a cursor keeps of a row. */
export function keyOf<Row>({ keys }: KeyedOrder<Row>): (row: Row) => (string | number)[] {
  return (row) => keys.map((key) => key.of(row));
}
