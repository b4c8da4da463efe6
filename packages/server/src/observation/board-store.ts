/** Counts for the board, by area: who is observed, what is open, what awaits somebody. */
import type { Day } from "@lianfang/core/kernel/time.ts";
import { type SqlBool, sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { isAwaiting } from "../screening/list-store.ts";
import { arrivals } from "../screening/store.ts";
import { orders } from "./order-store.ts";

export function boardStore(context: QueryContext) {
  const { now } = context;
  const perArea = sql<number>`count(*)`.as("n");

  return {
    /** People bound now, by area. */
    observed: () =>
      orders(context)
        .select(["resident.area_id as areaId", perArea])
        .where("state", "=", "issued")
        .where("starts_at", "<=", now)
        .where("ends_at", ">", now)
        .groupBy("resident.area_id")
        .execute(),

    openAlerts: () =>
      openAlerts(context)
        .select(["resident.area_id as areaId", perArea])
        .groupBy("resident.area_id")
        .execute(),

    /** People with a missed reading nobody has acted on, by area, with the last one's window. */
    missed: () =>
      openAlerts(context)
        .select("resident.area_id as areaId")
        .select(sql<number>`count(distinct alert.order_id)`.as("n"))
        .select(sql<string>`max(alert.window_until)`.as("lastClosedAt"))
        .where("alert.kind", "=", "missed")
        .groupBy("resident.area_id")
        .orderBy("n", "desc")
        .orderBy("resident.area_id")
        .execute(),

    /** Fevers nobody has acted on, the oldest first. */
    fevers: () =>
      openAlerts(context)
        .innerJoin("observation_reading as reading", (join) =>
          join
            .onRef("reading.town_id", "=", "alert.town_id")
            .onRef("reading.reading_id", "=", "alert.reading_id"),
        )
        .select([
          "resident.name",
          "resident.area_id as areaId",
          "reading.celsius",
          "reading.taken_at as takenAt",
        ])
        .where("alert.kind", "=", "fever")
        .orderBy("alert.raised_at")
        .orderBy("alert.alert_id")
        .execute(),

    /** Orders that may be released now, by area, with the day the first of them ended. */
    releaseDue: (through: Day) =>
      orders(context)
        .select(["resident.area_id as areaId", perArea])
        .select(sql<Day>`min(end_day)`.as("since"))
        .where("state", "=", "issued")
        .where("end_day", "<=", through)
        .groupBy("resident.area_id")
        .orderBy(perAreaFirst)
        .execute(),

    /** Arrivals restricted by policy whose order nobody has issued, by area, with the first's day. */
    awaitingOrder: (today: Day) =>
      arrivals(context)
        .select(["resident.area_id as areaId", perArea])
        .select(sql<Day>`min(arrived_on)`.as("since"))
        .where("voided_at", "is", null)
        .where(isAwaiting(today))
        .groupBy("resident.area_id")
        .orderBy(perAreaFirst)
        .execute(),
  };
}

const perAreaFirst = sql<SqlBool>`count(*) desc, resident.area_id`;

function openAlerts(context: QueryContext) {
  return orders(context)
    .innerJoin("observation_alert as alert", (join) =>
      join
        .onRef("alert.town_id", "=", "observation_order.town_id")
        .onRef("alert.order_id", "=", "observation_order.order_id"),
    )
    .where("alert.closed_at", "is", null);
}
