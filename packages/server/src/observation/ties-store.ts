import { m } from "@lianfang/messages/messages.js";
import { sql } from "kysely";
import type { Tie } from "../kernel/ties.ts";
import { countOfResidents } from "../registry/resident-ties-store.ts";
import "./tables.ts";

const orders = sql`
  join observation_order o on o.town_id = resident.town_id and o.resident_id = resident.known_as`;
const inForce = sql`count(*) filter (where o.state = 'issued')`;
const readings = sql`sum((select count(*) from observation_reading reading
  where reading.town_id = o.town_id and reading.order_id = o.order_id))`;

export const observationTies: readonly Tie[] = [
  {
    name: "observation.orders",
    of: "resident",
    words: m["observation.orders"],
    count: (scope, ids) => countOfResidents(scope, ids, orders),
  },
  {
    name: "observation.ordersInForce",
    of: "resident",
    words: m["observation.tie.inForce"],
    isBinding: true,
    count: (scope, ids) => countOfResidents(scope, ids, orders, inForce),
  },
  {
    name: "observation.readings",
    of: "resident",
    words: m["observation.readings"],
    count: (scope, ids) => countOfResidents(scope, ids, orders, readings),
  },
];
