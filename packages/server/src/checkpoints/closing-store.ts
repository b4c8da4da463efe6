/** Days of crossings that are counted already: see migrations/0120_crossing_closings.sql. */
import type { Instant } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { Db } from "../kernel/database/database.ts";

/** Counts the days of a town that have ended by an instant and are not counted yet. */
export async function closeCrossingDays(db: Db, townId: string, now: Instant): Promise<void> {
  await sql`select close_crossing_days(${townId}, ${now})`.execute(db);
}
