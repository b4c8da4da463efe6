/** What somebody who merges two areas wants to know beforehand. */
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import "./tables.ts";

export function areaMergeStore({ db, town: { townId } }: QueryContext) {
  return {
    /** At how many levels both have a name: the merged area's come off there. */
    async levelsNamedOnBoth(fromId: string, intoId: string): Promise<number> {
      const named = (areaId: string) =>
        db
          .selectFrom("responsibility")
          .select("level")
          .where("town_id", "=", townId)
          .where("target_kind", "=", "area")
          .where("target_id", "=", areaId)
          .where("ended_at", "is", null);
      const rows = await named(fromId).where("level", "in", named(intoId)).execute();
      return rows.length;
    },

    /**
     * Accounts that reach the merged area by a role on it or on a unit that covers it, and would
     * reach the survivor by it, which they don't now.
     */
    async accountsGaining(fromId: string, intoId: string) {
      const { rows } = await sql<{ displayName: string; userName: string }>`
        select account.display_name as "displayName", account.user_name as "userName"
        from account
        where account.town_id = ${townId} and account.state <> 'suspended'
          and exists (
            select from account_grant g
            where g.town_id = account.town_id and g.account_id = account.account_id and (
              (g.scope_kind = 'area' and g.scope_id = ${fromId})
              or (g.scope_kind = 'unit' and exists (
                with recursive units (unit_id) as (
                  select g.scope_id
                  union
                  select u.unit_id from unit u join units
                    on u.town_id = ${townId} and u.parent_id = units.unit_id)
                select from unit_area c join units using (unit_id)
                where c.town_id = ${townId} and c.area_id = ${fromId}))))
          and not exists (
            select from account_grant g
            where g.town_id = account.town_id and g.account_id = account.account_id
              and (g.scope_kind = 'town'
                or ${intoId} = any(areas_under(g.town_id, g.scope_kind, g.scope_id))))
        order by account.user_name collate "C"`.execute(db);
      return rows;
    },
  };
}
