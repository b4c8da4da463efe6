/** Figures the evening asks for beyond those of the modules it looks down on. */
import { sql } from "kysely";
import type { Figure, FigureQuery, FigureScope } from "../kernel/figures/figures.ts";
import { dueRows } from "../observation/due-store.ts";
import { townWindows } from "../observation/windows.ts";
import { unansweredAreas } from "../organization/figures.ts";
import "../observation/tables.ts";
import "../organization/tables.ts";
import "../registry/tables.ts";

/**
 * Orders that bind at the cut-off and whose whole chain has left the service. Every order is issued
 * with names on it, so this is how one comes to have none. A household under observation is watched
 * by the chain of its orders; it is not counted once more.
 */
function desertedOrders({ db, town, at }: FigureScope): FigureQuery {
  return db
    .selectFrom("observation_order as o")
    .innerJoin("resident", (join) =>
      join
        .onRef("resident.town_id", "=", "o.town_id")
        .onRef("resident.resident_id", "=", "o.resident_id"),
    )
    .select([
      sql<string>`'order'`.as("subject_kind"),
      sql<string>`o.order_id::text`.as("subject_id"),
      "resident.name as label",
      "resident.area_id",
      "o.issued_at as at",
      sql<number>`1`.as("value"),
    ])
    .where("o.town_id", "=", town.townId)
    .where("o.issued_at", "<=", at)
    .where("o.ends_at", ">", at)
    .where((eb) => eb.or([eb("o.ended_at", "is", null), eb("o.ended_at", ">", at)]))
    .where(
      sql<boolean>`not exists (
        select from jsonb_array_elements(o.chain) as link
        join staff_service s
          on s.town_id = o.town_id and s.staff_id = (link ->> 'staffId')::uuid
        where s.from_at <= ${at} and (s.until_at is null or s.until_at > ${at}))`,
    );
}

/**
 * Readings of the day whose window, grace included, had closed by the cut-off without one. Windows
 * open at the cut-off are due (`observation.readings.due`) and not missed yet.
 */
async function missedReadings(scope: FigureScope): Promise<FigureQuery> {
  const { db, town, at, day } = scope;
  const windows = (await townWindows(scope)).on(day).filter(({ closesAt }) => closesAt <= at);
  const due = dueRows({ townId: town.townId, windows, at, areaIds: undefined });
  return db
    .selectFrom(sql<MissedRow>`(${due})`.as("due"))
    .select([
      sql<string>`'order'`.as("subject_kind"),
      sql<string>`order_id::text`.as("subject_id"),
      "name as label",
      "area_id",
      sql<string | null>`min(closes_at)`.as("at"),
      sql<number>`count(*)`.as("value"),
    ])
    .where("state", "=", "missed")
    .groupBy(["order_id", "name", "area_id"]);
}

interface MissedRow {
  order_id: string;
  name: string;
  area_id: string;
  state: string;
}

/**
 * `org.unassigned`: targets that must be watched and have nobody's name on them, that is villages
 * and communities without an answerer at any level, and standing orders nobody of whose chain
 * serves any more.
 */
export const commandFigures: readonly Figure[] = [
  { id: "observation.readings.missed", rows: missedReadings },
  {
    id: "org.unassigned",
    rows: (scope) => unansweredAreas(scope).unionAll(desertedOrders(scope)),
  },
];
