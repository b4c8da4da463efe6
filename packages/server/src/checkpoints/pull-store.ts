/** What guards' phones hold of checkpoints, passes and whom to call; narrowed by the guard's standing. */
import type { Callee } from "@lianfang/core/checkpoints/pulled.ts";
import { addMinutes, townDay } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { standsOn } from "./checkpoint-store.ts";
import { type Standing, withinStanding } from "./standing-store.ts";
import "../organization/tables.ts";
import "./tables.ts";

/** Checkpoints that stand today after an id, in the order of their ids. */
export function standingPosts(
  { db, town, now }: QueryContext,
  standing: Standing,
  after: string,
  limit: number,
) {
  const today = townDay(now, town.timeZone);
  return db
    .selectFrom("checkpoint")
    .innerJoin("area", (join) =>
      join
        .onRef("area.town_id", "=", "checkpoint.town_id")
        .onRef("area.area_id", "=", "checkpoint.area_id"),
    )
    .innerJoin("checkpoint_period as period", (join) =>
      join
        .onRef("period.town_id", "=", "checkpoint.town_id")
        .onRef("period.checkpoint_id", "=", "checkpoint.checkpoint_id")
        .on(standsOn(today)),
    )
    .select(["checkpoint.checkpoint_id", "checkpoint.name", "checkpoint.name_en"])
    .select(["checkpoint.kind", "checkpoint.area_id"])
    .select(["area.name as area_name", "area.name_en as area_name_en"])
    .where("checkpoint.town_id", "=", town.townId)
    .where(withinStanding(standing, "checkpoint"))
    .$if(after !== "", (query) => query.where("checkpoint.checkpoint_id", ">", after))
    .orderBy("checkpoint.checkpoint_id")
    .limit(limit)
    .execute();
}

/** How many doctors of one place are told. */
const mostMedics = 3;

/**
 * Whom the guards in some areas call: doctors of the area or of the whole town, then who answers for
 * the area. Only those whose phone is known.
 */
export async function calleesIn(
  { db, town, kernel }: QueryContext,
  areaIds: readonly string[],
): Promise<Map<string, Callee[]>> {
  const { rows } = await sql<{
    area_id: string;
    is: Callee["is"];
    name: string;
    phone: Buffer;
  }>`
    select asked.area_id, called.* from unnest(${[...areaIds]}::uuid[]) as asked (area_id)
    cross join lateral (
      (select 'medic' as is, name, phone from staff
       where town_id = ${town.townId} and kind = 'village-doctor' and is_active
         and phone is not null and (area_id = asked.area_id or area_id is null)
       order by area_id nulls last, name collate "C" limit ${mostMedics})
      union all
      (select 'responsible', name, phone from responsibility
       join staff using (town_id, staff_id)
       join chain_level using (town_id, level)
       where town_id = ${town.townId} and target_kind = 'area' and target_id = asked.area_id
         and ended_at is null and phone is not null
       order by position limit 1)) called`.execute(db);
  const vault = rows.length > 0 ? await kernel.vaults.of(db, town.townId) : undefined;
  const callees = new Map<string, Callee[]>();
  for (const { area_id, is, name, phone } of rows) {
    const known = callees.get(area_id) ?? [];
    callees.set(area_id, [...known, { is, name, phone: vault?.open("phone", phone) ?? "" }]);
  }
  return callees;
}

const weekMinutes = 7 * 24 * 60;

/** Most guards hold checkpoints and nothing wider: those need not be asked for. */
async function checkpointsWithin(
  { db, town }: Pick<QueryContext, "db" | "town">,
  standing: Standing,
): Promise<readonly string[]> {
  if (!standing.all && standing.areaIds.length === 0) return standing.checkpointIds;
  const rows = await db
    .selectFrom("checkpoint")
    .select("checkpoint_id")
    .where("town_id", "=", town.townId)
    .where(withinStanding(standing, "checkpoint"))
    .execute();
  return rows.map(({ checkpoint_id }) => checkpoint_id);
}

/** Cards in force with which people passed at the guard's checkpoints within a week, by serial number. */
export async function cardsShownLately(
  { db, town, now }: QueryContext,
  standing: Standing,
  after: number,
  limit: number,
) {
  const posts = await checkpointsWithin({ db, town }, standing);
  const shown = db
    .selectFrom("checkpoint_crossing as crossing")
    .select(["pass_serial", sql<number>`count(distinct crossing_id)`.as("times")])
    .where("crossing.town_id", "=", town.townId)
    .where("checkpoint_id", "=", anyOf(posts))
    .where("crossed_at", ">=", addMinutes(now, -weekMinutes))
    .where("pass_serial", ">", after)
    // A forged card claims a number too.
    .where("outcome", "=", "admit")
    .where(
      sql<boolean>`not exists (select from checkpoint_crossing_replaced gone
        where gone.town_id = crossing.town_id and gone.crossing_id = crossing.crossing_id)`,
    )
    .groupBy("pass_serial")
    .as("shown");
  return db
    .selectFrom("checkpoint_pass as pass")
    .innerJoin(shown, "shown.pass_serial", "pass.serial")
    .select(["kind", "holder_name", "holder_key", "every_days", "pass.serial", "shown.times"])
    .select(["salt", "identity", "plate"])
    .where("pass.town_id", "=", town.townId)
    .where("state", "=", "issued")
    .where("valid_until", ">=", townDay(now, town.timeZone))
    .orderBy("pass.serial")
    .limit(limit)
    .execute();
}
