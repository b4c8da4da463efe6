/** Which reading windows have been looked through for missed readings. */
import type { Occurrence } from "@lianfang/core/duties/rules.ts";
import type { Day, Instant } from "@lianfang/core/kernel/time.ts";
import type { QueryContext } from "../kernel/context.ts";
import "./tables.ts";

export function watchStore({ db, town, now }: Pick<QueryContext, "db" | "town" | "now">) {
  const watched = () => db.selectFrom("observation_watch").where("town_id", "=", town.townId);
  return {
    /** The day of the last window looked through. */
    async lastDay(): Promise<Day | undefined> {
      const row = await watched().select("day").orderBy("day", "desc").limit(1).executeTakeFirst();
      return row?.day;
    },

    /** When the first order of the town was issued. */
    async firstIssue(): Promise<Instant | undefined> {
      const row = await db
        .selectFrom("observation_order")
        .select("issued_at")
        .where("town_id", "=", town.townId)
        .orderBy("issued_at")
        .limit(1)
        .executeTakeFirst();
      return row?.issued_at;
    },

    /** Windows looked through from a day on, as `day windowId`. */
    async since(day: Day): Promise<Set<string>> {
      const rows = await watched().select(["day", "window_id"]).where("day", ">=", day).execute();
      return new Set(rows.map((row) => `${row.day} ${row.window_id}`));
    },

    async note(window: Occurrence): Promise<void> {
      await db
        .insertInto("observation_watch")
        .values({
          town_id: town.townId,
          day: window.day,
          window_id: window.windowId,
          closed_at: window.closesAt,
          checked_at: now,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
  };
}
