/** Turns at checkpoints, as whoever stands them has them on the phone. */
import { addMinutes } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import "../organization/tables.ts";
import "./tables.ts";

const dayMinutes = 24 * 60;

/** The caller's own turns that have not ended and begin within some days, in the order of their ids. */
export async function ownShifts(
  { db, town, now, actor }: QueryContext,
  { after, limit, days }: { after: string; limit: number; days: number },
) {
  if (actor.is !== "account") return [];
  return db
    .selectFrom("account")
    .innerJoin("checkpoint_shift_staff as turn", (join) =>
      join
        .onRef("turn.town_id", "=", "account.town_id")
        .onRef("turn.staff_id", "=", "account.staff_id"),
    )
    .innerJoin("checkpoint_shift as shift", (join) =>
      join
        .onRef("shift.town_id", "=", "turn.town_id")
        .onRef("shift.shift_id", "=", "turn.shift_id"),
    )
    .innerJoin("checkpoint", (join) =>
      join
        .onRef("checkpoint.town_id", "=", "shift.town_id")
        .onRef("checkpoint.checkpoint_id", "=", "shift.checkpoint_id"),
    )
    .select(["shift.shift_id", "shift.checkpoint_id", "starts_at", "ends_at"])
    .select(["checkpoint.name", "checkpoint.name_en"])
    .select([
      sql<boolean>`shift.leader_id is not distinct from turn.staff_id`.as("is_leader"),
      sql<string[]>`array(
        select staff.name from checkpoint_shift_staff beside
        join staff using (town_id, staff_id)
        where beside.town_id = shift.town_id and beside.shift_id = shift.shift_id
          and beside.staff_id <> turn.staff_id
        order by staff.name collate "C")`.as("others"),
    ])
    .where("account.town_id", "=", town.townId)
    .where("account.account_id", "=", actor.accountId)
    .where("ends_at", ">", now)
    .where("starts_at", "<", addMinutes(now, days * dayMinutes))
    .$if(after !== "", (query) => query.where("shift.shift_id", ">", after))
    .orderBy("shift.shift_id")
    .limit(limit)
    .execute();
}
