/** What the stores of households and residents share: the reach of a call. */

import { countedUpTo } from "@lianfang/core/kernel/page.ts";
import type { SubjectKind } from "@lianfang/core/registry/history.ts";
import { type RawBuilder, sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { subjectTables } from "./subjects.ts";
import "../organization/tables.ts";
import "./tables.ts";

export type Scope = Pick<QueryContext, "db" | "town" | "reach">;

export const mostCounted = countedUpTo;

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

/** A record's id in a query of its table. */
export function idOf(kind: SubjectKind): RawBuilder<string> {
  const { table, key } = subjectTables[kind];
  return sql<string>`${sql.ref(`${table}.${key}`)}`;
}

/** Which records: some of those chosen, or all of them but some. */
export type Picked<Choice> = Choice & {
  only?: readonly string[] | undefined;
  except?: readonly string[] | undefined;
};

/** What the ticks beside a list's rows demand of a record's id. */
export function picked(
  id: RawBuilder<string>,
  { only, except = [] }: Picked<object>,
): RawBuilder<boolean> {
  const isNamed = only ? sql`${id} = ${anyOf(only)}` : sql`true`;
  return except.length === 0
    ? sql<boolean>`${isNamed}`
    : sql<boolean>`(${isNamed} and ${id} <> all(${[...except]}::uuid[]))`;
}

/** The id a resident is known by, whatever id is asked for. */
export function knownId(townId: string, residentId: string): RawBuilder<string> {
  return sql<string>`(select known_resident.resident_id from known_resident
    where known_resident.town_id = ${townId} and known_resident.known_as = ${residentId})`;
}

/**
 * For `=` in a condition on what names a resident: every id the person was ever known by, since
 * records that became part of another go on being named.
 */
export function anyIdOf(townId: string, residentId: string): RawBuilder<string> {
  return sql<string>`any(array(
    select every.known_as from known_resident every
    join known_resident asked on asked.town_id = every.town_id
      and asked.resident_id = every.resident_id
    where asked.town_id = ${townId} and asked.known_as = ${residentId}))`;
}

/**
 * A limit as part of the statement's text. Were it a parameter, a plan for any limit would be made
 * for a tenth of all rows, and read the whole table for a page.
 */
export function atMost(rows: number): RawBuilder<number> {
  return sql.lit(rows);
}
