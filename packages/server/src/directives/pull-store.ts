/** Directives open for some units, as phones hold them. */
import type { PulledDirective } from "@lianfang/core/directives/pulled.ts";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { instantText } from "../kernel/database/instant.ts";
import { sentTo } from "./list-store.ts";

const lastSaid = 5;

/** The unit's own feedback, the latest first. */
const said = sql<PulledDirective["feedback"]>`coalesce((
  select jsonb_agg(jsonb_build_object('feedbackId', latest.feedback_id, 'text', latest.body,
    'by', latest.display_name,
    'at', ${instantText(sql`latest.written_at`)})
    order by latest.received_at desc, latest.feedback_id desc)
  from (
    select feedback_id, body, display_name, written_at, received_at
    from directive_feedback told
    join account on account.town_id = told.town_id and account.account_id = told.written_by
    where told.town_id = progress.town_id and told.directive_id = progress.directive_id
      and told.unit_id = progress.unit_id
    order by received_at desc, feedback_id desc limit ${sql.lit(lastSaid)}) latest), '[]')`;

const keyOf = sql<string>`(progress.directive_id::text || ':' || progress.unit_id::text)`;

interface Asked {
  unitIds: readonly string[];
  after: string;
  limit: number;
  issuedAfter: Instant;
  finishedAfter: Instant;
}

/** In the order of their keys, `<directive>:<unit>`. */
export function openFor(context: QueryContext, asked: Asked) {
  const { unitIds, after, limit, issuedAfter, finishedAfter } = asked;
  return sentTo(context, unitIds)
    .select([keyOf.as("key"), said.as("said")])
    .where("directive.ended_at", "is", null)
    .where(
      sql<boolean>`(directive.issued_at > ${issuedAfter} or directive.finish_by > ${context.now})`,
    )
    .where(
      sql<boolean>`(progress.finished_at is null
        or progress.finished_received_at > ${finishedAfter})`,
    )
    .$if(after !== "", (query) => query.where(sql<boolean>`${keyOf} collate "C" > ${after}`))
    .orderBy(sql`${keyOf} collate "C"`)
    .limit(limit)
    .execute();
}
