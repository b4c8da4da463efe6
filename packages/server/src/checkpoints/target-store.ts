/** Checkpoints as what somebody may answer for: those that stand or are to open. */
import { townDay } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { TargetSource, TargetSources } from "../organization/target-tables.ts";
import { lastsBeyond } from "./checkpoint-store.ts";
import "./tables.ts";

const checkpoint: TargetSource = {
  groups: ["all"],
  watched: "all",
  rows: ({ db, town, now }) =>
    db
      .selectFrom("checkpoint")
      .select(["checkpoint_id as target_id", "area_id", "name", "name as sort_key"])
      .select(sql<string | null>`null::uuid`.as("above_id"))
      .where("town_id", "=", town.townId)
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom("checkpoint_period as period")
            .select(sql`1`.as("stands"))
            .whereRef("period.town_id", "=", "checkpoint.town_id")
            .whereRef("period.checkpoint_id", "=", "checkpoint.checkpoint_id")
            .where(lastsBeyond(townDay(now, town.timeZone))),
        ),
      ),
};

export const checkpointTargets: TargetSources = { checkpoint };
