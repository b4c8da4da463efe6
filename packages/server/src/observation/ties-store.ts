import { m } from "@lianfang/messages/messages.js";
import { type RawBuilder, sql } from "kysely";
import type { Tie, TieScope } from "../kernel/ties.ts";
import "../registry/tables.ts";
import "./tables.ts";

export const observationTies: readonly Tie[] = [
  {
    name: "observation.orders",
    of: "resident",
    words: m["observation.orders"],
    count: (scope, ids) => countBy(scope, ids, sql`count(*)`),
  },
  {
    name: "observation.ordersInForce",
    of: "resident",
    words: m["observation.tie.inForce"],
    isBinding: true,
    count: (scope, ids) => countBy(scope, ids, sql`count(*) filter (where o.state = 'issued')`),
  },
  {
    name: "observation.readings",
    of: "resident",
    words: m["observation.readings"],
    count: (scope, ids) =>
      countBy(
        scope,
        ids,
        sql`sum((select count(*) from observation_reading reading
          where reading.town_id = o.town_id and reading.order_id = o.order_id))`,
      ),
  },
];

async function countBy(
  { db, town }: TieScope,
  residentIds: readonly string[],
  counted: RawBuilder<unknown>,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; count: number }>`
    select resident.resident_id as "id", ${counted} as "count"
    from known_resident resident
    join observation_order o on o.town_id = resident.town_id and o.resident_id = resident.known_as
    where resident.town_id = ${town.townId}
      and resident.resident_id = any(${[...residentIds]}::uuid[])
    group by 1`.execute(db);
  return new Map(rows.map(({ id, count }) => [id, count]));
}
