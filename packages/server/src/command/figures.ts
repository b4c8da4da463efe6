/** Figures the evening asks for beyond those of the modules it looks down on. */
import { sql } from "kysely";
import type { Figure, FigureQuery, FigureScope } from "../kernel/figures/figures.ts";
import { dueRows } from "../observation/due-store.ts";
import { townWindows } from "../observation/windows.ts";
import { unansweredAreas } from "../organization/figures.ts";
import "../observation/tables.ts";
import "../organization/tables.ts";
import "../registry/tables.ts";

/** Orders that bind at the cut-off. */
function binding({ db, town, at }: FigureScope) {
  return db
    .selectFrom("observation_order as o")
    .where("o.town_id", "=", town.townId)
    .where("o.issued_at", "<=", at)
    .where("o.ends_at", ">", at)
    .where((eb) => eb.or([eb("o.ended_at", "is", null), eb("o.ended_at", ">", at)]));
}

/** Those of them with somebody in their chain who serves at the cut-off. */
function answeredOrders(scope: FigureScope) {
  const { at } = scope;
  // All links of all chains at once: looked up order by order, they cost a scan of the staff each.
  const links = binding(scope)
    .innerJoin(
      sql<{ answerer: string }>`jsonb_to_recordset(o.chain)`.as<"link">(sql`link ("staffId" uuid)`),
      (join) => join.onTrue(),
    )
    .select(["o.town_id", "o.order_id", sql<string>`link."staffId"`.as("staff_id")]);
  return scope.db
    .selectFrom(links.as("named"))
    .innerJoin("staff_service as service", (join) =>
      join
        .onRef("service.town_id", "=", "named.town_id")
        .onRef("service.staff_id", "=", "named.staff_id"),
    )
    .select("named.order_id")
    .where("service.from_at", "<=", at)
    .where((eb) => eb.or([eb("service.until_at", "is", null), eb("service.until_at", ">", at)]));
}

/**
 * Orders that bind at the cut-off and whose whole chain has left the service. Every order is issued
 * with names on it, so this is how one comes to have none. A household under observation is watched
 * by the chain of its orders; it is not counted once more.
 */
function desertedOrders(scope: FigureScope): FigureQuery {
  return binding(scope)
    .innerJoin("known_resident as resident", (join) =>
      join
        .onRef("resident.town_id", "=", "o.town_id")
        .onRef("resident.known_as", "=", "o.resident_id"),
    )
    .select([
      sql<string>`'order'`.as("subject_kind"),
      sql<string>`o.order_id::text`.as("subject_id"),
      "resident.name as label",
      "resident.area_id",
      "o.issued_at as at",
      sql<number>`1`.as("value"),
    ])
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom(answeredOrders(scope).as("answered"))
            .select("answered.order_id")
            .whereRef("answered.order_id", "=", "o.order_id"),
        ),
      ),
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
