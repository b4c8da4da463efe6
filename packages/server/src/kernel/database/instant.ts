import { type RawBuilder, sql } from "kysely";

/** An instant as the API writes it, where a statement puts it into JSON itself. */
export function instantText(instant: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
