/** Checkpoints, the periods in which they stood, and their shifts. */
import type { CheckpointFields, Period } from "@lianfang/core/checkpoints/checkpoint.ts";
import type { Day, Instant } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { json } from "../kernel/database/database.ts";
import { anyOf } from "../registry/store.ts";
import { type Standing, withinStanding } from "./standing-store.ts";
import "../organization/tables.ts";
import "./tables.ts";

export function checkpointStore(context: QueryContext, standing: Standing) {
  const { db, town, now, actor } = context;
  const { townId } = town;
  const account = actor.is === "account" ? actor.accountId : null;
  const within = () =>
    db
      .selectFrom("checkpoint")
      .where("checkpoint.town_id", "=", townId)
      .where(withinStanding(standing, "checkpoint"));

  return {
    /** For a change: nobody else changes it before the transaction ends. */
    hold: (checkpointId: string) =>
      within()
        .select(["checkpoint_id", "area_id", "name", "revision"])
        .where("checkpoint_id", "=", checkpointId)
        .forUpdate()
        .executeTakeFirst(),

    find: (checkpointId: string) =>
      within()
        .select(["checkpoint_id", "area_id", "name"])
        .where("checkpoint_id", "=", checkpointId)
        .executeTakeFirst(),

    /** Whether a checkpoint may lie there: the town itself or any area of it. */
    async isArea(areaId: string): Promise<boolean> {
      const area = await db
        .selectFrom("area")
        .select("area_id")
        .where("town_id", "=", townId)
        .where("area_id", "=", areaId)
        .executeTakeFirst();
      return area !== undefined;
    },

    async insert(checkpointId: string, fields: CheckpointFields): Promise<void> {
      await db
        .insertInto("checkpoint")
        .values({
          town_id: townId,
          checkpoint_id: checkpointId,
          ...columnsOf(fields),
          created_at: now,
          changed_at: now,
        })
        .execute();
    },

    async update(checkpointId: string, fields: CheckpointFields): Promise<number> {
      const row = await db
        .updateTable("checkpoint")
        .set({ ...columnsOf(fields), changed_at: now, revision: sql<number>`revision + 1` })
        .where("town_id", "=", townId)
        .where("checkpoint_id", "=", checkpointId)
        .returning("revision")
        .executeTakeFirstOrThrow();
      return row.revision;
    },

    /** Latest last. */
    async periods(checkpointId: string): Promise<Period[]> {
      const rows = await db
        .selectFrom("checkpoint_period as period")
        .leftJoin("checkpoint as other", (join) =>
          join
            .onRef("other.town_id", "=", "period.town_id")
            .onRef("other.checkpoint_id", "=", "period.merged_into"),
        )
        .select(["opened_on", "closed_on", "reason", "merged_into", "other.name"])
        .where("period.town_id", "=", townId)
        .where("period.checkpoint_id", "=", checkpointId)
        .orderBy("opened_on")
        .execute();
      return rows.map((row) => ({
        openedOn: row.opened_on,
        closedOn: row.closed_on ?? undefined,
        reason: row.reason ?? undefined,
        mergedInto: row.merged_into
          ? { checkpointId: row.merged_into, name: row.name ?? "" }
          : undefined,
      }));
    },

    async open(checkpointId: string, openedOn: Day): Promise<void> {
      await db
        .insertInto("checkpoint_period")
        .values({
          town_id: townId,
          checkpoint_id: checkpointId,
          opened_on: openedOn,
          closed_on: null,
          reason: null,
          merged_into: null,
          opened_by: account,
          closed_by: null,
          known_from: now,
          closed_known_from: null,
        })
        .execute();
    },

    /** Those that stand; the others among them are left as they are. @returns how many were closed */
    async close(
      checkpointIds: readonly string[],
      end: { closedOn: Day; reason: string; mergedInto?: string | undefined },
    ): Promise<number> {
      const { numUpdatedRows } = await db
        .updateTable("checkpoint_period")
        .set({
          closed_on: end.closedOn,
          reason: end.reason,
          merged_into: end.mergedInto ?? null,
          closed_by: account,
          closed_known_from: now,
        })
        .where("town_id", "=", townId)
        .where("checkpoint_id", "=", anyOf(checkpointIds))
        .where("closed_on", "is", null)
        .where("opened_on", "<=", end.closedOn)
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },
  };
}

/** A checkpoint as its table has it. */
export function columnsOf(fields: CheckpointFields) {
  return {
    name: fields.name,
    name_en: fields.nameEn || null,
    area_id: fields.areaId,
    kind: fields.kind,
    place: fields.place || null,
    lon: fields.location?.lon ?? null,
    lat: fields.location?.lat ?? null,
    posts: fields.posts,
    guards_needed: fields.guardsNeeded,
    hours_from: fields.hours?.from ?? null,
    hours_to: fields.hours?.to ?? null,
    equipment: json(fields.equipment),
    note: fields.note || null,
  };
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
      const rows = await db
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
        .select("staff.name")
        .distinct()
        .where("shift.town_id", "=", townId)
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
