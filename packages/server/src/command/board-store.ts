/** What the board reads itself: what was written last, and which areas have somebody's name on them. */

import { addMinutes, type Instant } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import "../organization/tables.ts";

export interface FeedRow {
  id: string;
  entry: string;
  at: Instant;
  actorName: string | undefined;
  areaName: string | undefined;
}

const mostRows = 20;
const backMinutes = 24 * 60;
/** Who signed in when is nobody's news. */
const notNews = ["accounts"];

/** Those of some areas that have somebody answering for them, at whatever level. */
export async function answeredAreas(
  { db, town }: QueryContext,
  areaIds: readonly string[],
): Promise<Set<string>> {
  const rows = await db
    .selectFrom("responsibility")
    .select("target_id")
    .distinct()
    .where("town_id", "=", town.townId)
    .where("target_kind", "=", "area")
    .where("target_id", "=", anyOf(areaIds))
    .where("ended_at", "is", null)
    .execute();
  return new Set(rows.map((row) => row.target_id));
}

/**
 * Writes of the last 24 hours, newest first. Who reaches a part of the town sees what was written
 * about areas of it.
 */
export async function feed({ db, town, reach, now, locale }: QueryContext): Promise<FeedRow[]> {
  const rows = await db
    .selectFrom("journal")
    .leftJoin("account", (join) =>
      join
        .onRef("account.town_id", "=", "journal.town_id")
        .onRef("account.account_id", "=", "journal.actor_id"),
    )
    .leftJoin("area", (join) =>
      join
        .onRef("area.town_id", "=", "journal.town_id")
        .onRef("area.area_id", "=", "journal.area_id"),
    )
    .select([
      "journal.id",
      "entry",
      "received_at",
      "account.display_name",
      locale === "en" ? "area.name_en as area_name" : "area.name as area_name",
    ])
    .where("journal.town_id", "=", town.townId)
    .where("received_at", ">", addMinutes(now, -backMinutes))
    .where("received_at", "<=", now)
    .where(sql<string>`split_part(entry, '.', 1)`, "not in", notNews)
    .$if(!reach.all, (query) =>
      query.where("journal.area_id", "=", anyOf(reach.all ? [] : reach.areaIds)),
    )
    .orderBy("received_at", "desc")
    .orderBy("journal.id", "desc")
    .limit(mostRows)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    entry: row.entry,
    at: row.received_at,
    actorName: row.display_name ?? undefined,
    areaName: row.area_name ?? undefined,
  }));
}
