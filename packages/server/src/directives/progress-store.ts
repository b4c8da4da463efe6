/** How units stand with directives. */
import type { Done, UnitProgress, Way } from "@lianfang/core/directives/directive.ts";
import { isPast, stepOf } from "@lianfang/core/directives/rules.ts";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { instantText } from "../kernel/database/instant.ts";
import "./tables.ts";

const feedbackTold = sql<{ count: number; lastText: string; lastAt: string } | null>`(
  select case when count(*) = 0 then null else jsonb_build_object(
    'count', count(*),
    'lastText', (array_agg(words order by heard desc))[1],
    'lastAt', ${instantText(sql`(array_agg(acted_at order by heard desc))[1]`)}) end
  from directive_act_known said
  where said.town_id = progress.town_id and said.directive_id = progress.directive_id
    and said.unit_id = progress.unit_id and said.kind = 'feedback' and not said.is_taken_back)`;

/** Progress with the names of those who did it. */
export function progress({ db, town }: QueryContext) {
  return db
    .selectFrom("directive_progress as progress")
    .leftJoin("account as acknowledger", (join) =>
      join
        .onRef("acknowledger.town_id", "=", "progress.town_id")
        .onRef("acknowledger.account_id", "=", "progress.acknowledged_by"),
    )
    .leftJoin("account as finisher", (join) =>
      join
        .onRef("finisher.town_id", "=", "progress.town_id")
        .onRef("finisher.account_id", "=", "progress.finished_by"),
    )
    .selectAll("progress")
    .select([
      "acknowledger.display_name as acknowledger_name",
      "finisher.display_name as finisher_name",
      feedbackTold.as("feedback"),
    ])
    .where("progress.town_id", "=", town.townId);
}

export type ProgressRow = Awaited<
  ReturnType<ReturnType<typeof progress>["executeTakeFirstOrThrow"]>
>;

/** @param endedAt of the directive: what nobody owes any more is not overdue */
export function shownProgress(
  row: ProgressRow,
  now: Instant,
  endedAt: Instant | null,
): UnitProgress {
  const acknowledged = doneOf({
    actId: row.acknowledgement_id,
    account: row.acknowledger_name,
    at: row.acknowledged_at,
    receivedAt: row.acknowledged_received_at,
    until: row.confirm_by,
    saidBy: row.acknowledged_said_by,
    way: row.acknowledged_way,
  });
  const finished = doneOf({
    actId: row.completion_id,
    account: row.finisher_name,
    at: row.finished_at,
    receivedAt: row.finished_received_at,
    until: row.finish_by,
    saidBy: row.finished_said_by,
    way: row.finished_way,
  });
  return {
    unitId: row.unit_id,
    name: row.name,
    nameEn: row.name_en,
    step: stepOf({
      isAcknowledged: acknowledged !== undefined,
      feedback: row.feedback?.count ?? 0,
      isFinished: finished !== undefined,
    }),
    isOverdue: !acknowledged && endedAt === null && isPast(row.confirm_by, now),
    acknowledged,
    feedback: row.feedback ?? undefined,
    finished: finished && { ...finished, note: row.note ?? undefined },
  };
}

interface Told {
  actId: string;
  /** Of whoever did it, or entered it. */
  account: string | null;
  at: Instant;
  receivedAt: Instant;
  /** When it had to be done. */
  until: Instant | null;
  saidBy: string | null;
  way: Way | null;
}

type Perhaps<Of> = { [Name in keyof Of]: Of[Name] | null };

function doneOf({ actId, at, receivedAt, ...rest }: Perhaps<Told>): Done | undefined {
  if (actId === null || at === null || receivedAt === null) return undefined;
  return toDone({ actId, at, receivedAt, ...rest });
}

/** Of what the office entered it is whoever rang that did it. */
export function toDone({ account, saidBy, until, way, ...told }: Told): Done {
  const by = account ?? "";
  return {
    actId: told.actId,
    by: saidBy ?? by,
    at: told.at,
    receivedAt: told.receivedAt,
    isLate: until !== null && isPast(until, told.at),
    entered: way ? { by, way } : undefined,
  };
}

/** Of one directive: those that let the time pass first, then those that still have time, then the others. */
export async function unitsOf(
  context: QueryContext,
  directive: { directive_id: string; ended_at: Instant | null },
  unitIds?: readonly string[],
): Promise<UnitProgress[]> {
  const rows = await progress(context)
    .where("progress.directive_id", "=", directive.directive_id)
    .$if(unitIds !== undefined, (query) =>
      query.where("progress.unit_id", "=", anyOf(unitIds ?? [])),
    )
    .orderBy(sql`progress.acknowledged_at is not null`)
    .orderBy(sql`progress.finished_at is not null`)
    .orderBy("progress.position")
    .execute();
  return rows.map((row) => shownProgress(row, context.now, directive.ended_at));
}
