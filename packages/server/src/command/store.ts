/** Bulletins of the town's response. They are the whole town's: their access is on the town alone. */
import type { BulletinContent } from "@lianfang/core/command/bulletin-content.ts";
import type { PageInput } from "@lianfang/core/kernel/page.ts";
import { addDays, type Day, type Instant } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { decodeCursor } from "../kernel/database/cursor.ts";
import { json } from "../kernel/database/database.ts";
import "./tables.ts";

export interface Remarks {
  zh: string;
  en: string;
}

export interface Draft {
  bulletinId: string;
  day: Day;
  cutOffAt: Instant;
  remarks: Remarks;
}

export interface DraftChange {
  cutOffAt: Instant;
  remarks: Remarks;
  /** Whether the remarks are still those drafted from the figures. */
  isDrafted: boolean;
}

export interface Issue {
  content: BulletinContent;
  digest: Buffer;
  issuedBy: string | undefined;
}

export type BulletinEntry = Awaited<
  ReturnType<ReturnType<typeof selected>["executeTakeFirstOrThrow"]>
>;

export function bulletinStore(context: QueryContext) {
  const { db, town, now } = context;
  const one = (bulletinId: string) =>
    db
      .updateTable("bulletin")
      .where("town_id", "=", town.townId)
      .where("bulletin_id", "=", bulletinId);
  return {
    find: (bulletinId: string): Promise<BulletinEntry | undefined> =>
      selected(context).where("bulletin.bulletin_id", "=", bulletinId).executeTakeFirst(),

    /** For a change: nobody else changes it before the transaction ends. */
    async hold(bulletinId: string): Promise<BulletinEntry | undefined> {
      await db
        .selectFrom("bulletin")
        .select("bulletin_id")
        .where("town_id", "=", town.townId)
        .where("bulletin_id", "=", bulletinId)
        .forUpdate()
        .execute();
      return this.find(bulletinId);
    },

    /** Bulletins are composed and numbered one after the other. */
    async queue(): Promise<void> {
      await db
        .selectFrom("response")
        .select("response_id")
        .where("town_id", "=", town.townId)
        .where("response_id", "=", town.responseId)
        .forNoKeyUpdate()
        .execute();
    },

    of: (day: Day): Promise<BulletinEntry | undefined> =>
      selected(context).where("bulletin.day", "=", day).executeTakeFirst(),

    /** Those of two days: the day and the one before. */
    around: (day: Day): Promise<BulletinEntry[]> =>
      selected(context)
        .where("bulletin.day", "in", [addDays(day, -1), day])
        .execute(),

    /** Of the last one issued. */
    async lastCutOff(): Promise<Instant | undefined> {
      const row = await db
        .selectFrom("bulletin")
        .select("cut_off_at")
        .where("town_id", "=", town.townId)
        .where("issued_at", "is not", null)
        .orderBy("day", "desc")
        .limit(1)
        .executeTakeFirst();
      return row?.cut_off_at;
    },

    /** Newest first, one more than the page holds. */
    list({ after, limit }: PageInput): Promise<BulletinEntry[]> {
      let query = selected(context);
      if (after) {
        const [day, id] = decodeCursor(after, 2);
        query = query.where(sql<boolean>`(day, bulletin_id) < (${day}::date, ${id}::uuid)`);
      }
      return query
        .orderBy("day", "desc")
        .orderBy("bulletin_id", "desc")
        .limit(limit + 1)
        .execute();
    },

    async insert({ bulletinId, day, cutOffAt, remarks }: Draft): Promise<void> {
      await db
        .insertInto("bulletin")
        .values({
          town_id: town.townId,
          bulletin_id: bulletinId,
          response_id: town.responseId,
          day,
          cut_off_at: cutOffAt,
          remarks_zh: remarks.zh,
          remarks_en: remarks.en,
          composed_at: now,
        })
        .execute();
    },

    async change(bulletinId: string, { cutOffAt, remarks, isDrafted }: DraftChange): Promise<void> {
      await one(bulletinId)
        .set({
          cut_off_at: cutOffAt,
          remarks_zh: remarks.zh,
          remarks_en: remarks.en,
          is_drafted: isDrafted,
          revision: sql<number>`revision + 1`,
        })
        .execute();
    },

    /** The number the next bulletin to be issued gets. */
    async nextNumber(): Promise<number> {
      const { last } = await db
        .selectFrom("bulletin")
        .select((eb) => eb.fn.max("issue_number").as("last"))
        .where("town_id", "=", town.townId)
        .where("response_id", "=", town.responseId)
        .executeTakeFirstOrThrow();
      return (last ?? 0) + 1;
    },

    async issue(bulletinId: string, { content, digest, issuedBy }: Issue): Promise<void> {
      await one(bulletinId)
        .set({
          state: "issued",
          issue_number: content.issueNumber,
          issued_at: now,
          issued_by: issuedBy ?? null,
          content: json(content),
          digest,
        })
        .execute();
    },
  };
}

function selected({ db, town }: QueryContext) {
  return (
    db
      .selectFrom("bulletin")
      .leftJoin("account", (join) =>
        join
          .onRef("account.town_id", "=", "bulletin.town_id")
          .onRef("account.account_id", "=", "bulletin.issued_by"),
      )
      .selectAll("bulletin")
      .select("account.display_name as issuer_name")
      // A draft shows the number it would get: they are issued day by day.
      .select(
        sql<number>`coalesce(issue_number, (
        select coalesce(max(b.issue_number), 0) + 1
          + count(*) filter (where b.state = 'draft' and b.day < bulletin.day)
        from bulletin b
        where b.town_id = bulletin.town_id and b.response_id = bulletin.response_id))`.as("number"),
      )
      .where("bulletin.town_id", "=", town.townId)
      .where("bulletin.response_id", "=", town.responseId)
  );
}
