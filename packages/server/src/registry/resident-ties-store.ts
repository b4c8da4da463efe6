/** Counting what a module keeps of residents, for its ties. */

import { type RawBuilder, sql } from "kysely";
import { anyOf } from "../kernel/database/any-of.ts";
import { countsIn, type TieScope } from "../kernel/ties.ts";
import "./tables.ts";

/**
 * @param kept joins what is kept to `resident`, by `resident.known_as`
 * @param counted of what was joined
 */
export async function countOfResidents(
  { db, town }: TieScope,
  residentIds: readonly string[],
  kept: RawBuilder<unknown>,
  counted: RawBuilder<unknown> = sql`count(*)`,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; count: number }>`
    select resident.resident_id as "id", ${counted} as "count"
    from known_resident resident ${kept}
    where resident.town_id = ${town.townId}
      and resident.resident_id = ${anyOf(residentIds)}
    group by 1`.execute(db);
  return countsIn(rows);
}
