/** Checkpoints, and the periods in which they stood. */
import type { CheckpointFields, Period } from "@lianfang/core/checkpoints/checkpoint.ts";
import type { Day, Instant } from "@lianfang/core/kernel/time.ts";
import { type RawBuilder, sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { json } from "../kernel/database/database.ts";
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
        .values(openPeriod({ townId, checkpointId, openedOn, accountId: account, now }))
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

interface Opening {
  townId: string;
  checkpointId: string;
  openedOn: Day;
  accountId: string | null;
  now: Instant;
}

/** A period that has not ended, as its table has it. */
export function openPeriod({ townId, checkpointId, openedOn, accountId, now }: Opening) {
  return {
    town_id: townId,
    checkpoint_id: checkpointId,
    opened_on: openedOn,
    closed_on: null,
    reason: null,
    merged_into: null,
    opened_by: accountId,
    closed_by: null,
    known_from: now,
    closed_known_from: null,
  };
}

/** Of a `period`: it does not end by a day; it may begin later. */
export function lastsBeyond(day: Day): RawBuilder<boolean> {
  return sql<boolean>`(period.closed_on is null or period.closed_on > ${day})`;
}

/** Of a `period`: the checkpoint stands on that day. */
export function standsOn(day: Day): RawBuilder<boolean> {
  return sql<boolean>`(period.opened_on <= ${day} and ${lastsBeyond(day)})`;
}
