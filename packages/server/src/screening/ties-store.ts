import { m } from "@lianfang/messages/messages.js";
import { sql } from "kysely";
import type { Tie } from "../kernel/ties.ts";
import "../registry/tables.ts";
import "./tables.ts";

export const screeningTies: readonly Tie[] = [
  {
    name: "screening.arrivals",
    of: "resident",
    words: m["screening.arrivals"],
    async count({ db, town }, residentIds) {
      const { rows } = await sql<{ id: string; count: number }>`
        select resident.resident_id as "id", count(*) as "count"
        from known_resident resident
        join arrival on arrival.town_id = resident.town_id
          and arrival.resident_id = resident.known_as and arrival.voided_at is null
        where resident.town_id = ${town.townId}
          and resident.resident_id = any(${[...residentIds]}::uuid[])
        group by 1`.execute(db);
      return new Map(rows.map(({ id, count }) => [id, count]));
    },
  },
];
