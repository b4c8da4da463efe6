/**
 * Screening in numbers: people, not journeys. Each is counted once, by the latest journey known at
 * the cut-off, in the area of the household. What was put right or taken back later counts as it
 * was known then.
 */
import { sql } from "kysely";
import type { Figure, FigureQuery, FigureScope } from "../kernel/figures/figures.ts";
import "../registry/tables.ts";
import "./tables.ts";

/** Journeys as known at the cut-off, one for each person: the latest. */
function latest({ db, town, at }: FigureScope) {
  return db
    .selectFrom("arrival_as_known as known")
    .leftJoin("merged_resident as merged", (join) =>
      join
        .onRef("merged.town_id", "=", "known.town_id")
        .onRef("merged.merged_id", "=", "known.resident_id")
        .on("merged.merged_at", "<=", at),
    )
    .innerJoin("resident", (join) =>
      join
        .onRef("resident.town_id", "=", "known.town_id")
        .on((eb) =>
          eb(
            "resident.resident_id",
            "=",
            eb.fn.coalesce("merged.merged_into", "known.resident_id"),
          ),
        ),
    )
    .distinctOn("resident.resident_id")
    .where("known.town_id", "=", town.townId)
    .where("known_from", "<=", at)
    .where((eb) => eb.or([eb("known_until", "is", null), eb("known_until", ">", at)]))
    .where((eb) => eb.or([eb("voided_at", "is", null), eb("voided_at", ">", at)]))
    .orderBy("resident.resident_id")
    .orderBy("known.arrived_on", "desc");
}

/** Everybody whose journey was entered and assessed, arrived or announced. */
function screened(scope: FigureScope): FigureQuery {
  return latest(scope).select([
    sql<string>`'resident'`.as("subject_kind"),
    sql<string>`resident.resident_id::text`.as("subject_id"),
    "resident.name as label",
    "resident.area_id",
    "known.known_from as at",
    sql<number>`1`.as("value"),
  ]);
}

interface Came {
  /** How far from; anywhere when absent. */
  distances?: readonly ("same-county" | "same-city" | "same-province" | "other-province")[];
  /** Came from, or passed through, a risk region of the policy by which the journey was assessed. */
  riskBy?: "origin" | "transit";
}

/** People who have come, the day of the cut-off included; announced ones have not. */
function came({ distances, riskBy }: Came = {}) {
  return (scope: FigureScope): FigureQuery => {
    const people = latest(scope)
      .select([
        sql<string>`'arrival'`.as("subject_kind"),
        sql<string>`known.arrival_id::text`.as("subject_id"),
        "resident.name as label",
        "resident.area_id",
        "known.known_from as at",
        sql<number>`1`.as("value"),
        "known.distance",
        "known.risk_by",
      ])
      .where("known.arrived_on", "<=", scope.day);
    return scope.db
      .selectFrom(people.as("person"))
      .select(["subject_kind", "subject_id", "label", "area_id", "at", "value"])
      .$if(distances !== undefined, (query) => query.where("distance", "in", distances ?? []))
      .$if(riskBy !== undefined, (query) => query.where("risk_by", "=", riskBy ?? "origin"));
  };
}

/**
 * `returnees` are all who came; of them `otherProvince` and `sameProvince` (the town's own city and
 * county included) tell how far from, and leave out those from abroad. `riskArea` and `transit` cut
 * across: from, or only through, a 重点地区 or medium or high risk region.
 */
export const screeningFigures: readonly Figure[] = [
  { id: "screening.screened", rows: screened },
  { id: "screening.returnees", rows: came() },
  { id: "screening.returnees.riskArea", rows: came({ riskBy: "origin" }) },
  { id: "screening.returnees.otherProvince", rows: came({ distances: ["other-province"] }) },
  {
    id: "screening.returnees.sameProvince",
    rows: came({ distances: ["same-province", "same-city", "same-county"] }),
  },
  { id: "screening.transit", rows: came({ riskBy: "transit" }) },
];
