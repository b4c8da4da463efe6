import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import type { Names } from "./history-fields.ts";
import type { RecordRow } from "./record-store.ts";
import { within } from "./store.ts";
import "../organization/tables.ts";
import "./tables.ts";

/** What the ids and codes in rows stand for: only what is within reach has a name. */
export async function namesIn(
  { db, town, reach }: QueryContext,
  rows: readonly RecordRow[],
): Promise<Names> {
  const idsIn = (column: RegExp) => idsOf(rows, column);
  const reached = reach.all ? sql`` : sql`and area_id = ${within(reach)}`;
  const { rows: named } = await sql<{ id: string; name: string }>`
    select household_id::text as "id", number as "name" from household
    where town_id = ${town.townId} and household_id = ${anyOf(idsIn(/household_id$/))}
      ${reached}
    union all
    select resident_id::text, name from resident
    where town_id = ${town.townId} and resident_id = ${anyOf(idsIn(/resident_id$/))}
      ${reached}
    union all
    (select distinct on (area_id) area_id::text, name from area_as_known
    where town_id = ${town.townId} and area_id = ${anyOf(idsIn(/area_id$/))}
    order by area_id, known_until desc nulls first)
    union all
    select code, name from division where code = ${anyOf(idsIn(/_division$/), "text")}`.execute(db);
  return new Map(named.map(({ id, name }) => [id, name]));
}

function idsOf(rows: readonly RecordRow[], column: RegExp): string[] {
  const values = rows.flatMap((row) =>
    Object.entries(row)
      .filter(([name]) => column.test(name))
      .map(([, value]) => value),
  );
  return [...new Set(values.filter((value) => typeof value === "string"))];
}
