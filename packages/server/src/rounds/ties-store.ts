/** What is kept of households, people and premises by rounds. */
import type { RoundTargetKind } from "@lianfang/core/rounds/registers.ts";
import { m } from "@lianfang/messages/messages.js";
import { sql } from "kysely";
import { anyOf } from "../kernel/database/any-of.ts";
import { countsIn, type Tie, type TieScope } from "../kernel/ties.ts";
import { countOfResidents } from "../registry/resident-ties-store.ts";
import "./tables.ts";

const ofResidents = sql`
  join round_record r on r.town_id = resident.town_id and r.target_kind = 'person'
    and r.target_id = resident.known_as`;

export const roundTies: readonly Tie[] = [
  {
    name: "rounds.records",
    of: "resident",
    words: m["rounds.records"],
    count: (scope, ids) => countOfResidents(scope, ids, ofResidents),
  },
  {
    name: "rounds.records",
    of: "household",
    words: m["rounds.records"],
    count: (scope, ids) => recordsOfTargets(scope, "household", ids),
  },
  {
    name: "rounds.records",
    of: "premises",
    words: m["rounds.records"],
    count: (scope, ids) => recordsOfTargets(scope, "premises", ids),
  },
];

async function recordsOfTargets(
  { db, town }: TieScope,
  kind: RoundTargetKind,
  ids: readonly string[],
) {
  const { rows } = await sql<{ id: string; count: number }>`
    select target_id as "id", count(*) as "count" from round_record
    where town_id = ${town.townId} and target_kind = ${kind}
      and target_id = ${anyOf(ids)}
    group by 1`.execute(db);
  return countsIn(rows);
}
