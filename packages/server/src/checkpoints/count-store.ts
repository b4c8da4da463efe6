/** Counts of people, vehicles and boats by the hour. What was replaced does not count. */
import type { HourCount } from "@lianfang/core/checkpoints/checkpoint.ts";
import { type Day, instantAt } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { type Standing, withinStanding } from "./standing-store.ts";
import "./tables.ts";

/** Of a crossing's line: how many people it stands for; those in a vehicle may only be counted. */
export const heads = sql<number>`case when subject = 'person' then 1 else others end`;

interface Counted extends HourCount {
  checkpoint_id: string;
  name: string;
}

/** Of a town's day, by checkpoint and hour; hours without anybody are left out. */
export async function countsByHour(
  { db, town }: QueryContext,
  standing: Standing,
  day: Day,
  checkpointId: string | undefined,
): Promise<Counted[]> {
  const from = instantAt(day, "00:00", town.timeZone);
  const until = instantAt(day, "24:00", town.timeZone);
  const rows = await db
    .selectFrom("checkpoint_crossing as crossing")
    .innerJoin("checkpoint", (join) =>
      join
        .onRef("checkpoint.town_id", "=", "crossing.town_id")
        .onRef("checkpoint.checkpoint_id", "=", "crossing.checkpoint_id"),
    )
    .select([
      "crossing.checkpoint_id",
      "checkpoint.name",
      sql<number>`extract(hour from crossed_at at time zone ${town.timeZone})`.as("hour"),
      sql<number>`sum(${heads})`.as("people"),
      sql<number>`count(*) filter (where subject = 'vehicle')`.as("vehicles"),
      sql<number>`count(*) filter (where subject = 'boat')`.as("boats"),
      sql<number>`count(*) filter (where subject = 'person' and outcome = 'refuse')`.as("refused"),
      sql<number>`count(*) filter (where subject = 'person' and outcome = 'refer')`.as("referred"),
    ])
    .where("crossing.town_id", "=", town.townId)
    .where("crossed_at", ">=", from)
    .where("crossed_at", "<", until)
    .where(withinStanding(standing, "crossing"))
    .$if(checkpointId !== undefined, (query) =>
      query.where("crossing.checkpoint_id", "=", checkpointId ?? ""),
    )
    .where(
      sql<boolean>`not exists (select from checkpoint_crossing_replaced gone
        where gone.town_id = crossing.town_id and gone.crossing_id = crossing.crossing_id)`,
    )
    .groupBy(["crossing.checkpoint_id", "checkpoint.name", "hour"])
    .orderBy("hour")
    .execute();
  return rows.map((row) => ({
    checkpoint_id: row.checkpoint_id,
    name: row.name,
    hour: Number(row.hour),
    people: Number(row.people),
    vehicles: Number(row.vehicles),
    boats: Number(row.boats),
    refused: Number(row.refused),
    referred: Number(row.referred),
  }));
}
