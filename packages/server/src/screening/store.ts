/** Arrivals of the town within the call's reach: those of people whose household lies in it. */
import type { Day } from "@lianfang/core/kernel/time.ts";
import type { Assessment } from "@lianfang/core/policy/contract.ts";
import type { Journey } from "@lianfang/core/screening/contract.ts";
import type { Origin } from "@lianfang/core/screening/rules.ts";
import { type Selectable, sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { json } from "../kernel/database/database.ts";
import { anyIdOf, within } from "../registry/store.ts";
import type { ArrivalTable } from "./tables.ts";
import "../organization/tables.ts";
import "../registry/tables.ts";

/** A journey with what the policy in force said of it. */
export interface AssessedJourney {
  journey: Journey;
  assessment: Assessment;
  policyVersionId: string;
  origin: Origin;
  awaitingUntil: Day | undefined;
}

export function arrivalStore(context: QueryContext) {
  const { db, town, now, actor } = context;
  const recordedBy = actor.is === "account" ? actor.accountId : null;

  return {
    /** Enters an arrival. @returns the id of the one that is already there for that journey */
    async insert(
      arrivalId: string,
      residentId: string,
      assessed: AssessedJourney,
    ): Promise<string | undefined> {
      const earlier = await this.journeyOf(residentId, assessed.journey.arrivedOn);
      if (earlier) return earlier;
      const inserted = await db
        .insertInto("arrival")
        .values({
          town_id: town.townId,
          arrival_id: arrivalId,
          resident_id: residentId,
          ...columnsOf(assessed),
          recorded_by: recordedBy,
          created_at: now,
          known_from: now,
        })
        .onConflict((conflict) =>
          conflict
            .columns(["town_id", "resident_id", "arrived_on"])
            .where("voided_at", "is", null)
            .doNothing(),
        )
        .returning("arrival_id")
        .executeTakeFirst();
      return inserted ? undefined : this.journeyOf(residentId, assessed.journey.arrivedOn);
    },

    /** The arrival of a person on a day, in or outside the reach: a person is one person. */
    async journeyOf(residentId: string, arrivedOn: Day): Promise<string | undefined> {
      const row = await db
        .selectFrom("arrival")
        .select("arrival_id")
        .where("town_id", "=", town.townId)
        .where("resident_id", "=", anyIdOf(town.townId, residentId))
        .where("arrived_on", "=", arrivedOn)
        .where("voided_at", "is", null)
        .executeTakeFirst();
      return row?.arrival_id;
    },

    /** For a change: nobody else changes it before the transaction ends. Voided ones are gone. */
    async hold(arrivalId: string) {
      return standing(context)
        .selectAll("arrival")
        .select(["resident.area_id", "resident.residence"])
        .where("arrival_id", "=", arrivalId)
        .forUpdate("arrival")
        .executeTakeFirst();
    },

    /** One arrival as it stands now; voided ones are gone. */
    find: (arrivalId: string) =>
      standing(context)
        .selectAll("arrival")
        .select(["resident.area_id", "resident.residence"])
        .where("arrival_id", "=", arrivalId)
        .executeTakeFirst(),

    /** Keeps what the arrival said until now, and says the new. */
    async correct(arrivalId: string, assessed: AssessedJourney): Promise<void> {
      await sql`
        insert into arrival_history (${sql.join(keptColumns.map((column) => sql.ref(column)))},
          known_until)
        select ${sql.join(keptColumns.map((column) => sql.ref(column)))}, ${now}
        from arrival where town_id = ${town.townId} and arrival_id = ${arrivalId}`.execute(db);
      await db
        .updateTable("arrival")
        .set({ ...columnsOf(assessed), recorded_by: recordedBy, known_from: now })
        .set({ revision: sql<number>`revision + 1` })
        .where("town_id", "=", town.townId)
        .where("arrival_id", "=", arrivalId)
        .execute();
    },

    async voidIt(arrivalId: string, reason: string): Promise<void> {
      await db
        .updateTable("arrival")
        .set({ voided_at: now, voided_by: recordedBy, void_reason: reason, awaiting_until: null })
        .where("town_id", "=", town.townId)
        .where("arrival_id", "=", arrivalId)
        .execute();
    },

    /** Notes the order issued for an arrival, and how it stands. */
    async noteOrder(
      arrivalId: string,
      order: {
        orderId: string;
        state: "issued" | "released" | "revoked";
        awaitingUntil: Day | undefined;
      },
    ): Promise<void> {
      await db
        .updateTable("arrival")
        .set({
          order_id: order.orderId,
          order_state: order.state,
          awaiting_until: order.awaitingUntil ?? null,
        })
        .where("town_id", "=", town.townId)
        .where("arrival_id", "=", arrivalId)
        .execute();
    },

    /** Each person's latest journey of the town, for rules that hold from a day on. */
    latestJourneys: (from: Day, to: Day) =>
      db
        .selectFrom("arrival")
        .innerJoin("known_resident as resident", (join) =>
          join
            .onRef("resident.town_id", "=", "arrival.town_id")
            .onRef("resident.known_as", "=", "arrival.resident_id"),
        )
        .distinctOn("resident.resident_id")
        .selectAll("arrival")
        .select(["resident.name", "resident.residence"])
        .where("arrival.town_id", "=", town.townId)
        .where("voided_at", "is", null)
        .where("arrived_on", ">=", from)
        .where("arrived_on", "<=", to)
        .orderBy("resident.resident_id")
        .orderBy("arrived_on", "desc")
        .execute(),

    /** Where the register has somebody, in or outside the reach. */
    person: (residentId: string) =>
      db
        .selectFrom("known_resident")
        .select(["area_id as areaId", "residence"])
        .where("town_id", "=", town.townId)
        .where("known_as", "=", residentId)
        .executeTakeFirst(),

    /** The county and province the town says it lies in. */
    place: () =>
      db
        .selectFrom("town")
        .select(["county", "province"])
        .where("town_id", "=", town.townId)
        .executeTakeFirstOrThrow(),
  };
}

/** Arrivals within the reach, voided ones too, with the person and the person's area. */
export function arrivals({ db, town, reach }: QueryContext) {
  return db
    .selectFrom("arrival")
    .innerJoin("known_resident as resident", (join) =>
      join
        .onRef("resident.town_id", "=", "arrival.town_id")
        .onRef("resident.known_as", "=", "arrival.resident_id"),
    )
    .where("arrival.town_id", "=", town.townId)
    .$if(!reach.all, (query) => query.where("resident.area_id", "=", within(reach)));
}

function standing(context: QueryContext) {
  return arrivals(context).where("voided_at", "is", null);
}

const keptColumns = [
  "town_id",
  "arrival_id",
  "revision",
  "origin_code",
  "origin_detail",
  "transit_codes",
  "left_origin_on",
  "arrived_on",
  "transport",
  "transport_number",
  "is_close_contact",
  "door",
  "note",
  "assessment",
  "policy_version_id",
  "measure",
  "distance",
  "risk_by",
  "recorded_by",
  "known_from",
] as const;

function columnsOf({
  journey,
  assessment,
  policyVersionId,
  origin,
  awaitingUntil,
}: AssessedJourney) {
  return {
    origin_code: journey.originCode,
    origin_detail: journey.originDetail ?? null,
    transit_codes: journey.transitCodes,
    left_origin_on: journey.leftOriginOn ?? null,
    arrived_on: journey.arrivedOn,
    transport: journey.transport,
    transport_number: journey.transportNumber ?? null,
    is_close_contact: journey.isCloseContact,
    door: journey.door,
    note: journey.note ?? null,
    assessment: json(assessment),
    policy_version_id: policyVersionId,
    measure: assessment.measure,
    distance: origin.distance,
    risk_by: origin.riskBy ?? null,
    awaiting_until: awaitingUntil ?? null,
  };
}

type JourneyRow = Omit<Selectable<ArrivalTable>, "town_id">;

/** The journey as it was entered. */
export function journeyFrom(row: JourneyRow): Journey {
  return {
    originCode: row.origin_code,
    originDetail: row.origin_detail ?? undefined,
    transitCodes: row.transit_codes,
    leftOriginOn: row.left_origin_on ?? undefined,
    arrivedOn: row.arrived_on,
    transport: row.transport,
    transportNumber: row.transport_number ?? undefined,
    isCloseContact: row.is_close_contact,
    door: row.door,
    note: row.note ?? undefined,
  };
}
