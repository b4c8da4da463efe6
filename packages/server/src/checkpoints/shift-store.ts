/** Shifts at checkpoints: set, and as whoever stands them has them on the phone. */
import { addMinutes, type Instant } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import "../organization/tables.ts";
import "./tables.ts";

/** Shifts with the people who stand them: a row for each. */
export function turns({ db, town }: Pick<QueryContext, "db" | "town">) {
  return db
    .selectFrom("checkpoint_shift as shift")
    .innerJoin("checkpoint_shift_staff as turn", (join) =>
      join
        .onRef("turn.town_id", "=", "shift.town_id")
        .onRef("turn.shift_id", "=", "shift.shift_id"),
    )
    .innerJoin("staff", (join) =>
      join
        .onRef("staff.town_id", "=", "turn.town_id")
        .onRef("staff.staff_id", "=", "turn.staff_id"),
    )
    .where("shift.town_id", "=", town.townId);
}

export function shiftStore(context: QueryContext) {
  const { db, town, now, actor } = context;
  const { townId } = town;
  return {
    /** Of these, those in service in the town. */
    async inService(staffIds: readonly string[]): Promise<string[]> {
      const rows = await db
        .selectFrom("staff")
        .select("staff_id")
        .where("town_id", "=", townId)
        .where("is_active", "=", true)
        .where("staff_id", "=", anyOf(staffIds))
        .execute();
      return rows.map((row) => row.staff_id);
    },

    /** Names of those who have another shift at that time, anywhere in the town. */
    async busy(staffIds: readonly string[], startsAt: Instant, endsAt: Instant): Promise<string[]> {
      const rows = await turns(context)
        .select("staff.name")
        .distinct()
        .where("turn.staff_id", "=", anyOf(staffIds))
        .where("shift.ends_at", ">", startsAt)
        .where("shift.starts_at", "<", endsAt)
        .execute();
      return rows.map((row) => row.name);
    },

    async insert(shift: {
      shiftId: string;
      checkpointId: string;
      startsAt: Instant;
      endsAt: Instant;
      staffIds: readonly string[];
      leaderId?: string | undefined;
    }): Promise<void> {
      const { shiftId } = shift;
      await db
        .insertInto("checkpoint_shift")
        .values({
          town_id: townId,
          shift_id: shiftId,
          checkpoint_id: shift.checkpointId,
          starts_at: shift.startsAt,
          ends_at: shift.endsAt,
          leader_id: shift.leaderId ?? null,
          set_by: actor.is === "account" ? actor.accountId : null,
          set_at: now,
        })
        .execute();
      await db
        .insertInto("checkpoint_shift_staff")
        .values(
          shift.staffIds.map((staffId) => ({
            town_id: townId,
            shift_id: shiftId,
            staff_id: staffId,
          })),
        )
        .execute();
    },

    /** Only one that has not begun. @returns whether there was one */
    async remove(checkpointId: string, shiftId: string): Promise<boolean> {
      const { numDeletedRows } = await db
        .deleteFrom("checkpoint_shift")
        .where("town_id", "=", townId)
        .where("checkpoint_id", "=", checkpointId)
        .where("shift_id", "=", shiftId)
        .where("starts_at", ">", now)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}

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
