/** The register in numbers, as it stood at the cut-off. */
import { sql } from "kysely";
import type { Figure, FigureQuery, FigureScope } from "../kernel/figures/figures.ts";
import "./tables.ts";

const one = sql<number>`1`;

function households({ db, town, at }: FigureScope): FigureQuery {
  return db
    .selectFrom("household")
    .select([
      sql<string>`'household'`.as("subject_kind"),
      sql<string>`household_id::text`.as("subject_id"),
      "number as label",
      "area_id",
      "created_at as at",
      one.as("value"),
    ])
    .where("town_id", "=", town.townId)
    .where("created_at", "<=", at)
    .where((eb) => eb.or([eb("removed_at", "is", null), eb("removed_at", ">", at)]));
}

function residents({ db, town, at }: FigureScope) {
  return db
    .selectFrom("resident")
    .select([
      sql<string>`'resident'`.as("subject_kind"),
      sql<string>`resident_id::text`.as("subject_id"),
      "name as label",
      "area_id",
      "created_at as at",
      one.as("value"),
    ])
    .where("town_id", "=", town.townId)
    .where("created_at", "<=", at)
    .where((eb) => eb.or([eb("removed_at", "is", null), eb("removed_at", ">", at)]))
    .where(sql<boolean>`not absences @> ${at}::timestamptz`);
}

export const registryFigures: readonly Figure[] = [
  { id: "registry.households", rows: households },
  {
    id: "registry.residents",
    // 常住人口: who is registered here and lives elsewhere is not of them.
    rows: (scope) => residents(scope).where("residence", "!=", "registered-lives-elsewhere"),
  },
  {
    id: "registry.vulnerable",
    rows: (scope) => residents(scope).where(sql<boolean>`vulnerabilities <> '{}'`),
  },
];
