/** Alerts: raised by what was read or not read, closed by a person or by the reading that settles it. */
import type { Occurrence } from "@lianfang/core/duties/rules.ts";
import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import type { Day } from "@lianfang/core/kernel/time.ts";
import type { AlertKind } from "@lianfang/core/observation/contract.ts";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import type { z } from "zod";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";
import { areasSought } from "../registry/store.ts";
import { dueRows } from "./due-store.ts";
import { isStanding, orders } from "./order-store.ts";

export interface AlertFilter extends PageInput {
  kind?: z.infer<typeof AlertKind> | undefined;
  isOpen?: boolean | undefined;
  areaId?: string | undefined;
}

export function alertStore(context: QueryContext) {
  const { db, town, now } = context;
  const { townId } = town;

  return {
    /** Raises a fever's alert; nothing when the reading has one. */
    async raiseFever(reading: { readingId: string; orderId: string; day: Day }): Promise<void> {
      await db
        .insertInto("observation_alert")
        .values({
          town_id: townId,
          alert_id: uuidv7(),
          kind: "fever",
          order_id: reading.orderId,
          day: reading.day,
          window_id: null,
          window_from: null,
          window_until: null,
          reading_id: reading.readingId,
          raised_at: now,
        })
        .onConflict((conflict) =>
          conflict.columns(["town_id", "reading_id"]).where("kind", "=", "fever").doNothing(),
        )
        .execute();
    },

    /** How many are owed a reading in a closed window and have none. */
    async countMissed(window: Occurrence): Promise<number> {
      const due = dueRows({ townId, windows: [window], at: now, areaIds: undefined });
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from (${due}) as due where state = 'missed'`.execute(db);
      return rows[0]?.n ?? 0;
    },

    /** Raises an alert for everybody whose reading in a closed window is missing. @returns how many */
    async raiseMissed(window: Occurrence): Promise<number> {
      const due = dueRows({ townId, windows: [window], at: now, areaIds: undefined });
      const { rows } = await sql<{ order_id: string }>`
        select order_id from (${due}) as due where state = 'missed'`.execute(db);
      if (rows.length === 0) return 0;
      const ids = rows.map(() => uuidv7());
      const orderIds = rows.map((row) => row.order_id);
      await sql`
        insert into observation_alert
          (town_id, alert_id, kind, order_id, day, window_id, window_from, window_until, raised_at)
        select ${townId}, alert_id, 'missed', order_id, ${window.day}, ${window.windowId},
          ${window.from}, ${window.closesAt}, ${now}
        from unnest(${ids}::uuid[], ${orderIds}::uuid[]) as missed (alert_id, order_id)
        on conflict do nothing`.execute(db);
      return rows.length;
    },

    /** Whether an open alert waits for a reading that is there by now; of one order or of all. */
    async hasArrived(orderId?: string): Promise<boolean> {
      const { rows } = await sql`
        select from (${arrived(townId, orderId)}) as arrived limit 1`.execute(db);
      return rows.length > 0;
    },

    /** Closes open alerts of windows whose reading has arrived after all. @returns their ids */
    async settleArrived(orderId?: string): Promise<string[]> {
      const { rows } = await sql<{ alert_id: string }>`
        update observation_alert alert set closed_at = ${now}, settled_by = arrived.reading_id
        from (${arrived(townId, orderId)}) as arrived
        where alert.town_id = ${townId} and alert.alert_id = arrived.alert_id
          and alert.closed_at is null
        returning alert.alert_id`.execute(db);
      return rows.map((row) => row.alert_id);
    },

    async isFeverOpen(readingId: string): Promise<boolean> {
      const row = await db
        .selectFrom("observation_alert")
        .select("alert_id")
        .where("town_id", "=", townId)
        .where("reading_id", "=", readingId)
        .where("kind", "=", "fever")
        .where("closed_at", "is", null)
        .executeTakeFirst();
      return row !== undefined;
    },

    /** Closes the open alert of a fever that a correction has shown to be none. */
    async settleFever(wrongReadingId: string, readingId: string): Promise<void> {
      await open(context)
        .set({ closed_at: now, settled_by: readingId })
        .where("kind", "=", "fever")
        .where("reading_id", "=", wrongReadingId)
        .execute();
    },

    /** For a change, within the reach. */
    hold: (alertId: string) =>
      listed({ query: orders(context) })
        .where("alert.alert_id", "=", alertId)
        .forUpdate("alert")
        .executeTakeFirst(),

    async close(alertId: string, by: string, action: string): Promise<void> {
      await open(context)
        .set({ closed_at: now, closed_by: by, action })
        .where("alert_id", "=", alertId)
        .execute();
    },

    /** Open ones within the reach, by id. */
    openAfter: (alertId: string, limit: number): Promise<ListedAlert[]> =>
      listed({ query: orders(context) })
        .where("alert.closed_at", "is", null)
        .$if(alertId !== "", (query) => query.where("alert.alert_id", ">", alertId))
        .orderBy("alert.alert_id")
        .limit(limit)
        .execute(),

    /** Open ones first, then the closed; each the latest first. */
    async list(filter: AlertFilter): Promise<Page<ListedAlert>> {
      const areaIds = await areasSought(context, filter.areaId);
      let query = listed({ query: orders(context) });
      if (areaIds) query = query.where("resident.area_id", "=", anyOf(areaIds));
      if (filter.kind) query = query.where("alert.kind", "=", filter.kind);
      if (filter.isOpen !== undefined)
        query = query.where("alert.closed_at", filter.isOpen ? "is" : "is not", null);
      if (filter.after) {
        const [isClosed, at, id] = decodeCursor(filter.after, 3);
        query = query.where(
          sql<boolean>`(${isClosed}::boolean < (alert.closed_at is not null)
            or (${isClosed}::boolean = (alert.closed_at is not null)
              and (alert.raised_at, alert.alert_id) < (${at}::timestamptz, ${id}::uuid)))`,
        );
      }
      const rows = await query
        .orderBy(sql`(alert.closed_at is not null)`)
        .orderBy("alert.raised_at", "desc")
        .orderBy("alert.alert_id", "desc")
        .limit(filter.limit + 1)
        .execute();
      const keyOf = (row: ListedAlert) => [
        String(row.closed_at !== null),
        row.raised_at,
        row.alert_id,
      ];
      return toPage(rows, filter.limit, keyOf, (row) => row);
    },
  };
}

/** Open alerts of missed readings with the standing reading made in their window. */
function arrived(townId: string, orderId: string | undefined) {
  return sql`
    select distinct on (a.alert_id) a.alert_id, reading.reading_id
    from observation_alert a
    join observation_reading reading
      on reading.town_id = a.town_id and reading.order_id = a.order_id
      and reading.taken_at >= a.window_from and reading.taken_at < a.window_until
    where a.town_id = ${townId} and a.closed_at is null and a.kind = 'missed'
      ${orderId ? sql`and a.order_id = ${orderId}` : sql``}
      and ${isStanding}
    order by a.alert_id, reading.taken_at`;
}

function open({ db, town }: QueryContext) {
  return db
    .updateTable("observation_alert")
    .where("town_id", "=", town.townId)
    .where("closed_at", "is", null);
}

function listed({ query }: { query: ReturnType<typeof orders> }) {
  return query
    .innerJoin("observation_alert as alert", (join) =>
      join
        .onRef("alert.town_id", "=", "observation_order.town_id")
        .onRef("alert.order_id", "=", "observation_order.order_id"),
    )
    .innerJoin("area", (join) =>
      join
        .onRef("area.town_id", "=", "resident.town_id")
        .onRef("area.area_id", "=", "resident.area_id"),
    )
    .leftJoin("observation_reading as fever", (join) =>
      join
        .onRef("fever.town_id", "=", "alert.town_id")
        .onRef("fever.reading_id", "=", "alert.reading_id"),
    )
    .leftJoin("observation_reading as settling", (join) =>
      join
        .onRef("settling.town_id", "=", "alert.town_id")
        .onRef("settling.reading_id", "=", "alert.settled_by"),
    )
    .leftJoin("account as closer", (join) =>
      join
        .onRef("closer.town_id", "=", "alert.town_id")
        .on((eb) =>
          eb("closer.account_id", "=", eb.fn.coalesce("alert.closed_by", "settling.taken_by")),
        ),
    )
    .selectAll("alert")
    .select([
      "resident.resident_id",
      "resident.name",
      "resident.area_id",
      "area.name as area_name",
      "area.name_en as area_name_en",
      "fever.celsius",
      "settling.celsius as settling_celsius",
      "settling.taken_at as settling_taken_at",
      "closer.display_name as closer_name",
    ]);
}

export type ListedAlert = Awaited<ReturnType<ReturnType<typeof listed>["executeTakeFirstOrThrow"]>>;
