/** Checkpoints as what lies in an area. Crossings stay where they were made. */
import type { AreaRecords } from "../organization/area-records.ts";
import { movedIn } from "../organization/moved-store.ts";
import "./tables.ts";

const checkpoints: AreaRecords = {
  kind: "other",
  async count({ db, town }, areaId) {
    const row = await db
      .selectFrom("checkpoint")
      .select(({ fn }) => fn.countAll<number>().as("found"))
      .where("town_id", "=", town.townId)
      .where("area_id", "=", areaId)
      .executeTakeFirstOrThrow();
    return row.found;
  },
  move: movedIn("checkpoint"),
};

const passes: AreaRecords = {
  kind: "other",
  async count({ db, town }, areaId) {
    const row = await db
      .selectFrom("checkpoint_pass")
      .select(({ fn }) => fn.countAll<number>().as("found"))
      .where("town_id", "=", town.townId)
      .where("area_id", "=", areaId)
      .where("state", "in", ["applied", "issued"])
      .executeTakeFirstOrThrow();
    return row.found;
  },
  move: movedIn("checkpoint_pass"),
};

export const checkpointAreaRecords: readonly AreaRecords[] = [checkpoints, passes];
