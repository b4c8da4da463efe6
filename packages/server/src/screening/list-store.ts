/** Arrivals as they are listed and shown. */
import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import { type Day, townDay } from "@lianfang/core/kernel/time.ts";
import type { Assessment } from "@lianfang/core/policy/contract.ts";
import type { DivisionIndex } from "@lianfang/core/policy/divisions.ts";
import { ageOn } from "@lianfang/core/registry/rules.ts";
import { readSearch } from "@lianfang/core/registry/search.ts";
import type { Arrival, ArrivalRow } from "@lianfang/core/screening/contract.ts";
import { sql } from "kysely";
import type { z } from "zod";
import type { Locale, QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";
import { divisionsOf, placeName } from "../policy/divisions.ts";
import { residentsById } from "../registry/people.ts";
import { residentFound } from "../registry/search-store.ts";
import { anyIdOf, areasSought, mostCounted } from "../registry/store.ts";

import { arrivals } from "./store.ts";

export interface ArrivalFilter extends PageInput {
  search?: string | undefined;
  areaId?: string | undefined;
  residentId?: string | undefined;
  householdId?: string | undefined;
  measure?: Assessment["measure"] | undefined;
  isAwaitingOrder?: boolean | undefined;
  arrivedFrom?: Day | undefined;
  arrivedTo?: Day | undefined;
}

/** Newest first, by the day of arrival. Voided ones are not listed. */
export async function listArrivals(
  context: QueryContext,
  filter: ArrivalFilter,
): Promise<Page<ArrivalRow>> {
  const found = await matching(context, filter);
  const [rows, total, divisions] = await Promise.all([
    listed(context, found)
      .$if(filter.after !== undefined, (query) => {
        const [day, id] = decodeCursor(filter.after ?? "", 2);
        return query.where(sql<boolean>`(arrived_on, arrival_id) < (${day}::date, ${id}::uuid)`);
      })
      .orderBy("arrived_on", "desc")
      .orderBy("arrival_id", "desc")
      .limit(filter.limit + 1)
      .execute(),
    count(context, found),
    divisionsOf(context.kernel),
  ]);
  const page = toPage(
    rows,
    filter.limit,
    (row) => [row.arrived_on, row.arrival_id],
    (row) => shown(row, divisions, context),
  );
  return { ...page, total };
}

/** One arrival with its journey, voided or not; undefined outside the reach. */
export async function showArrival(
  context: QueryContext,
  arrivalId: string,
): Promise<z.input<typeof Arrival> | undefined> {
  const row = await listed(context, { query: arrivals(context) })
    .leftJoin("account", (join) =>
      join
        .onRef("account.town_id", "=", "arrival.town_id")
        .onRef("account.account_id", "=", "arrival.recorded_by"),
    )
    .select("account.display_name")
    .where("arrival_id", "=", arrivalId)
    .executeTakeFirst();
  if (!row) return undefined;
  const person = (await residentsById(context, [row.resident_id])).get(row.resident_id);
  const divisions = await divisionsOf(context.kernel);
  const transit = row.transit_codes.map((code) => ({
    code,
    name: placeName(divisions, code, context.locale),
  }));
  const { voided_at: at, void_reason: reason } = row;
  return {
    ...shown(row, divisions, context),
    identityMasked: person?.identityMasked,
    phoneMasked: person?.phoneMasked,
    address: person?.address,
    group: person?.group,
    originDetail: row.origin_detail ?? undefined,
    transit,
    leftOriginOn: row.left_origin_on ?? undefined,
    transport: row.transport,
    transportNumber: row.transport_number ?? undefined,
    isCloseContact: row.is_close_contact,
    note: row.note ?? undefined,
    revision: row.revision,
    recordedBy: row.display_name ?? undefined,
    voided: at && reason ? { at, reason } : undefined,
  };
}

type Found = ReturnType<typeof arrivals>;

async function matching(context: QueryContext, filter: ArrivalFilter): Promise<{ query: Found }> {
  const { measure, isAwaitingOrder, arrivedFrom, arrivedTo } = filter;
  const today = townDay(context.now, context.town.timeZone);
  const areaIds = await areasSought(context, filter.areaId);
  const search = readSearch(filter.search);
  let query = arrivals(context).where("voided_at", "is", null);
  if (areaIds) query = query.where("resident.area_id", "=", anyOf(areaIds));
  if (filter.residentId)
    query = query.where("resident.known_as", "=", anyIdOf(context.town.townId, filter.residentId));
  if (filter.householdId) query = query.where("resident.household_id", "=", filter.householdId);
  if (measure) query = query.where("measure", "=", measure);
  if (arrivedFrom) query = query.where("arrived_on", ">=", arrivedFrom);
  if (arrivedTo) query = query.where("arrived_on", "<=", arrivedTo);
  if (isAwaitingOrder !== undefined)
    query = query.where(
      isAwaitingOrder ? isAwaiting(today) : sql<boolean>`${isAwaiting(today)} is not true`,
    );
  if (search) query = query.where(await residentFound(context, search));
  // A builder is not to be awaited; inside an object it travels unharmed.
  return { query };
}

/** Restricted by policy, the days not over, and no order stands. */
export function isAwaiting(today: Day) {
  return sql<boolean>`(arrival.awaiting_until >= ${today}::date and arrival.order_state is distinct from 'issued')`;
}

function listed({ now, town }: QueryContext, { query }: { query: Found }) {
  return query
    .innerJoin("area", (join) =>
      join
        .onRef("area.town_id", "=", "resident.town_id")
        .onRef("area.area_id", "=", "resident.area_id"),
    )
    .selectAll("arrival")
    .select([
      "resident.resident_id as person_id",
      "resident.name",
      "resident.sex",
      "resident.birthday",
      "resident.area_id",
      "area.name as area_name",
      sql<boolean>`${isAwaiting(townDay(now, town.timeZone))} is true`.as("is_awaiting_order"),
    ]);
}

type ListedRow = Awaited<ReturnType<ReturnType<typeof listed>["executeTakeFirstOrThrow"]>>;

function shown(
  row: ListedRow,
  divisions: DivisionIndex,
  { now, town, locale }: { now: string; town: { timeZone: string }; locale: Locale },
): ArrivalRow {
  return {
    arrivalId: row.arrival_id,
    residentId: row.person_id,
    name: row.name,
    sex: row.sex,
    age: row.birthday ? ageOn(row.birthday, townDay(now, town.timeZone)) : undefined,
    areaId: row.area_id,
    areaName: row.area_name,
    originCode: row.origin_code,
    originName: placeName(divisions, row.origin_code, locale),
    arrivedOn: row.arrived_on,
    door: row.door,
    assessment: row.assessment,
    orderId: row.order_id ?? undefined,
    orderState: row.order_state ?? undefined,
    isAwaitingOrder: row.is_awaiting_order,
    createdAt: row.created_at,
  };
}

async function count({ db }: QueryContext, { query }: { query: Found }): Promise<number> {
  const { total } = await db
    .selectFrom(query.select("arrival_id").limit(mostCounted).as("found"))
    .select(({ fn }) => fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return total;
}
