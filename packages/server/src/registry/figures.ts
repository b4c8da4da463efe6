/** The register in numbers, as it stood at the cut-off. */
import { cityPrefix } from "@lianfang/core/policy/divisions.ts";
import { type RawBuilder, sql } from "kysely";
import type { Figure, FigureQuery, FigureScope } from "../kernel/figures/figures.ts";
import type { PremisesTable } from "./premises-tables.ts";
import "./premises-tables.ts";
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

/** Commuters who stay in the city and leave its county (区外市内). */
async function commutersOutside(scope: FigureScope): Promise<FigureQuery> {
  const county = await countyOf(scope);
  const commuters = residents(scope).where("commute_frequency", "is not", null);
  if (county === undefined) return commuters.where(sql.lit(false));
  return commuters
    .where(sql<boolean>`starts_with(commute_division, ${cityPrefix(county)})`)
    .where("commute_division", "!=", county);
}

/**
 * Tenants registered in the town's city; of whom no place is known, those the register has as
 * registered here.
 */
async function localTenants(scope: FigureScope): Promise<FigureQuery> {
  const county = await countyOf(scope);
  const tenants = residents(scope).where("tenancy", "is not", null);
  return tenants.where(isLocal(county));
}

async function tenantsFromOutside(scope: FigureScope): Promise<FigureQuery> {
  const county = await countyOf(scope);
  const tenants = residents(scope).where("tenancy", "is not", null);
  return tenants.where(sql<boolean>`not ${isLocal(county)}`);
}

function isLocal(county: string | undefined): RawBuilder<boolean> {
  const here = sql<boolean>`residence <> 'lives-here'`;
  if (county === undefined) return here;
  return sql<boolean>`coalesce(starts_with(registered_division, ${cityPrefix(county)}), ${here})`;
}

async function countyOf({ db, town }: FigureScope): Promise<string | undefined> {
  const row = await db
    .selectFrom("town")
    .select("division_code")
    .where("town_id", "=", town.townId)
    .executeTakeFirstOrThrow();
  return row.division_code ?? undefined;
}

type Kind = PremisesTable["kind"];

function premises({ db, town, at }: FigureScope, ...kinds: readonly Kind[]) {
  return db
    .selectFrom("premises")
    .select([
      sql<string>`'premises'`.as("subject_kind"),
      sql<string>`premises_id::text`.as("subject_id"),
      "name as label",
      "area_id",
      "created_at as at",
      one.as("value"),
    ])
    .where("town_id", "=", town.townId)
    .where("created_at", "<=", at)
    .where((eb) => eb.or([eb("removed_at", "is", null), eb("removed_at", ">", at)]))
    .where(sql<boolean>`not absences @> ${at}::timestamptz`)
    .$if(kinds.length > 0, (query) => query.where("kind", "in", kinds));
}

/** Premises that were in the state at the cut-off, as was known then. */
function inState(
  scope: FigureScope,
  state: PremisesTable["state"],
  ...kinds: readonly Kind[]
): FigureQuery {
  const { at } = scope;
  return premises(scope, ...kinds).where(sql<boolean>`${state} = (
    select known.state from premises_state known
    where known.town_id = premises.town_id and known.premises_id = premises.premises_id
      and known.known_at <= ${at}
    order by known.revision desc limit 1)`);
}

/** Those that resume work (复工), not trade (复业). */
const works: readonly Kind[] = ["enterprise", "construction-site", "quarry"];

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
  { id: "registry.commuters.outsideDistrict", rows: commutersOutside },
  {
    id: "registry.commuters.daily",
    rows: (scope) => residents(scope).where("commute_frequency", "=", "daily"),
  },
  {
    id: "registry.occupation.taxiDrivers",
    rows: (scope) => residents(scope).where("listed_trade", "=", "taxi"),
  },
  {
    id: "registry.occupation.busAndOther",
    rows: (scope) => residents(scope).where("listed_trade", "!=", "taxi"),
  },
  { id: "registry.rentals", rows: (scope) => premises(scope, "rented-dwelling") },
  {
    id: "registry.tenants",
    rows: (scope) => residents(scope).where("tenancy", "is not", null),
  },
  { id: "registry.tenants.fromOutside", rows: tenantsFromOutside },
  { id: "registry.tenants.local", rows: localTenants },
  {
    id: "registry.tenants.neverLeft",
    rows: (scope) => residents(scope).where("tenancy", "=", "stayed"),
  },
  {
    id: "registry.tenants.notReturned",
    rows: (scope) => residents(scope).where("tenancy", "=", "away"),
  },
  {
    id: "registry.tenants.returned",
    rows: (scope) => residents(scope).where("tenancy", "=", "returned"),
  },
  // What has been screened of premises is what the register knows of them.
  { id: "screening.premises.enterprises", rows: (scope) => premises(scope, "enterprise") },
  { id: "screening.premises.construction", rows: (scope) => premises(scope, "construction-site") },
  { id: "screening.premises.quarries", rows: (scope) => premises(scope, "quarry") },
  { id: "screening.premises.rentals", rows: (scope) => premises(scope, "rented-dwelling") },
  { id: "screening.premises.lodgings", rows: (scope) => premises(scope, "lodging") },
  { id: "screening.premises.busStations", rows: (scope) => premises(scope, "station") },
  { id: "venues.closed", rows: (scope) => inState(scope, "closed") },
  { id: "resumption.enterprises", rows: (scope) => inState(scope, "resumed", ...works) },
];
