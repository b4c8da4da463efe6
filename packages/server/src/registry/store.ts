/** What the stores of households and residents share: the reach of a call and the conditions of a search. */
import type { Search } from "@lianfang/core/registry/rules.ts";
import { type RawBuilder, sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import "../organization/tables.ts";
import "./tables.ts";

export type Scope = Pick<QueryContext, "db" | "town" | "reach">;

/** Matches are counted up to here. */
export const mostCounted = 10_000;
/** Candidates of a search by last digits that are opened and compared. */
export const mostCandidates = 2_000;

/**
 * The areas a list covers: those the call may see, narrowed to one and what lies under it.
 * @returns undefined when nothing narrows it
 */
export async function areasSought(
  { db, town, reach }: Scope,
  areaId: string | undefined,
): Promise<readonly string[] | undefined> {
  if (areaId === undefined) return reach.all ? undefined : reach.areaIds;
  const under = sql<string[]>`areas_under(${town.townId}::uuid, 'area', ${areaId}::uuid)`;
  const row = await db.selectNoFrom(under.as("ids")).executeTakeFirstOrThrow();
  return reach.all ? row.ids : row.ids.filter((id) => reach.areaIds.includes(id));
}

/** Whether a household may be put into the area: a village, community or grid within reach. */
export async function isHabitable({ db, town, reach }: Scope, areaId: string): Promise<boolean> {
  const area = await db
    .selectFrom("area")
    .select("area_id")
    .where("town_id", "=", town.townId)
    .where("area_id", "=", areaId)
    .where("kind", "!=", "town")
    .$if(!reach.all, (query) => query.where("area_id", "=", within(reach)))
    .executeTakeFirst();
  return area !== undefined;
}

/** For `area_id =` in every query of a call that does not see the whole town. */
export function within(reach: QueryContext["reach"]): RawBuilder<string> {
  return anyOf(reach.all ? [] : reach.areaIds);
}

/** For `=` in a condition. One id is said as one: then an index hands its rows over in its order. */
export function anyOf(ids: readonly string[]): RawBuilder<string> {
  const [only] = ids;
  return ids.length === 1 ? sql<string>`${only}::uuid` : sql<string>`any(${[...ids]}::uuid[])`;
}

/**
 * A limit as part of the statement's text. Were it a parameter, a plan for any limit would be made
 * for a tenth of all rows, and read the whole table for a page.
 */
export function atMost(rows: number): RawBuilder<number> {
  return sql.lit(rows);
}

/** Texts of a household that are searched; as in its index. */
const householdText = sql`(household.number || ' ' || coalesce(household.villagers_group, '') || ' ' || coalesce(household.address, ''))`;

/** A text found anywhere in another; the index knows its pairs, the rest is compared. */
function holds(text: RawBuilder<unknown>, sought: string): RawBuilder<boolean> {
  return sql<boolean>`(search_grams(${text}) @> search_wanted(${sought})
    and strpos(search_folded(${text}), search_folded(${sought})) > 0)`;
}

/**
 * Areas whose name holds the text. Asked for beforehand, so that the planner knows how few of the
 * households they are: none, mostly.
 */
export async function areasNamed({ db, town }: Scope, { text }: Search): Promise<string[]> {
  const rows = await db
    .selectFrom("area")
    .select("area_id")
    .where("town_id", "=", town.townId)
    .where("kind", "!=", "town")
    .where(sql<boolean>`strpos(search_folded(name), search_folded(${text})) > 0`)
    .execute();
  return rows.map((row) => row.area_id);
}

/** Households by number, group, address, the head's name, given areas, or given ids. */
export function householdMatches(
  townId: string,
  { text }: Search,
  areaIds: readonly string[],
  byTail: readonly string[],
): RawBuilder<boolean> {
  const inAreas = areaIds.length === 0 ? sql`` : sql`or household.area_id = ${anyOf(areaIds)}`;
  return sql<boolean>`(${holds(householdText, text)}
    or household.household_id = any(array(
      select resident.household_id from resident
      where resident.town_id = ${townId} and resident.removed_at is null
        and resident.relation = 'head' and ${holds(sql`resident.name`, text)}))
    ${inAreas}
    or household.household_id = ${anyOf(byTail)})`;
}

/** Residents by name, their household's number, group or address, or given ids. */
export function residentMatches(
  townId: string,
  { text }: Search,
  byTail: readonly string[],
): RawBuilder<boolean> {
  return sql<boolean>`(${holds(sql`resident.name`, text)}
    or resident.household_id = any(array(
      select household.household_id from household
      where household.town_id = ${townId} and household.removed_at is null
        and ${holds(householdText, text)}))
    or resident.resident_id = ${anyOf(byTail)})`;
}
