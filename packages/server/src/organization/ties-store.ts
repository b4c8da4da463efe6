import { sql } from "kysely";
import type { Tie } from "../kernel/ties.ts";
import "./tables.ts";

export const organizationTies: readonly Tie[] = [
  {
    name: "organization.names",
    async count({ db, town }, residentIds) {
      const { rows } = await sql<{ id: string; count: number }>`
        select target_id as "id", count(*) as "count" from responsibility
        where town_id = ${town.townId} and target_kind = 'person' and ended_at is null
          and target_id = any(${[...residentIds]}::uuid[])
        group by 1`.execute(db);
      return new Map(rows.map(({ id, count }) => [id, count]));
    },
  },
];
