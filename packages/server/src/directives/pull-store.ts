/** Directives open for some units, as phones hold them. */
import type { PulledDirective } from "@lianfang/core/directives/pulled.ts";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { instantText } from "../kernel/database/instant.ts";
import { inOrder, isStanding, keysSentTo, sent } from "./received-store.ts";

const lastSaid = 5;

/** The unit's own feedback as it reads now, the latest first. */
const said = sql<PulledDirective["feedback"]>`coalesce((
  select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('actId', latest.act_id, 'text', latest.words,
    'by', latest.by, 'at', ${instantText(sql`latest.acted_at`)}, 'entered', latest.entered,
    'isCorrected', latest.words <> latest.body))
    order by latest.heard desc)
  from (
    select act_id, words, body, coalesce(said_by, display_name) as by, acted_at, heard,
      case when way is not null then jsonb_build_object('by', display_name, 'way', way) end as entered
    from directive_act_known told
    join account on account.town_id = told.town_id and account.account_id = told.acted_by
    where told.town_id = progress.town_id and told.directive_id = progress.directive_id
      and told.unit_id = progress.unit_id and told.kind = 'feedback' and not told.is_taken_back
    order by heard desc limit ${sql.lit(lastSaid)}) latest), '[]')`;

const takenBack = sql<string[]>`coalesce((
  select jsonb_agg(told.act_id order by told.heard)
  from directive_act_known told
  where told.town_id = progress.town_id and told.directive_id = progress.directive_id
    and told.unit_id = progress.unit_id and told.is_taken_back), '[]')`;

interface Asked {
  unitIds: readonly string[];
  after: string;
  limit: number;
  issuedAfter: Instant;
  finishedAfter: Instant;
}

const keyOf = sql<string>`(stand.directive_id::text || ':' || stand.unit_id::text)`;

/** In the order of their keys, `<directive>:<unit>`. */
export async function openFor(context: QueryContext, asked: Asked) {
  const { unitIds, after, limit, issuedAfter, finishedAfter } = asked;
  const keys = await keysSentTo(context, unitIds)
    .where(isStanding)
    .where(
      sql<boolean>`(directive.issued_at > ${issuedAfter} or directive.finish_by > ${context.now})`,
    )
    .where(
      sql<boolean>`(stand.completion_id is null or exists (
        select from directive_act finished
        where finished.town_id = stand.town_id and finished.act_id = stand.completion_id
          and finished.received_at > ${finishedAfter}))`,
    )
    .$if(after !== "", (query) => query.where(sql<boolean>`${keyOf} collate "C" > ${after}`))
    .orderBy(sql`${keyOf} collate "C"`)
    .limit(limit)
    .execute();
  if (keys.length === 0) return [];
  const rows = await sent(context, keys)
    .select([said.as("said"), takenBack.as("takenBack")])
    .execute();
  return inOrder(keys, rows);
}
