/** Hours of reading, budgets and alarms of one town. */
import { usualBudgets } from "@lianfang/core/accounts/reading.ts";
import type { Reader, ReadingAlarm } from "@lianfang/core/accounts/reading-contract.ts";
import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import { decodeCursor, toPage } from "../../kernel/database/cursor.ts";
import type { Db } from "../../kernel/database/database.ts";
import "./tables.ts";

/** Who reads: an account, through its session or through one of its tokens. */
export interface ReaderOf {
  readerId: string;
  accountId: string;
  tokenId: string | undefined;
}

export interface Budget {
  reader: Reader;
  peopleAnHour: number;
}

export function readingStore(db: Db, townId: string) {
  return {
    /** How many have been read about in the hour, as far as it is written down. */
    async readIn(readerId: string, hour: Instant): Promise<number> {
      const row = await db
        .selectFrom("reading_hour")
        .select("people")
        .where("town_id", "=", townId)
        .where("reader_id", "=", readerId)
        .where("hour", "=", hour)
        .executeTakeFirst();
      return row?.people ?? 0;
    },

    /** @returns how many it comes to, with what other processes counted */
    async add(reader: ReaderOf, hour: Instant, people: number): Promise<number> {
      const row = await db
        .insertInto("reading_hour")
        .values({
          town_id: townId,
          reader_id: reader.readerId,
          hour,
          account_id: reader.accountId,
          token_id: reader.tokenId ?? null,
          people,
        })
        .onConflict((conflict) =>
          conflict
            .columns(["town_id", "reader_id", "hour"])
            .doUpdateSet({ people: sql<number>`reading_hour.people + excluded.people` }),
        )
        .returning("people")
        .executeTakeFirstOrThrow();
      return row.people;
    },

    /** Budgets the town has set, by reader. */
    async budgetsSet(): Promise<ReadonlyMap<string, number>> {
      const rows = await db
        .selectFrom("reading_budget")
        .select(["reader", "people_an_hour"])
        .where("town_id", "=", townId)
        .execute();
      return new Map(rows.map((row) => [row.reader, row.people_an_hour]));
    },

    /** Those that are the usual ones again are not kept. */
    async setBudgets(budgets: readonly Budget[]): Promise<void> {
      await db
        .deleteFrom("reading_budget")
        .where("town_id", "=", townId)
        .where(
          "reader",
          "in",
          budgets.map(({ reader }) => reader),
        )
        .execute();
      const unusual = new Map(
        budgets
          .filter(({ reader, peopleAnHour }) => peopleAnHour !== usualBudgets[reader])
          .map(({ reader, peopleAnHour }) => [reader, peopleAnHour]),
      );
      if (unusual.size === 0) return;
      await db
        .insertInto("reading_budget")
        .values(
          [...unusual].map(([reader, people_an_hour]) => ({
            town_id: townId,
            reader,
            people_an_hour,
          })),
        )
        .execute();
    },

    async raise(
      alarmId: string,
      reader: ReaderOf,
      { hour, budget, at }: { hour: Instant; budget: number; at: Instant },
    ): Promise<void> {
      await db
        .insertInto("reading_alarm")
        .values({
          town_id: townId,
          alarm_id: alarmId,
          account_id: reader.accountId,
          token_id: reader.tokenId ?? null,
          hour,
          budget,
          raised_at: at,
        })
        .execute();
    },

    async alarms(
      filter: PageInput & { isOpen?: boolean | undefined },
    ): Promise<Page<ReadingAlarm>> {
      const rows = await alarmRows(db, townId, filter).execute();
      return toPage(rows, filter.limit, (row) => [row.raised_at, row.alarm_id], shown);
    },

    async countOpen(): Promise<number> {
      const { open } = await db
        .selectFrom("reading_alarm")
        .select(({ fn }) => fn.countAll<number>().as("open"))
        .where("town_id", "=", townId)
        .where("seen_at", "is", null)
        .executeTakeFirstOrThrow();
      return open;
    },

    /** For a change: nobody else changes it before the transaction ends. */
    hold: (alarmId: string) =>
      db
        .selectFrom("reading_alarm")
        .select("seen_at")
        .where("town_id", "=", townId)
        .where("alarm_id", "=", alarmId)
        .forUpdate()
        .executeTakeFirst(),

    async see(
      alarmId: string,
      seen: { by: string; at: Instant; remark: string | undefined },
    ): Promise<void> {
      await db
        .updateTable("reading_alarm")
        .set({ seen_at: seen.at, seen_by: seen.by, remark: seen.remark ?? null })
        .where("town_id", "=", townId)
        .where("alarm_id", "=", alarmId)
        .execute();
    },
  };
}

export async function forgetHours(db: Db, before: Instant): Promise<void> {
  await db.deleteFrom("reading_hour").where("hour", "<", before).execute();
}

function alarmRows(
  db: Db,
  townId: string,
  { after, limit, isOpen }: PageInput & { isOpen?: boolean | undefined },
) {
  let query = db
    .selectFrom("reading_alarm as alarm")
    .innerJoin("account", (join) =>
      join
        .onRef("account.town_id", "=", "alarm.town_id")
        .onRef("account.account_id", "=", "alarm.account_id"),
    )
    .leftJoin("api_token as token", (join) =>
      join
        .onRef("token.town_id", "=", "alarm.town_id")
        .onRef("token.token_id", "=", "alarm.token_id"),
    )
    .leftJoin("account as seer", (join) =>
      join
        .onRef("seer.town_id", "=", "alarm.town_id")
        .onRef("seer.account_id", "=", "alarm.seen_by"),
    )
    .selectAll("alarm")
    .select(["account.display_name", "token.name as token_name", "seer.display_name as seer_name"])
    .where("alarm.town_id", "=", townId)
    .orderBy("raised_at", "desc")
    .orderBy("alarm_id", "desc")
    .limit(limit + 1);
  if (isOpen !== undefined) query = query.where("seen_at", isOpen ? "is" : "is not", null);
  if (after) {
    const [at, id] = decodeCursor(after, 2);
    query = query.where(sql<boolean>`(raised_at, alarm_id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  return query;
}

type AlarmRow = Awaited<ReturnType<ReturnType<typeof alarmRows>["execute"]>>[number];

function shown(row: AlarmRow): ReadingAlarm {
  const { seen_at: at, seer_name: by, token_id: tokenId, token_name: tokenName } = row;
  return {
    alarmId: row.alarm_id,
    account: { accountId: row.account_id, displayName: row.display_name },
    token: tokenId && tokenName ? { tokenId, name: tokenName } : undefined,
    hour: row.hour,
    budget: row.budget,
    raisedAt: row.raised_at,
    seen: at && by ? { at, by, remark: row.remark ?? undefined } : undefined,
  };
}
