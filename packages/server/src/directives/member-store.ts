/** Who is of a unit: its members with an account, and whoever holds a role on it. */
import type { Recipient } from "@lianfang/core/directives/issuing-contract.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import "../organization/tables.ts";
import "./tables.ts";

/** Units the caller is of now. */
export async function ownUnits({ db, town, actor }: QueryContext): Promise<string[]> {
  if (actor.is !== "account") return [];
  const held = actor.grants.flatMap((grant) => (grant.scopeKind === "unit" ? grant.scopeId : []));
  const row = await db
    .selectFrom("account")
    .innerJoin("staff", (join) =>
      join
        .onRef("staff.town_id", "=", "account.town_id")
        .onRef("staff.staff_id", "=", "account.staff_id"),
    )
    .select("staff.unit_id")
    .where("account.town_id", "=", town.townId)
    .where("account.account_id", "=", actor.accountId)
    .where("staff.is_active", "=", true)
    .executeTakeFirst();
  return [...new Set([...held, ...(row?.unit_id ? [row.unit_id] : [])])];
}

/** All units of the town, in the order of the town's own list, with how many can confirm in each. */
export async function recipients({ db, town }: QueryContext): Promise<Recipient[]> {
  const rows = await db
    .selectFrom("unit")
    .select(["unit_id", "name", "name_en", "kind", "parent_id"])
    .select([
      sql<number>`(select count(*) from staff
        where staff.town_id = unit.town_id and staff.unit_id = unit.unit_id and staff.is_active)`.as(
        "members",
      ),
      sql<number>`(select count(*) from account
        where account.town_id = unit.town_id and account.state = 'active' and (
          exists (select from staff
            where staff.town_id = account.town_id and staff.staff_id = account.staff_id
              and staff.unit_id = unit.unit_id and staff.is_active)
          or exists (select from account_grant held
            where held.town_id = account.town_id and held.account_id = account.account_id
              and held.scope_kind = 'unit' and held.scope_id = unit.unit_id)))`.as("accounts"),
    ])
    .where("unit.town_id", "=", town.townId)
    .orderBy("position")
    .orderBy("unit_id")
    .execute();
  return rows.map((row) => ({
    unitId: row.unit_id,
    name: row.name,
    nameEn: row.name_en,
    kind: row.kind,
    parentId: row.parent_id ?? undefined,
    members: Number(row.members),
    accounts: Number(row.accounts),
  }));
}

const mostPeople = 2_000;

/** People in service in the units that have not confirmed; phones as they are sealed. */
export function peopleWaitedFor({ db, town }: QueryContext, directiveId: string) {
  return db
    .selectFrom("directive_progress as progress")
    .innerJoin("staff", (join) =>
      join
        .onRef("staff.town_id", "=", "progress.town_id")
        .onRef("staff.unit_id", "=", "progress.unit_id"),
    )
    .select(["progress.unit_id", "staff.staff_id", "staff.name", "staff.kind", "staff.phone"])
    .where("progress.town_id", "=", town.townId)
    .where("progress.directive_id", "=", directiveId)
    .where("progress.acknowledged_at", "is", null)
    .where("staff.is_active", "=", true)
    .orderBy("progress.position")
    .orderBy(sql`staff.name collate "C"`)
    .orderBy("staff.staff_id")
    .limit(mostPeople)
    .execute();
}

/** Units that have let the time for confirming pass, the longest ago first; and how many there are. */
export async function laggards({ db, town, now }: QueryContext, limit: number) {
  const rows = await db
    .selectFrom("directive_stand as stand")
    .innerJoin("directive_known as directive", (join) =>
      join
        .onRef("directive.town_id", "=", "stand.town_id")
        .onRef("directive.directive_id", "=", "stand.directive_id"),
    )
    .innerJoin("directive_unit as unit", (join) =>
      join
        .onRef("unit.town_id", "=", "stand.town_id")
        .onRef("unit.directive_id", "=", "stand.directive_id")
        .onRef("unit.unit_id", "=", "stand.unit_id"),
    )
    .select(["unit.name", "unit.name_en", "directive.title", "directive.confirm_by"])
    .select(sql<number>`count(*) over ()`.as("count"))
    .where("stand.town_id", "=", town.townId)
    .where("stand.acknowledgement_id", "is", null)
    .where("directive.ended_at", "is", null)
    .where("directive.confirm_by", "<=", now)
    .orderBy("directive.confirm_by")
    .orderBy("unit.position")
    .limit(limit)
    .execute();
  return { count: Number(rows[0]?.count ?? 0), rows };
}
