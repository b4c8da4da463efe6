import { m } from "@lianfang/messages/messages.js";
import { sql } from "kysely";
import { anyOf } from "../kernel/database/any-of.ts";
import { countsIn, type Tie, type TiedKind, type TieScope } from "../kernel/ties.ts";
import "./tables.ts";

/** By what name a record may be answered for. */
const targetKinds: Record<TiedKind, string> = {
  household: "household",
  resident: "person",
  premises: "premises",
};

export const organizationTies: readonly Tie[] = (
  ["resident", "household", "premises"] as const
).map((of) => ({
  name: "organization.names",
  of,
  words: m["organization.tie.names"],
  count: (scope, ids) => namesOn(scope, targetKinds[of], ids),
}));

async function namesOn(
  { db, town }: TieScope,
  targetKind: string,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; count: number }>`
    select target_id as "id", count(*) as "count" from responsibility
    where town_id = ${town.townId} and target_kind = ${targetKind} and ended_at is null
      and target_id = ${anyOf(ids)}
    group by 1`.execute(db);
  return countsIn(rows);
}
