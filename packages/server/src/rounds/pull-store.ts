/** The targets somebody owes something today, each with all they owe it. */
import type { Access } from "@lianfang/core/kernel/access.ts";
import type { PulledTarget } from "@lianfang/core/rounds/pulled.ts";
import { sql } from "kysely";
import type { Db } from "../kernel/database/database.ts";
import { instantText } from "../kernel/database/instant.ts";
import { answererOf, type Holder, isHolders } from "./answerer-store.ts";
import { type OwedQuestion, owedRows } from "./owed-store.ts";

interface Asked {
  holder: Holder;
  access: Access;
  /** A target's id; from the beginning when empty. */
  after: string;
  limit: number;
}

const instant = (column: string) => instantText(sql.ref(column));

/** In the order of their ids. */
export async function pulledTargets(
  db: Db,
  question: OwedQuestion,
  { holder, access, after, limit }: Asked,
): Promise<PulledTarget[]> {
  const { townId } = question.town;
  const isMine = isHolders(townId, holder, question.rules, access);
  if (question.rules.length === 0 || !isMine) return [];
  const isAfter = after === "" ? sql`` : sql`and t.target_id > ${after}::uuid`;
  const { rows } = await sql<PulledTarget>`
    select owed.target_kind as "targetKind", owed.target_id as "targetId", owed.name, owed.place,
      a.area_id as "areaId", a.name as "areaName", a.name_en as "areaNameEn",
      jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
        'ruleId', owed.rule_id,
        'from', case when isfinite(owed.begins) then ${instant("owed.begins")}
          else '2000-01-01T00:00:00.000Z' end,
        'until', case when isfinite(owed.ends) then ${instant("owed.ends")} end,
        'doneAt', coalesce(owed.done_at, '[]'),
        'notMetAt', ${instant("owed.not_met_at")})) order by owed.position) as owed
    from (${owedRows(question, isAfter)}) as owed
    join area a on a.town_id = ${townId} and a.area_id = owed.area_id
    ${answererOf(townId)}
    where ${isMine}
    group by 1, 2, 3, 4, 5, 6, 7
    order by owed.target_id
    limit ${limit}`.execute(db);
  return rows;
}
