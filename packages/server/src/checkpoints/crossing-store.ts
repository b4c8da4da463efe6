/** Crossings: append-only. A correction is another record, noted beside the one it replaces. */
import type { Instant } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { CommandContext, QueryContext } from "../kernel/context.ts";
import { json } from "../kernel/database/database.ts";
import type { CrossingLine } from "./crossing-judging.ts";
import { type Standing, withinStanding } from "./standing-store.ts";
import "./tables.ts";

/** A value as it stands in JSON; what is sealed as PostgreSQL writes bytes. */
function inJson(value: unknown): unknown {
  return Buffer.isBuffer(value) ? `\\x${value.toString("hex")}` : value;
}

/** Writes the lines of any number of crossings by one statement. */
export async function insertLines(
  { db }: Pick<CommandContext, "db">,
  lines: readonly CrossingLine[],
): Promise<void> {
  const rows = lines.map((line) =>
    Object.fromEntries(Object.entries(line).map(([column, value]) => [column, inJson(value)])),
  );
  await sql`
    insert into checkpoint_crossing
    select * from jsonb_populate_recordset(null::checkpoint_crossing, ${json(rows)})`.execute(db);
}

export function crossingStore(context: QueryContext, standing: Standing) {
  const { db, town, now, actor } = context;
  const { townId } = town;
  const account = actor.is === "account" ? actor.accountId : null;
  return {
    /** The lines of a crossing within the standing, and what became of it. */
    lines: (crossingId: string) =>
      db
        .selectFrom("checkpoint_crossing as crossing")
        .leftJoin("checkpoint_crossing_replaced as gone", (join) =>
          join
            .onRef("gone.town_id", "=", "crossing.town_id")
            .onRef("gone.crossing_id", "=", "crossing.crossing_id"),
        )
        .select([
          "crossing.line",
          "crossing.checkpoint_id",
          "crossing.area_id",
          "crossing.outcome",
          "crossing.ruled",
          "crossing.crossed_at",
          "gone.why",
        ])
        .where("crossing.town_id", "=", townId)
        .where("crossing.crossing_id", "=", crossingId)
        .where(withinStanding(standing, "crossing"))
        .orderBy("line")
        .execute(),

    /** @returns false when something has replaced it already */
    async replace(
      crossingId: string,
      end: {
        why: "corrected" | "void" | "double";
        by?: string | undefined;
        reason?: string | undefined;
      },
    ): Promise<boolean> {
      const row = await db
        .insertInto("checkpoint_crossing_replaced")
        .values({
          town_id: townId,
          crossing_id: crossingId,
          why: end.why,
          replaced_by: end.by ?? null,
          reason: end.reason ?? null,
          by_account: account,
          at: now,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning("crossing_id")
        .executeTakeFirst();
      return row !== undefined;
    },

    /** @returns false when somebody has said already what was done */
    async followUp(
      crossingId: string,
      line: number,
      done: { action: string; arrivalId: string | undefined },
    ): Promise<boolean> {
      const row = await db
        .insertInto("checkpoint_follow_up")
        .values({
          town_id: townId,
          crossing_id: crossingId,
          line,
          action: done.action,
          arrival_id: done.arrivalId ?? null,
          by_account: account,
          at: now,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning("crossing_id")
        .executeTakeFirst();
      return row !== undefined;
    },

    /** @returns false when the two have been looked at already */
    async judgeDouble(earlierId: string, laterId: string, isSame: boolean): Promise<boolean> {
      const row = await db
        .insertInto("checkpoint_double")
        .values({
          town_id: townId,
          earlier_id: earlierId,
          later_id: laterId,
          is_same: isSame,
          judged_by: account,
          judged_at: now,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning("earlier_id")
        .executeTakeFirst();
      return row !== undefined;
    },

    /** How often somebody crossed since, anywhere in the town, and when last. */
    async travels(blind: Buffer, since: Instant) {
      return db
        .selectFrom("checkpoint_crossing as crossing")
        .select([
          sql<number>`count(*)`.as("times"),
          sql<Instant | null>`max(crossed_at)`.as("last_at"),
          sql<string | null>`(array_agg(name order by crossed_at desc))[1]`.as("name"),
        ])
        .where("town_id", "=", townId)
        .where("identity_blind", "=", blind)
        .where("crossed_at", ">=", since)
        .where(
          sql<boolean>`not exists (select from checkpoint_crossing_replaced gone
            where gone.town_id = crossing.town_id and gone.crossing_id = crossing.crossing_id)`,
        )
        .executeTakeFirstOrThrow();
    },

    /** What was shown at the crossings since, and how they fared, for a change of the rules. */
    shownSince: (since: Instant, limit: number) =>
      db
        .selectFrom("checkpoint_crossing as crossing")
        .select(["evidence", "direction", "crossed_at", "ruled", "reasons"])
        .where("town_id", "=", townId)
        .where("subject", "=", "person")
        .where("crossed_at", ">=", since)
        .orderBy("crossed_at", "desc")
        .limit(limit)
        .execute(),
  };
}
