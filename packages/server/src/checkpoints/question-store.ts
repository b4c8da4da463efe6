/** Questions to the county's platform, and how it does. */
import {
  mostAskedAtOnce,
  questionCountsMinutes,
} from "@lianfang/core/checkpoints/result-source.ts";
import { addMinutes, type Instant } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { CommandContext, QueryContext } from "../kernel/context.ts";
import type { Db } from "../kernel/database/database.ts";
import type { CheckpointResultSourceTable } from "./tables.ts";

type Scope = Pick<QueryContext, "db" | "town">;

/** A question is for the day it was asked on, and the next. */
const keptMinutes = 48 * 60;

export async function insertQuestion(
  { db, town, now, id, actor }: CommandContext,
  { identity, blind }: { identity: Buffer; blind: Buffer },
): Promise<void> {
  await db
    .insertInto("checkpoint_question")
    .values({
      town_id: town.townId,
      question_id: id,
      identity,
      identity_blind: blind,
      asked_at: now,
      asked_by: actor.is === "account" ? actor.accountId : null,
      answered_at: null,
      is_known: null,
    })
    .execute();
}

/** The oldest first, at most as many as go into one question. */
export function waitingQuestions({ db, town }: Scope, now: Instant) {
  return db
    .selectFrom("checkpoint_question")
    .select(["question_id", "identity"])
    .where("town_id", "=", town.townId)
    .where("answered_at", "is", null)
    .where("asked_at", ">", addMinutes(now, -questionCountsMinutes))
    .orderBy("asked_at")
    .limit(mostAskedAtOnce)
    .execute();
}

/** @returns those that still waited: another process may have been quicker */
export async function settleQuestions(
  { db, town, now }: CommandContext,
  answers: readonly { questionId: string; isKnown: boolean }[],
): Promise<Set<string>> {
  const { rows } = await sql<{ question_id: string }>`
    update checkpoint_question question
    set answered_at = ${now}, is_known = answer.is_known, identity = null
    from unnest(${answers.map(({ questionId }) => questionId)}::uuid[],
      ${answers.map(({ isKnown }) => isKnown)}::boolean[]) as answer (question_id, is_known)
    where question.town_id = ${town.townId} and question.question_id = answer.question_id
      and question.answered_at is null
    returning question.question_id`.execute(db);
  return new Set(rows.map(({ question_id }) => question_id));
}

/** The last question about somebody that still matters. */
export function lastQuestion({ db, town }: Scope, blind: Buffer, now: Instant) {
  return db
    .selectFrom("checkpoint_question")
    .select(["asked_at", "answered_at", "is_known"])
    .where("town_id", "=", town.townId)
    .where("identity_blind", "=", blind)
    .where("asked_at", ">", addMinutes(now, -questionCountsMinutes))
    .orderBy("asked_at", "desc")
    .limit(1)
    .executeTakeFirst();
}

export async function townsThatWait(db: Db, now: Instant): Promise<string[]> {
  const rows = await db
    .selectFrom("checkpoint_question")
    .select("town_id")
    .distinct()
    .where("answered_at", "is", null)
    .where("asked_at", ">", addMinutes(now, -questionCountsMinutes))
    .execute();
  return rows.map(({ town_id }) => town_id);
}

export async function forgetQuestions(db: Db, now: Instant): Promise<void> {
  await db
    .deleteFrom("checkpoint_question")
    .where("asked_at", "<", addMinutes(now, -keptMinutes))
    .execute();
}

export function sourceState({ db, town }: Scope) {
  return db
    .selectFrom("checkpoint_result_source")
    .selectAll()
    .where("town_id", "=", town.townId)
    .executeTakeFirst();
}

/** What is not told stays as it was. */
export async function noteSource(
  db: Db,
  townId: string,
  state: Partial<Omit<CheckpointResultSourceTable, "town_id">>,
): Promise<void> {
  await db
    .insertInto("checkpoint_result_source")
    .values({
      town_id: townId,
      answered_at: null,
      failed_at: null,
      failure: null,
      retry_at: null,
      ...state,
    })
    .onConflict((conflict) => conflict.column("town_id").doUpdateSet(state))
    .execute();
}
