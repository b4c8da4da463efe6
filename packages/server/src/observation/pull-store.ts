/** The people under order that a phone holds, so that readings can be taken without a network. */

import { addDays, townDay } from "@lianfang/core/kernel/time.ts";
import { observers } from "@lianfang/core/observation/contract.ts";
import type { PulledOrder, PulledWindows } from "@lianfang/core/observation/pulled.ts";
import { sql } from "kysely";
import { instantText } from "../kernel/database/instant.ts";
import type { Pullable } from "../kernel/pull.ts";
import { policiesOn } from "../policy/in-force.ts";
import { orders } from "./order-store.ts";
import { townWindows } from "./windows.ts";
import "../registry/tables.ts";
import "./tables.ts";

/** Windows of the day before and of the day are judged by them. */
const lastReadings = 6;

export const pulledOrders: Pullable = {
  name: "observation.orders",
  version: 2,
  access: observers,
  most: 2_000,
  keepHours: 72,
  async read(context, after, limit) {
    const rows = await orders(context)
      .innerJoin("area", (join) =>
        join
          .onRef("area.town_id", "=", "observation_order.town_id")
          .onRef("area.area_id", "=", "resident.area_id"),
      )
      .select(["order_id", "observation_order.resident_id", "resident.name", "resident.area_id"])
      .select([
        "area.name as area_name",
        "area.name_en as area_name_en",
        "measure",
        "start_day",
        "end_day",
        "place",
      ])
      .select(["starts_at", "ends_at", "issued_at"])
      .select(
        sql<PulledOrder["readings"]>`coalesce((
          select jsonb_agg(jsonb_build_object('celsius', latest.celsius, 'isFever', latest.is_fever,
            'takenAt', ${instantText(sql`latest.taken_at`)})
            order by latest.taken_at desc, latest.reading_id desc)
          from (
            select reading_id, celsius, is_fever, taken_at from observation_reading reading
            where reading.town_id = observation_order.town_id
              and reading.order_id = observation_order.order_id
              and not exists (
                select from observation_reading newer
                where newer.town_id = reading.town_id and newer.corrects = reading.reading_id)
            order by taken_at desc, reading_id desc limit ${sql.lit(lastReadings)}) latest), '[]')`.as(
          "readings",
        ),
      )
      .where("observation_order.state", "=", "issued")
      .$if(after !== "", (query) => query.where("order_id", ">", after))
      .orderBy("order_id")
      .limit(limit)
      .execute();
    return rows.map((row) => {
      const content: PulledOrder = {
        orderId: row.order_id,
        residentId: row.resident_id,
        name: row.name,
        areaId: row.area_id,
        areaName: row.area_name,
        areaNameEn: row.area_name_en,
        measure: row.measure,
        startDay: row.start_day,
        endDay: row.end_day,
        startsAt: row.starts_at,
        endsAt: row.ends_at,
        issuedAt: row.issued_at,
        place: row.place,
        readings: row.readings,
      };
      return { key: row.order_id, content };
    });
  },
};

/** As long as a phone may be without contact. */
const daysAhead = 3;

/** When readings are owed, on the day and those a phone may be offline for. */
export const pulledWindows: Pullable = {
  name: "observation.windows",
  version: 1,
  access: observers,
  most: daysAhead + 1,
  keepHours: 72,
  async read(context, after, limit) {
    const { town, now } = context;
    const today = townDay(now, town.timeZone);
    const windows = await townWindows(context);
    const days = Array.from({ length: daysAhead + 1 }, (_, at) => addDays(today, at));
    const wanted = days.filter((day) => day > after).slice(0, limit);
    const policies = await policiesOn(context, wanted);
    return wanted.flatMap((day) => {
      const feverCelsius = policies.get(day)?.rules.readings.feverCelsius;
      if (feverCelsius === undefined) return [];
      const content: PulledWindows = { day, feverCelsius, windows: windows.on(day) };
      return [{ key: day, content }];
    });
  },
};
