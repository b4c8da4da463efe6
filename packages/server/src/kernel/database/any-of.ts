import { type RawBuilder, sql } from "kysely";

/** For `=` in a condition. One id is said as one: then an index hands its rows over in its order. */
export function anyOf(ids: readonly string[]): RawBuilder<string> {
  const [only] = ids;
  return ids.length === 1 ? sql<string>`${only}::uuid` : sql<string>`any(${[...ids]}::uuid[])`;
}
