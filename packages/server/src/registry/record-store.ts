/** Whole rows of the register, for what is done to all kinds of records alike. */

import type { SubjectKind } from "@lianfang/core/registry/history.ts";
import { type RawBuilder, sql } from "kysely";
import type { CommandContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { bookkeeping, subjectTables } from "./subjects.ts";
import "../organization/tables.ts";
import "./tables.ts";

/** A row as JSON: column names, with bytes as `\x…`. */
export type RecordRow = Record<string, unknown>;

/** The rows as they stand, as JSON; locked until the transaction ends. */
export async function heldRows(
  { db, town }: CommandContext,
  kind: SubjectKind,
  subjectIds: readonly string[],
) {
  const { table, key } = subjectTables[kind];
  const { rows } = await sql<{ subject_id: string; revision: number; content: string }>`
    select ${sql.ref(key)} as subject_id, revision,
      (to_jsonb(${sql.table(table)}) - 'town_id')::text as content
    from ${sql.table(table)}
    where town_id = ${town.townId} and ${sql.ref(key)} = ${anyOf(subjectIds)}
    for update`.execute(db);
  return rows;
}

/**
 * Makes the records what the given rows say, in all they say; repeated columns follow. Rows that say
 * more or less than the table has today say of the rest nothing.
 */
export async function writeRows(
  context: CommandContext,
  kind: SubjectKind,
  given: readonly RecordRow[],
): Promise<void> {
  const { db, town, now } = context;
  const { table, key, repeated } = subjectTables[kind];
  const columns = await restorable(context, kind, Object.keys(given[0] ?? {}));
  if (kind === "resident") await freeNumbers(context, given);
  const set = columns.map((column) => sql`${sql.ref(column)} = ${heldThen(column)}`);
  const place = repeated.map((column) => sql`${sql.ref(column)} = household.${sql.ref(column)}`);
  const household =
    kind === "resident"
      ? sql`join household on household.town_id = ${town.townId}
          and household.household_id = was.household_id`
      : sql``;
  await sql`
    update ${sql.table(table)} record
    set ${sql.join([...set, ...place, ...(kind === "household" ? [] : absence(now))])},
      removed_at = case when was.removed_at is not null then coalesce(record.removed_at, ${now}) end,
      changed_at = ${now}, revision = record.revision + 1
    from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(given)}::jsonb) was
    ${household}
    where record.town_id = ${town.townId} and record.${sql.ref(key)} = was.${sql.ref(key)}`.execute(
    db,
  );
}

/** An area that has become part of another since stands for that one. */
function heldThen(column: string): RawBuilder<unknown> {
  const value = sql`was.${sql.ref(column)}`;
  return column === "area_id" ? sql`standing_area(record.town_id, ${value})` : value;
}

/** An identity number that passes from one record to another is off the one before it is on the other. */
async function freeNumbers(
  { db, town }: CommandContext,
  given: readonly RecordRow[],
): Promise<void> {
  await sql`
    update resident record set identity_blind = null
    from jsonb_populate_recordset(null::resident, ${JSON.stringify(given)}::jsonb) was
    where record.town_id = ${town.townId} and record.resident_id = was.resident_id
      and (record.identity_blind is distinct from was.identity_blind
        or was.removed_at is not null)`.execute(db);
}

/** It is off the register from now on, not from then: past days counted as they did. */
function absence(now: string): RawBuilder<unknown>[] {
  return [
    sql`removal_reason = was.removal_reason`,
    sql`absences = case when was.removed_at is null and record.removed_at is not null
      then record.absences + tstzmultirange(tstzrange(record.removed_at, ${now}))
      else record.absences end`,
  ];
}

/** Of the columns said, those that there are and that are not kept by other means. */
async function restorable(
  { db }: CommandContext,
  kind: SubjectKind,
  known: readonly string[],
): Promise<string[]> {
  const { table, key, repeated } = subjectTables[kind];
  const apart = [key, ...repeated, ...bookkeeping];
  const { rows } = await sql<{ column: string }>`
    select attname as "column" from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped
      and attgenerated = ''`.execute(db);
  return rows
    .map(({ column }) => column)
    .filter((column) => known.includes(column) && !apart.includes(column));
}

/** The members of households that changed area or number go with them. */
export async function moveMembers({ db, town }: CommandContext, householdIds: readonly string[]) {
  await sql`
    update resident set area_id = household.area_id, number_key = household.number_key
    from household
    where household.town_id = ${town.townId}
      and household.household_id = ${anyOf(householdIds)}
      and resident.town_id = household.town_id
      and resident.household_id = household.household_id
      and (resident.area_id, resident.number_key) <> (household.area_id, household.number_key)
  `.execute(db);
}
