/**
 * Observation in numbers, as known at the cut-off: orders issued, ended and read by then. People
 * are counted, each once, in the area of the household.
 */

import { sql } from "kysely";
import type { Figure, FigureQuery, FigureScope } from "../kernel/figures/figures.ts";
import { dueRows } from "./due-store.ts";
import { townWindows } from "./windows.ts";
import "../registry/tables.ts";
import "../screening/tables.ts";
import "./tables.ts";

const one = sql<number>`1`;

/** Orders issued by the cut-off and not revoked by then, each person's latest. */
function latestOrders({ db, town, at }: FigureScope) {
  return db
    .selectFrom("observation_order as o")
    .leftJoin("merged_resident as merged", (join) =>
      join
        .onRef("merged.town_id", "=", "o.town_id")
        .onRef("merged.merged_id", "=", "o.resident_id")
        .on("merged.merged_at", "<=", at),
    )
    .innerJoin("resident", (join) =>
      join
        .onRef("resident.town_id", "=", "o.town_id")
        .on((eb) =>
          eb("resident.resident_id", "=", eb.fn.coalesce("merged.merged_into", "o.resident_id")),
        ),
    )
    .distinctOn("resident.resident_id")
    .select([
      "o.order_id",
      "resident.resident_id",
      "o.arrival_id",
      "o.measure",
      "o.starts_at",
      "o.ends_at",
      "o.issued_at",
      "resident.household_id",
      "resident.area_id",
      "resident.name",
    ])
    .select(
      sql<
        string | null
      >`case when o.state = 'released' and o.ended_at <= ${at} then o.ended_at end`.as(
        "released_at",
      ),
    )
    .where("o.town_id", "=", town.townId)
    .where("o.issued_at", "<=", at)
    .where(sql<boolean>`not (o.state = 'revoked' and o.ended_at <= ${at})`)
    .orderBy("resident.resident_id")
    .orderBy("o.issued_at", "desc");
}

function people(scope: FigureScope) {
  return scope.db.selectFrom(latestOrders(scope).as("person"));
}

/** Bound at the cut-off: begun, not at 24:00 of the last day yet, not released. */
function bound(scope: FigureScope) {
  return people(scope)
    .where("starts_at", "<=", scope.at)
    .where("ends_at", ">", scope.at)
    .where("released_at", "is", null);
}

const asPerson = [
  sql<string>`'order'`.as("subject_kind"),
  sql<string>`order_id::text`.as("subject_id"),
  "name as label",
  "area_id",
  "issued_at as at",
  one.as("value"),
] as const;

const ever = (scope: FigureScope): FigureQuery => people(scope).select(asPerson);
const now = (scope: FigureScope): FigureQuery => bound(scope).select(asPerson);

/** Whose latest order was ended by release; who has gone on to another measure is not free yet. */
const released = (scope: FigureScope): FigureQuery =>
  people(scope).select(asPerson).where("released_at", "is not", null);

const inCentralIsolation = (scope: FigureScope): FigureQuery =>
  bound(scope).select(asPerson).where("measure", "=", "central-isolation");

/** Households with somebody bound in them. */
function households(scope: FigureScope): FigureQuery {
  const withNumber = bound(scope)
    .innerJoin("household", (join) =>
      join
        .on("household.town_id", "=", scope.town.townId)
        .onRef("household.household_id", "=", "person.household_id"),
    )
    .distinctOn("household.household_id")
    .select(["household.household_id", "household.number", "person.area_id", "person.issued_at"])
    .orderBy("household.household_id")
    .orderBy("person.issued_at");
  return scope.db
    .selectFrom(withNumber.as("watched"))
    .select([
      sql<string>`'household'`.as("subject_kind"),
      sql<string>`household_id::text`.as("subject_id"),
      "number as label",
      "area_id",
      "issued_at as at",
      one.as("value"),
    ]);
}

/** Bound people whose journey named them close contacts. */
const closeContacts = (scope: FigureScope): FigureQuery =>
  bound(scope)
    .innerJoin("arrival_as_known as known", (join) =>
      join
        .on("known.town_id", "=", scope.town.townId)
        .onRef("known.arrival_id", "=", "person.arrival_id"),
    )
    .select(asPerson)
    .where("known.known_from", "<=", scope.at)
    .where((eb) =>
      eb.or([eb("known.known_until", "is", null), eb("known.known_until", ">", scope.at)]),
    )
    .where("known.is_close_contact", "=", true);

/** Bound people whose last reading, taken and received by the cut-off, is a fever. */
const feverNow = (scope: FigureScope): FigureQuery =>
  bound(scope)
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom("observation_reading as reading")
          .select(["is_fever", "taken_at"])
          .where("reading.town_id", "=", scope.town.townId)
          .whereRef("reading.order_id", "=", "person.order_id")
          .where("received_at", "<=", scope.at)
          .where("taken_at", "<=", scope.at)
          .where(
            sql<boolean>`not exists (
              select from observation_reading newer
              where newer.town_id = reading.town_id and newer.corrects = reading.reading_id
                and newer.received_at <= ${scope.at})`,
          )
          .orderBy("taken_at", "desc")
          .orderBy("reading_id", "desc")
          .limit(1)
          .as("latest"),
      (join) => join.onTrue(),
    )
    .select([
      sql<string>`'order'`.as("subject_kind"),
      sql<string>`order_id::text`.as("subject_id"),
      "name as label",
      "area_id",
      "latest.taken_at as at",
      one.as("value"),
    ])
    .where("latest.is_fever", "=", true);

interface DueRow {
  order_id: string;
  name: string;
  area_id: string;
  from_at: string;
  reading_id: string | null;
  taken_at: string | null;
}

/** Windows of the cut-off's day begun by then, one row for each and order. */
async function begunToday(scope: FigureScope) {
  const windows = (await townWindows(scope)).on(scope.day).filter(({ from }) => from <= scope.at);
  const { at, town } = scope;
  const due = dueRows({ townId: town.townId, windows, at, areaIds: undefined });
  return scope.db.selectFrom(sql<DueRow>`(${due})`.as("due"));
}

/** An order adds the readings owed under it: windows of the day begun by the cut-off. */
const readingsDue = async (scope: FigureScope): Promise<FigureQuery> =>
  (await begunToday(scope))
    .select([
      sql<string>`'order'`.as("subject_kind"),
      sql<string>`order_id::text`.as("subject_id"),
      "name as label",
      "area_id",
      sql<string | null>`min(from_at)`.as("at"),
      sql<number>`count(*)`.as("value"),
    ])
    .groupBy(["order_id", "name", "area_id"]);

/** Of those windows the ones with a reading made in them (or their grace) and received by the cut-off. */
const readingsDone = async (scope: FigureScope): Promise<FigureQuery> =>
  (await begunToday(scope))
    .select([
      sql<string>`'reading'`.as("subject_kind"),
      sql<string>`reading_id::text`.as("subject_id"),
      "name as label",
      "area_id",
      "taken_at as at",
      one.as("value"),
    ])
    .where("reading_id", "is not", null);

/**
 * `people` = `current.people` + `released` + those whose order has ended by itself and awaits the
 * papers + those whose order begins later. `readings.due` and `.done` are of the cut-off's day.
 */
export const observationFigures: readonly Figure[] = [
  { id: "observation.people", rows: ever },
  { id: "observation.current.people", rows: now },
  { id: "observation.current.households", rows: households },
  { id: "observation.released", rows: released },
  { id: "observation.central.current", rows: inCentralIsolation },
  { id: "observation.closeContacts", rows: closeContacts },
  { id: "observation.feverNow", rows: feverNow },
  { id: "observation.readings.due", rows: readingsDue },
  { id: "observation.readings.done", rows: readingsDone },
];
