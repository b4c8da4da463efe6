/** Orders as they are listed: standing ones first, those ending soonest before the others. */

import { documentNumber } from "@lianfang/core/kernel/document-number.ts";
import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import { type Day, townDay } from "@lianfang/core/kernel/time.ts";
import type {
  OrderRow,
  OrderState,
  RestrictiveMeasure,
} from "@lianfang/core/observation/contract.ts";
import { dayCount } from "@lianfang/core/observation/terms.ts";
import { ageOn } from "@lianfang/core/registry/rules.ts";
import { readSearch } from "@lianfang/core/registry/search.ts";
import { sql } from "kysely";
import type { z } from "zod";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";
import { residentFound } from "../registry/search-store.ts";
import { anyIdOf, areasSought, mostCounted } from "../registry/store.ts";
import { isStanding, orders } from "./order-store.ts";

export interface OrderFilter extends PageInput {
  search?: string | undefined;
  areaId?: string | undefined;
  residentId?: string | undefined;
  householdId?: string | undefined;
  state?: z.infer<typeof OrderState> | undefined;
  measure?: RestrictiveMeasure | undefined;
  isReleaseDue?: boolean | undefined;
}

/** @param dueThrough orders ending on this day or before may be released now */
export async function listOrders(
  context: QueryContext,
  filter: OrderFilter,
  dueThrough: Day,
): Promise<Page<OrderRow>> {
  const found = await matching(context, filter, dueThrough);
  const [rows, total] = await Promise.all([
    listed(found)
      .$if(filter.after !== undefined, (query) => {
        const [rank, id] = decodeCursor(filter.after ?? "", 2);
        return query.where(sql<boolean>`(${rankOf}, order_id) > (${rank}::int, ${id}::uuid)`);
      })
      .orderBy(rankOf)
      .orderBy("order_id")
      .limit(filter.limit + 1)
      .execute(),
    count(context, found),
  ]);
  const page = toPage(
    rows,
    filter.limit,
    (row) => [row.rank, row.order_id],
    (row) => shownRow(row, context, dueThrough),
  );
  return { ...page, total };
}

/** The columns of one order for its page; undefined outside the reach. */
export function orderForShow(context: QueryContext, orderId: string) {
  return listed({ query: orders(context) })
    .innerJoin("account as issuer", (join) =>
      join
        .onRef("issuer.town_id", "=", "observation_order.town_id")
        .onRef("issuer.account_id", "=", "observation_order.issued_by"),
    )
    .leftJoin("account as ender", (join) =>
      join
        .onRef("ender.town_id", "=", "observation_order.town_id")
        .onRef("ender.account_id", "=", "observation_order.ended_by"),
    )
    .select(["issuer.display_name as issuer_name", "ender.display_name as ender_name"])
    .where("order_id", "=", orderId)
    .executeTakeFirst();
}

type Found = ReturnType<typeof orders>;

async function matching(
  context: QueryContext,
  filter: OrderFilter,
  dueThrough: Day,
): Promise<{ query: Found }> {
  const { state, measure, isReleaseDue } = filter;
  const areaIds = await areasSought(context, filter.areaId);
  const search = readSearch(filter.search);
  let query = orders(context);
  if (areaIds) query = query.where("resident.area_id", "=", anyOf(areaIds));
  if (filter.residentId)
    query = query.where("resident.known_as", "=", anyIdOf(context.town.townId, filter.residentId));
  if (filter.householdId) query = query.where("resident.household_id", "=", filter.householdId);
  if (state) query = query.where("state", "=", state);
  if (measure) query = query.where("measure", "=", measure);
  if (isReleaseDue !== undefined)
    query = query.where(
      sql<boolean>`(state = 'issued' and end_day <= ${dueThrough}::date) = ${isReleaseDue}`,
    );
  if (search) {
    const [only] = search.length === 1 ? search : [];
    const number = only && /^\d{1,6}$/.test(only.text) ? Number(only.text) : null;
    query = query.where(
      sql<boolean>`(observation_order.number = ${number}
        or ${await residentFound(context, search)})`,
    );
  }
  // A builder is not to be awaited; inside an object it travels unharmed.
  return { query };
}

/** As in the index: standing orders by their end, then ended ones, the latest first. */
const rankOf = sql<number>`(case when observation_order.state = 'issued'
  then observation_order.end_day - date '2000-01-01'
  else 1000000 - (observation_order.end_day - date '2000-01-01') end)`;

/** Others that bind the same person: who was entered twice may have been ordered twice. */
const otherOrders = sql<{ orderId: string; year: number; number: number }[]>`(
  select coalesce(jsonb_agg(jsonb_build_object(
    'orderId', other.order_id, 'year', other.number_year, 'number', other.number)
    order by other.number_year, other.number), '[]')
  from known_resident same
  join observation_order other on other.town_id = same.town_id
    and other.resident_id = same.known_as and other.state = 'issued'
  where same.town_id = observation_order.town_id and same.resident_id = resident.resident_id
    and other.order_id <> observation_order.order_id and observation_order.state = 'issued')`;

function listed({ query }: { query: Found }) {
  return query
    .innerJoin("area", (join) =>
      join
        .onRef("area.town_id", "=", "resident.town_id")
        .onRef("area.area_id", "=", "resident.area_id"),
    )
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom("observation_reading as reading")
          .select(["celsius", "taken_at", "is_fever"])
          .whereRef("reading.town_id", "=", "observation_order.town_id")
          .whereRef("reading.order_id", "=", "observation_order.order_id")
          .where(isStanding)
          .orderBy("taken_at", "desc")
          .orderBy("reading_id", "desc")
          .limit(1)
          .as("latest"),
      (join) => join.onTrue(),
    )
    .selectAll("observation_order")
    .select([
      rankOf.as("rank"),
      "resident.resident_id as person_id",
      otherOrders.as("other_orders"),
      "resident.name",
      "resident.birthday",
      "resident.area_id",
      "area.name as area_name",
      "latest.celsius",
      "latest.taken_at",
      "latest.is_fever",
    ]);
}

export type ListedOrder = Awaited<ReturnType<ReturnType<typeof listed>["executeTakeFirstOrThrow"]>>;

export function shownRow(
  row: ListedOrder,
  { now, town }: Pick<QueryContext, "now" | "town">,
  dueThrough: Day,
): OrderRow {
  const today = townDay(now, town.timeZone);
  const counted = row.ended_at === null ? today : townDay(row.ended_at, town.timeZone);
  return {
    orderId: row.order_id,
    orderNumber: documentNumber(row.number_year, row.number),
    arrivalId: row.arrival_id,
    residentId: row.person_id,
    name: row.name,
    age: row.birthday ? ageOn(row.birthday, today) : undefined,
    areaId: row.area_id,
    areaName: row.area_name,
    measure: row.measure,
    startDay: row.start_day,
    endDay: row.end_day,
    countedFrom: row.counted_from,
    ...dayCount({ countedFrom: row.counted_from, endDay: row.end_day }, counted),
    state: row.state,
    isReleaseDue: row.state === "issued" && row.end_day <= dueThrough,
    otherOrders: row.other_orders.map(({ orderId, year, number }) => ({
      orderId,
      orderNumber: documentNumber(year, number),
    })),
    lastReading: lastReadingOf(row),
  };
}

function lastReadingOf({ celsius, taken_at, is_fever }: ListedOrder): OrderRow["lastReading"] {
  if (celsius === null || taken_at === null || is_fever === null) return undefined;
  return { celsius, takenAt: taken_at, isFever: is_fever };
}

async function count({ db }: QueryContext, { query }: { query: Found }): Promise<number> {
  const { total } = await db
    .selectFrom(query.select("order_id").limit(mostCounted).as("found"))
    .select(({ fn }) => fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return total;
}
