import { m } from "@lianfang/messages/messages.js";
import { sql } from "kysely";
import { anyOf } from "../kernel/database/any-of.ts";
import { countsIn, type Tie, type TieScope } from "../kernel/ties.ts";
import { countOfResidents } from "../registry/resident-ties-store.ts";
import "./tables.ts";

const passes = sql`
  join checkpoint_pass pass on pass.town_id = resident.town_id
    and pass.resident_id = resident.known_as and pass.state in ('applied', 'issued')`;

/** Passes applied for or issued; one that was refused, lost or revoked holds nobody. */
export const checkpointTies: readonly Tie[] = [
  {
    name: "checkpoints.passes",
    of: "resident",
    words: m["checkpoints.passes"],
    count: (scope, ids) => countOfResidents(scope, ids, passes),
  },
  {
    name: "checkpoints.passes",
    of: "household",
    words: m["checkpoints.passes"],
    count: passesOfHouseholds,
  },
];

async function passesOfHouseholds({ db, town }: TieScope, householdIds: readonly string[]) {
  const { rows } = await sql<{ id: string; count: number }>`
    select household_id as "id", count(*) as "count" from checkpoint_pass
    where town_id = ${town.townId} and household_id = ${anyOf(householdIds)}
      and state in ('applied', 'issued')
    group by 1`.execute(db);
  return countsIn(rows);
}
