/** Days of crossings, counted once they have ended: see migrations/0120_crossing_closings.sql. */
import type { Instant } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { Db } from "../kernel/database/database.ts";
import type { Job } from "../kernel/jobs/jobs.ts";
import { allTowns } from "../kernel/session/town.ts";

/** After midnight of every zone there is; what is counted already costs nothing. */
export const closeDays: Job = {
  name: "checkpoints.closeDays",
  cron: "4,34 * * * *",
  async run({ kernel }) {
    for (const { townId } of await allTowns(kernel.db)) {
      await closeCrossingDays(kernel.db, townId, kernel.clock.now());
    }
  },
};

/** Counts the days of a town that have ended by an instant and are not counted yet. */
export async function closeCrossingDays(db: Db, townId: string, now: Instant): Promise<void> {
  await sql`select close_crossing_days(${townId}, ${now})`.execute(db);
}
