import { type RawBuilder, sql } from "kysely";

/** Values as one array of a type of PostgreSQL's, for a statement over many rows. */
export function array(values: readonly unknown[], type: string): RawBuilder<unknown> {
  return sql`${[...values]}::${sql.raw(type)}[]`;
}
