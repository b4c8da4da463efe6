/** Every row of a list, as it stood at one moment, without holding all of them. */
import { type SelectQueryBuilder, sql } from "kysely";

const rowsAtOnce = 500;

export interface AllRows<Row> {
  total: number;
  rows: AsyncIterable<Row>;
}

/**
 * The rows of a query, read piece by piece from one statement: their number, told before the first,
 * is the number of those that follow. Within a transaction, whose connection does nothing else before
 * `work` is done.
 */
export async function withAllRows<Db, Table extends keyof Db, Row, Result>(
  query: SelectQueryBuilder<Db, Table, Row>,
  work: (all: AllRows<Row>) => Promise<Result>,
): Promise<Result> {
  const counted = query.select(sql<number>`count(*) over ()`.as("total_rows"));
  const stream = counted.stream(rowsAtOnce)[Symbol.asyncIterator]();
  try {
    const first = await stream.next();
    const total = first.done ? 0 : Number(Reflect.get(Object(first.value), "total_rows"));
    return await work({ total, rows: rowsFrom(first, stream) });
  } finally {
    await stream.return?.();
  }
}

async function* rowsFrom<Row>(
  first: IteratorResult<Row>,
  stream: AsyncIterator<Row>,
): AsyncGenerator<Row> {
  for (let next = first; !next.done; next = await stream.next()) yield next.value;
}

/** Each row as something else, one by one. */
export async function* each<Row, Shown>(
  rows: AsyncIterable<Row>,
  show: (row: Row) => Shown,
): AsyncGenerator<Shown> {
  for await (const row of rows) yield show(row);
}
