import { m } from "@lianfang/messages/messages.js";
import { sql } from "kysely";
import type { Tie } from "../kernel/ties.ts";
import { countOfResidents } from "../registry/resident-ties-store.ts";
import "./tables.ts";

const arrivals = sql`
  join arrival on arrival.town_id = resident.town_id
    and arrival.resident_id = resident.known_as and arrival.voided_at is null`;

export const screeningTies: readonly Tie[] = [
  {
    name: "screening.arrivals",
    of: "resident",
    words: m["screening.arrivals"],
    count: (scope, ids) => countOfResidents(scope, ids, arrivals),
  },
];
