import { type Day, townDay } from "@lianfang/core/kernel/time.ts";
import type { PlannedCheckpoint } from "@lianfang/core/organization/founding-checkpoints.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import type { FoundedTown } from "../organization/town-file-part.ts";
import { columnsOf, openPeriod, standsOn } from "./checkpoint-store.ts";
import "../organization/tables.ts";
import "./tables.ts";

type Founded = Omit<PlannedCheckpoint, "key" | "areaKey"> & {
  checkpointId: string;
  areaId: string;
};

export async function insertFounded(
  checkpoints: readonly Founded[],
  openedOn: Day,
  { db, townId, accountId, now }: FoundedTown,
): Promise<void> {
  if (checkpoints.length === 0) return;
  const rows = checkpoints.map(({ checkpointId, ...fields }) => ({
    town_id: townId,
    checkpoint_id: checkpointId,
    ...columnsOf({ ...fields, equipment: [] }),
    created_at: now,
    changed_at: now,
  }));
  const periods = checkpoints.map(({ checkpointId }) =>
    openPeriod({ townId, checkpointId, openedOn, accountId, now }),
  );
  await db.insertInto("checkpoint").values(rows).execute();
  await db.insertInto("checkpoint_period").values(periods).execute();
}

/** Those that stand on the town's day, with the village they lie in; a grid's are its village's. */
export function standingToday({ db, town, now }: QueryContext) {
  const today = townDay(now, town.timeZone);
  return db
    .selectFrom("checkpoint")
    .innerJoin("area", (join) =>
      join
        .onRef("area.town_id", "=", "checkpoint.town_id")
        .onRef("area.area_id", "=", "checkpoint.area_id"),
    )
    .leftJoin("area as parent", (join) =>
      join
        .onRef("parent.town_id", "=", "area.town_id")
        .onRef("parent.area_id", "=", "area.parent_id")
        .on("area.kind", "=", "grid"),
    )
    .select(["checkpoint.name", "checkpoint.name_en", "checkpoint.kind", "place", "lon", "lat"])
    .select(["posts", "guards_needed", "hours_from", "hours_to"])
    .select(sql<string>`coalesce(parent.name, area.name)`.as("area_name"))
    .where("checkpoint.town_id", "=", town.townId)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("checkpoint_period as period")
          .select("period.opened_on")
          .whereRef("period.town_id", "=", "checkpoint.town_id")
          .whereRef("period.checkpoint_id", "=", "checkpoint.checkpoint_id")
          .where(standsOn(today)),
      ),
    )
    .orderBy("checkpoint.name")
    .execute();
}
