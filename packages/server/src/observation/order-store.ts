/** Orders, one at a time: of people whose household lies in the call's reach. */
import type { Day, Instant } from "@lianfang/core/kernel/time.ts";
import type { OrderTerms } from "@lianfang/core/observation/contract.ts";
import type { Check, OrderTimes } from "@lianfang/core/observation/rules.ts";
import type { EarlierOrder, Part } from "@lianfang/core/observation/terms.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { json } from "../kernel/database/database.ts";
import { anyIdOf, within } from "../registry/store.ts";
import type { NamedAnswerer } from "./tables.ts";
import "../organization/tables.ts";
import "../registry/tables.ts";

/** A whole order as it is issued. */
export interface NewOrder extends Omit<OrderTerms, "chain"> {
  orderId: string;
  arrivalId: string;
  residentId: string;
  year: number;
  number: number;
  part: Part;
  countedFrom: Day;
  times: OrderTimes;
  chain: NamedAnswerer[];
  ruleId: string;
  policyVersionId: string;
  issuedBy: string;
}

/** What ended an order. */
export type OrderEnd = { by: string; writeId: string } & (
  | { state: "released"; checklist: Check[]; certificateYear: number; certificateNumber: number }
  | { state: "revoked"; reason: string }
);

export function orderStore(context: QueryContext) {
  const { db, town, now } = context;
  const { townId } = town;

  return {
    async insert(order: NewOrder): Promise<void> {
      await db
        .insertInto("observation_order")
        .values({
          town_id: townId,
          order_id: order.orderId,
          arrival_id: order.arrivalId,
          resident_id: order.residentId,
          number_year: order.year,
          number: order.number,
          part: order.part,
          measure: order.measure,
          counted_from: order.countedFrom,
          start_day: order.startDay,
          end_day: order.endDay,
          starts_at: order.times.startsAt,
          ends_at: order.times.endsAt,
          place: order.place,
          reason_zh: order.reason.zh,
          reason_en: order.reason.en,
          bases: json(order.bases),
          chain: json(order.chain),
          appeal_name: order.appeal.name,
          appeal_phone: order.appeal.phone,
          rule_id: order.ruleId,
          policy_version_id: order.policyVersionId,
          issued_by: order.issuedBy,
          issued_at: now,
        })
        .execute();
    },

    /** The next number of the year. Held until the transaction ends, so that none is left out. */
    async nextNumber(kind: "order" | "certificate", year: number): Promise<number> {
      const row = await db
        .insertInto("observation_number")
        .values({ town_id: townId, kind, year, last: 1 })
        .onConflict((conflict) =>
          conflict
            .columns(["town_id", "kind", "year"])
            .doUpdateSet({ last: sql<number>`observation_number.last + 1` }),
        )
        .returning("last")
        .executeTakeFirstOrThrow();
      return row.last;
    },

    /** For a change: nobody else changes it before the transaction ends. */
    hold: (orderId: string) =>
      orders(context)
        .selectAll("observation_order")
        .select("resident.area_id")
        .where("order_id", "=", orderId)
        .forUpdate("observation_order")
        .executeTakeFirst(),

    /** For something that hangs on it: it neither ends nor goes before the transaction ends. */
    lean: (orderId: string) =>
      orders(context)
        .selectAll("observation_order")
        .select("resident.area_id")
        .where("order_id", "=", orderId)
        .forShare("observation_order")
        .executeTakeFirst(),

    ofArrival: (arrivalId: string): Promise<EarlierOrder[]> =>
      db
        .selectFrom("observation_order")
        .select(["part", "state"])
        .where("town_id", "=", townId)
        .where("arrival_id", "=", arrivalId)
        .execute(),

    /** An order a person is under, whoever may see it; only who was entered twice is under two. */
    async standingOf(residentId: string): Promise<string | undefined> {
      const row = await db
        .selectFrom("observation_order")
        .select("order_id")
        .where("town_id", "=", townId)
        .where("resident_id", "=", anyIdOf(townId, residentId))
        .where("state", "=", "issued")
        .limit(1)
        .executeTakeFirst();
      return row?.order_id;
    },

    async end(orderId: string, end: OrderEnd): Promise<void> {
      const isRelease = end.state === "released";
      await db
        .updateTable("observation_order")
        .set({
          state: end.state,
          ended_at: now,
          ended_by: end.by,
          end_write_id: end.writeId,
          checklist: isRelease ? end.checklist : null,
          certificate_year: isRelease ? end.certificateYear : null,
          certificate_number: isRelease ? end.certificateNumber : null,
          revocation_reason: isRelease ? null : end.reason,
        })
        .where("town_id", "=", townId)
        .where("order_id", "=", orderId)
        .execute();
    },

    /** Serving staff by id, anywhere in the town. */
    staffNamed: (staffIds: readonly string[]) =>
      db
        .selectFrom("staff")
        .select(["staff_id as staffId", "name", "phone"])
        .where("town_id", "=", townId)
        .where("staff_id", "=", anyOf(staffIds))
        .where("is_active", "=", true)
        .execute(),

    async lastIsFever(orderId: string): Promise<boolean> {
      const row = await db
        .selectFrom("observation_reading as reading")
        .select("is_fever")
        .where("reading.town_id", "=", townId)
        .where("reading.order_id", "=", orderId)
        .where(isStanding)
        .orderBy("taken_at", "desc")
        .orderBy("reading_id", "desc")
        .limit(1)
        .executeTakeFirst();
      return row?.is_fever ?? false;
    },
  };
}

/** Orders within the reach, with the person. */
export function orders({ db, town, reach }: QueryContext) {
  return db
    .selectFrom("observation_order")
    .innerJoin("known_resident as resident", (join) =>
      join
        .onRef("resident.town_id", "=", "observation_order.town_id")
        .onRef("resident.known_as", "=", "observation_order.resident_id"),
    )
    .where("observation_order.town_id", "=", town.townId)
    .$if(!reach.all, (query) => query.where("resident.area_id", "=", within(reach)));
}

/** A reading no correction has replaced. */
export const isStanding = sql<boolean>`not exists (
  select from observation_reading newer
  where newer.town_id = reading.town_id and newer.corrects = reading.reading_id)`;

export function heldUntil(order: { ended_at: Instant | null; ends_at: Instant }): Instant {
  return order.ended_at !== null && order.ended_at < order.ends_at ? order.ended_at : order.ends_at;
}
