/** Days of rounds that have ended: their lists, kept as they were (migrations/0136_round_days.sql). */
import type { Day, Instant } from "@lianfang/core/kernel/time.ts";
import { type ClosedDuties, closedDuties } from "@lianfang/core/rounds/closed-day.ts";
import { type DutyOfDay, windowOf } from "@lianfang/core/rounds/rules.ts";
import { sql } from "kysely";
import { type Db, json } from "../kernel/database/database.ts";
import { candidates } from "./candidate-store.ts";
import { isDue } from "./owed-store.ts";
import "./tables.ts";

interface DayScope {
  db: Db;
  town: { townId: string; timeZone: string };
}

export function dayStore({ db, town }: DayScope) {
  const { townId, timeZone } = town;
  return {
    /** The duties of a closed day; undefined while it is open. */
    async dutiesOf(day: Day): Promise<ClosedDuties | undefined> {
      const row = await db
        .selectFrom("round_day")
        .select("duties")
        .where("town_id", "=", townId)
        .where("day", "=", day)
        .executeTakeFirst();
      return row?.duties;
    },

    async closedSince(day: Day): Promise<Set<Day>> {
      const rows = await db
        .selectFrom("round_day")
        .select("day")
        .where("town_id", "=", townId)
        .where("day", ">=", day)
        .execute();
      return new Set(rows.map((row) => row.day));
    },

    /** Days to come that were closed before a clock was put back. */
    async reopenFrom(day: Day): Promise<void> {
      await db
        .deleteFrom("round_day")
        .where("town_id", "=", townId)
        .where("day", ">=", day)
        .execute();
    },

    /** In one statement: a day is closed with all its lists, or open. Once closed it stays as it is. */
    async close(day: Day, duties: readonly DutyOfDay[], now: Instant): Promise<void> {
      const lists = duties.flatMap((duty) => {
        if (!("register" in duty) || !isDue(duty)) return [];
        const window = windowOf(duty, day, timeZone);
        const listed = candidates(duty.register, { town, window, at: window.to });
        return [
          sql`select ${duty.rule.id}::text as rule_id, t.area_id,
            array_agg(t.target_id order by t.target_id)
              filter (where t.begins <= ${window.dayFrom}) as whole,
            array_agg(t.target_id order by t.target_id)
              filter (where t.begins > ${window.dayFrom}) as late
          from (${listed}) as t
          where t.begins < ${window.to} and t.ends >= ${window.to}
          group by t.area_id`,
        ];
      });
      const none = sql`select null::text as rule_id, null::uuid as area_id, null::uuid[] as whole,
        null::uuid[] as late where false`;
      await sql`
        with closed as (
          insert into round_day (town_id, day, closed_at, duties)
          values (${townId}, ${day}, ${now}, ${json(closedDuties(duties))})
          on conflict do nothing returning day)
        insert into round_day_list (town_id, day, rule_id, area_id, whole, late)
        select ${townId}, closed.day, list.rule_id, list.area_id, coalesce(list.whole, '{}'),
          coalesce(list.late, '{}')
        from closed cross join (${sql.join([none, ...lists], sql` union all `)}) as list`.execute(
        db,
      );
    },
  };
}
