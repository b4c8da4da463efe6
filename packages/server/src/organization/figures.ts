/** The organisation in numbers. Areas, units and service are counted as they stood at the cut-off. */
import type { AreaKind, StaffKind, UnitKind } from "@lianfang/core/organization/contract.ts";
import { sql } from "kysely";
import type { z } from "zod";
import type { Figure, FigureQuery, FigureScope } from "../kernel/figures/figures.ts";
import { bearsName } from "./name-figures.ts";
import "./tables.ts";

const one = sql<number>`1`;

function areasOf(kinds: readonly z.infer<typeof AreaKind>[]) {
  return ({ db, town, at }: FigureScope): FigureQuery =>
    db
      .selectFrom("area_as_known as area")
      .select([
        sql<string>`'area'`.as("subject_kind"),
        sql<string>`area_id::text`.as("subject_id"),
        "name as label",
        "area_id",
        "known_from as at",
        one.as("value"),
      ])
      .where("town_id", "=", town.townId)
      .where("kind", "in", kinds)
      .where("known_from", "<=", at)
      .where((eb) => eb.or([eb("known_until", "is", null), eb("known_until", ">", at)]));
}

/** A unit counts for an area when it covers just that one. */
function unitsOf(kind: z.infer<typeof UnitKind>) {
  return ({ db, town, at }: FigureScope): FigureQuery =>
    db
      .selectFrom("unit")
      .select([
        sql<string>`'unit'`.as("subject_kind"),
        sql<string>`unit_id::text`.as("subject_id"),
        "name as label",
        sql<string | null>`(
          select (array_agg(c.area_id))[1] from unit_area c
          where c.town_id = unit.town_id and c.unit_id = unit.unit_id
          having count(*) = 1)`.as("area_id"),
        "formed_at as at",
        one.as("value"),
      ])
      .where("town_id", "=", town.townId)
      .where("kind", "=", kind)
      .where("formed_at", "<=", at)
      .unionAll(
        db
          .selectFrom("unit_former")
          .select([
            sql<string>`'unit'`.as("subject_kind"),
            sql<string>`unit_id::text`.as("subject_id"),
            "name as label",
            "area_id",
            "known_from as at",
            one.as("value"),
          ])
          .where("town_id", "=", town.townId)
          .where("kind", "=", kind)
          .where("known_from", "<=", at)
          .where("known_until", ">", at),
      );
}

/** @param kinds everybody when absent */
function serving(kinds?: readonly z.infer<typeof StaffKind>[]) {
  return ({ db, town, at }: FigureScope): FigureQuery => {
    const query = db
      .selectFrom("staff_service as service")
      .innerJoin("staff", (join) =>
        join
          .onRef("staff.town_id", "=", "service.town_id")
          .onRef("staff.staff_id", "=", "service.staff_id"),
      )
      .select([
        sql<string>`'staff'`.as("subject_kind"),
        sql<string>`staff.staff_id::text`.as("subject_id"),
        "staff.name as label",
        "staff.area_id",
        "service.from_at as at",
        one.as("value"),
      ])
      .where("service.town_id", "=", town.townId)
      .where("service.from_at", "<=", at)
      .where((eb) => eb.or([eb("until_at", "is", null), eb("until_at", ">", at)]));
    return kinds ? query.where("service.kind", "in", kinds) : query;
  };
}

/**
 * Villages and communities with nobody's name on them at the cut-off, at any level of the chain:
 * part of `org.unassigned`, beside what other modules watch.
 */
export function unansweredAreas(scope: FigureScope): FigureQuery {
  const { town, at } = scope;
  const named = bearsName(town.townId, { kind: "area", id: sql`area.area_id`, at });
  return areasOf(["village", "community"])(scope).where(sql<boolean>`not ${named}`);
}

export const organizationFigures: readonly Figure[] = [
  { id: "org.villages", rows: areasOf(["village", "community"]) },
  { id: "org.grids", rows: areasOf(["grid"]) },
  { id: "org.units", rows: unitsOf("combat-unit") },
  { id: "org.taskForces", rows: unitsOf("task-force") },
  { id: "org.mobilised", rows: serving() },
  { id: "org.cadres", rows: serving(["town-cadre", "village-cadre"]) },
  { id: "org.volunteers", rows: serving(["volunteer"]) },
];
