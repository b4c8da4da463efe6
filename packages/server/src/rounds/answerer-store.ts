/** Whose a round is: who answers for the target, else whoever's work it is in that part of the town. */

import type { Access, Role } from "@lianfang/core/kernel/access.ts";
import { coveringRoles } from "@lianfang/core/rounds/rules.ts";
import { type RawBuilder, sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import type { DueRule } from "./owed-store.ts";
import "../organization/tables.ts";

/**
 * Joins `named.staff_id` to a target `owed`: the name at the lowest level of the chain that bears one, and
 * of that level the nearest: its own, its household's, its area's, the area's above.
 */
export function answererOf(townId: string): RawBuilder<unknown> {
  return sql`left join lateral (
    select r.staff_id
    from area around
    cross join lateral (values
      (owed.target_kind, owed.target_id, 0), ('household', owed.above_id, 1),
      ('area', around.area_id, 2), ('area', around.parent_id, 3)) as link (kind, id, far)
    join responsibility r on r.town_id = ${townId} and r.target_kind = link.kind
      and r.target_id = link.id and r.ended_at is null
    join chain_level l on l.town_id = ${townId} and l.level = r.level
    where around.town_id = ${townId} and around.area_id = owed.area_id
    order by l.position desc, link.far limit 1) as named on true`;
}

/** Who asks: as a member of staff, and where which role of theirs covers what. */
export interface Holder {
  staffId: string | undefined;
  /** By role; `null` for the whole town. Roles not held are absent. */
  areas: ReadonlyMap<Role, readonly (string | null)[]>;
}

export async function holderOf({ db, town, actor }: QueryContext): Promise<Holder> {
  if (actor.is !== "account") return { staffId: undefined, areas: new Map() };
  const { rows } = await sql<{ role: Role; area_id: string | null; staff_id: string | null }>`
    select g.role, covered.area_id, account.staff_id
    from account
    left join account_grant g using (town_id, account_id)
    left join lateral (
      select null::uuid as area_id where g.scope_kind = 'town'
      union all
      select unnest(areas_under(g.town_id, g.scope_kind, g.scope_id)) where g.scope_kind <> 'town'
    ) covered on true
    where account.town_id = ${town.townId} and account.account_id = ${actor.accountId}`.execute(db);
  const areas = new Map<Role, (string | null)[]>();
  for (const { role, area_id } of rows) areas.set(role, [...(areas.get(role) ?? []), area_id]);
  return { staffId: rows[0]?.staff_id ?? undefined, areas };
}

/** A condition on `owed` and `named`: the round is the holder's; undefined where none can be. */
export function isHolders(
  townId: string,
  holder: Holder,
  rules: readonly DueRule[],
  access: Access,
): RawBuilder<boolean> | undefined {
  const covered = rules.flatMap((rule, position) => {
    const areaIds = coveringRoles(rule).flatMap((role) => holder.areas.get(role) ?? []);
    if (areaIds.length === 0) return [];
    const isThere = areaIds.includes(null)
      ? sql`true`
      : sql`owed.area_id = ${anyOf([...new Set(areaIds.filter((id) => id !== null))])}`;
    return [sql`(owed.position = ${sql.lit(position)} and ${isThere})`];
  });
  if (!holder.staffId && covered.length === 0) return undefined;
  const roles = access.who === "held" ? access.roles : [];
  // Somebody who has no phone to do it from leaves it to whoever goes round there.
  const isReached = sql`exists (
    select from account a join account_grant g using (town_id, account_id)
    where a.town_id = ${townId} and a.staff_id = named.staff_id and a.state = 'active'
      and g.role = ${anyOf(roles, "text")})`;
  const isCovered = covered.length > 0 ? sql`(${sql.join(covered, sql` or `)})` : sql`false`;
  return sql<boolean>`(named.staff_id = ${holder.staffId ?? null}::uuid
    or (${isCovered} and not ${isReached}))`;
}
