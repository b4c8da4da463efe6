/** How units stand with directives, and what they fed back. */
import type { Done, Feedback, UnitProgress } from "@lianfang/core/directives/directive.ts";
import { isPast, stepOf } from "@lianfang/core/directives/rules.ts";
import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { z } from "zod";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";
import { instantText } from "../kernel/database/instant.ts";
import "./tables.ts";

const feedbackTold = sql<{ count: number; lastText: string; lastAt: string } | null>`(
  select case when count(*) = 0 then null else jsonb_build_object(
    'count', count(*),
    'lastText', (array_agg(body order by said.received_at desc, feedback_id desc))[1],
    'lastAt', ${instantText(sql`(array_agg(written_at order by said.received_at desc, feedback_id desc))[1]`)}) end
  from directive_feedback said
  where said.town_id = progress.town_id and said.directive_id = progress.directive_id
    and said.unit_id = progress.unit_id)`;

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
    by: row.acknowledger_name,
    at: row.acknowledged_at,
    receivedAt: row.acknowledged_received_at,
    until: row.confirm_by,
  });
  const finished = doneOf({
    by: row.finisher_name,
    at: row.finished_at,
    receivedAt: row.finished_received_at,
    until: row.finish_by,
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

function doneOf(given: {
  by: string | null;
  at: Instant | null;
  receivedAt: Instant | null;
  until: Instant | null;
}): Done | undefined {
  const { by, at, receivedAt, until } = given;
  if (at === null || receivedAt === null) return undefined;
  return { by: by ?? "", at, receivedAt, isLate: until !== null && isPast(until, at) };
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

type ShownFeedback = z.infer<typeof Feedback>;

interface FeedbackFilter extends PageInput {
  directiveId: string;
  /** Those of some units alone. */
  unitIds?: readonly string[] | undefined;
}

/** The latest first, as we received them. */
export async function feedbackOf(
  { db, town }: QueryContext,
  { directiveId, unitIds, after, limit }: FeedbackFilter,
): Promise<Page<ShownFeedback>> {
  const rows = await db
    .selectFrom("directive_feedback as said")
    .innerJoin("directive_unit as unit", (join) =>
      join
        .onRef("unit.town_id", "=", "said.town_id")
        .onRef("unit.directive_id", "=", "said.directive_id")
        .onRef("unit.unit_id", "=", "said.unit_id"),
    )
    .innerJoin("account", (join) =>
      join
        .onRef("account.town_id", "=", "said.town_id")
        .onRef("account.account_id", "=", "said.written_by"),
    )
    .select([
      "feedback_id",
      "said.unit_id",
      "unit.name",
      "unit.name_en",
      "body",
      "account.display_name",
    ])
    .select(["written_at", "said.received_at"])
    .where("said.town_id", "=", town.townId)
    .where("said.directive_id", "=", directiveId)
    .$if(unitIds !== undefined, (query) => query.where("said.unit_id", "=", anyOf(unitIds ?? [])))
    .$if(after !== undefined, (query) => {
      const [at, id] = decodeCursor(after ?? "", 2);
      return query.where(
        sql<boolean>`(said.received_at, feedback_id) < (${at}::timestamptz, ${id}::uuid)`,
      );
    })
    .orderBy("said.received_at", "desc")
    .orderBy("feedback_id", "desc")
    .limit(limit + 1)
    .execute();
  return toPage(
    rows,
    limit,
    (row) => [row.received_at, row.feedback_id],
    (row) => ({
      feedbackId: row.feedback_id,
      unitId: row.unit_id,
      unitName: row.name,
      unitNameEn: row.name_en,
      text: row.body,
      by: row.display_name,
      at: row.written_at,
      receivedAt: row.received_at,
    }),
  );
}
