import { type RawBuilder, sql } from "kysely";

type Kind = "uuid" | "text" | "int" | "bytea";

/**
 * For `=` in a condition: any of these, none where there are none. One is said as one: then an index hands
 * its rows over in its order.
 */
export function anyOf<Value extends string | number | Buffer>(
  values: readonly Value[],
  kind: Kind = "uuid",
): RawBuilder<Value> {
  const [only] = values;
  const type = sql.raw(kind);
  return values.length === 1 ? sql`${only}::${type}` : sql`any(${[...values]}::${type}[])`;
}
