/** Cards in numbers: given out, in force, and used as they should not be. */
import { addMinutes } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { Figure, FigureQuery, FigureScope } from "../kernel/figures/figures.ts";
import { foundMisuses, looksBackMinutes } from "./misuse-store.ts";
import "./tables.ts";

const one = sql<number>`1`;

function given({ db, town, at }: FigureScope) {
  return db
    .selectFrom("checkpoint_pass as pass")
    .select([
      sql<string>`'pass'`.as("subject_kind"),
      sql<string>`pass.pass_id::text`.as("subject_id"),
      "pass.holder_name as label",
      "pass.area_id",
      "pass.decided_at as at",
      one.as("value"),
    ])
    .where("pass.town_id", "=", town.townId)
    .where("pass.serial", "is not", null)
    .where("pass.decided_at", "<=", at);
}

/** Cards given out by the cut-off, whatever became of them since. */
const issued = (scope: FigureScope): FigureQuery => given(scope);

/** Those valid on the cut-off's day that nobody had renewed, lost or revoked by then. */
const inForce = (scope: FigureScope): FigureQuery =>
  given(scope)
    .where("valid_from", "<=", scope.day)
    .where("valid_until", ">=", scope.day)
    .where((eb) => eb.or([eb("ended_at", "is", null), eb("ended_at", ">", scope.at)]));

interface MisuseRow {
  later: string;
  later_line: number;
  area_id: string;
  holder_name: string | null;
  checkpoint_name: string;
  noticed_at: string;
}

/** Cards used twice or elsewhere, forged, cancelled or lent, that nobody had answered for by then. */
function misused({ db, town, at }: FigureScope): FigureQuery {
  const since = addMinutes(at, -looksBackMinutes);
  const found = foundMisuses({ townId: town.townId, since, at, within: sql`true` });
  return db
    .selectFrom(
      sql<MisuseRow>`(select found.*, crossing.area_id, pass.holder_name,
          checkpoint.name as checkpoint_name
        from ${found} found
        join checkpoint_crossing crossing on crossing.town_id = ${town.townId}
          and crossing.crossing_id = found.later and crossing.line = found.later_line
        join checkpoint on checkpoint.town_id = ${town.townId}
          and checkpoint.checkpoint_id = crossing.checkpoint_id
        left join checkpoint_pass pass
          on pass.town_id = ${town.townId} and pass.serial = found.serial
        where not exists (select from checkpoint_misuse_answer answer
          where answer.town_id = ${town.townId} and answer.earlier_id = found.earlier
            and answer.later_id = found.later and answer.at <= ${at}))`.as("misuse"),
    )
    .select([
      sql<string>`'crossing'`.as("subject_kind"),
      sql<string>`later::text || '/' || later_line || '/' || earlier || '/' || earlier_line`.as(
        "subject_id",
      ),
      sql<string>`coalesce(holder_name, checkpoint_name)`.as("label"),
      "area_id",
      "noticed_at as at",
      one.as("value"),
    ]);
}

export const passFigures: readonly Figure[] = [
  { id: "checkpoints.passes.issued", rows: issued },
  { id: "checkpoints.passes.inForce", rows: inForce },
  { id: "checkpoints.passes.misused", rows: misused },
];
