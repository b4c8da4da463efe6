import type { BuiltOn, SubjectKind } from "@lianfang/core/registry/history.ts";
import { type RawBuilder, sql } from "kysely";
import type { CommandContext } from "../kernel/context.ts";
import { keepBefore } from "./change-store.ts";
import { vaultOf } from "./sealed.ts";
import { bookkeeping, subjectTables } from "./subjects.ts";

/** A record on its way back to what it was. */
export interface Step {
  kind: SubjectKind;
  subjectId: string;
  /** The first change that is taken back. */
  first: number;
  /** The revision it equals after the last of them. */
  leaves: number;
  /** The revision it equals afterwards; 0 where it was not there yet. */
  asOf: number;
  isCreation: boolean;
}

/** How many records go into one statement. */
const atOnce = 10_000;

/** The changes one write made, a step for each record it touched; none when there was no such write. */
export function stepsOfWrite(context: CommandContext, writeId: string): Promise<Step[]> {
  return steps(context, sql`write_id = ${writeId}`);
}

/** One change of one record. */
export async function stepOf(
  context: CommandContext,
  change: { kind: SubjectKind; subjectId: string; revision: number },
): Promise<Step | undefined> {
  const { kind, subjectId, revision } = change;
  const [step] = await steps(
    context,
    sql`subject_kind = ${kind} and subject_id = ${subjectId} and revision = ${revision}`,
  );
  return step;
}

async function steps({ db, town }: CommandContext, which: RawBuilder<unknown>): Promise<Step[]> {
  const { rows } = await sql<Step>`
    select distinct on (subject_id) subject_kind as "kind", subject_id as "subjectId",
      revision as "first",
      first_value(as_of) over (partition by subject_id order by revision desc) as "leaves",
      what = 'created' as "isCreation",
      coalesce((
        select earlier.as_of from register_change earlier
        where earlier.town_id = change.town_id and earlier.subject_id = change.subject_id
          and earlier.revision = change.revision - 1), revision - 1) as "asOf"
    from register_change change
    where town_id = ${town.townId} and ${which}
    order by subject_id, revision`.execute(db);
  return rows;
}

export interface Standing {
  subjectId: string;
  revision: number;
  /** The revision it equals. */
  asOf: number;
  areaId: string;
}

/** How the records stand now; locked until the transaction ends. */
export async function standingNow(
  { db, town }: CommandContext,
  kind: SubjectKind,
  subjectIds: readonly string[],
): Promise<Standing[]> {
  const { table, key } = subjectTables[kind];
  const { rows } = await sql<Standing>`
    select record.${sql.ref(key)} as "subjectId", record.revision, area_id as "areaId",
      coalesce((
        select as_of from register_change change
        where change.town_id = record.town_id and change.subject_id = record.${sql.ref(key)}
          and change.revision = record.revision), record.revision) as "asOf"
    from ${sql.table(table)} record
    where record.town_id = ${town.townId}
      and record.${sql.ref(key)} = any(${[...subjectIds]}::uuid[])
    for update of record`.execute(db);
  return rows;
}

/**
 * Puts the records back: those the changes made are off the register, the others as they were.
 * Keeps what they are now, so that this can be undone too. Repeated columns and members follow.
 */
export async function putBack(
  context: CommandContext,
  kind: SubjectKind,
  given: readonly Step[],
): Promise<void> {
  const asOf = new Map(given.map((step) => [step.subjectId, step.asOf]));
  const made = given.filter((step) => step.isCreation).map((step) => step.subjectId);
  for (const some of inPieces(made)) {
    await keepBefore(context, kind, some, "undone", asOf);
    await putAway(context, kind, some);
  }
  for (const some of inPieces(given.filter((step) => !step.isCreation))) {
    const ids = some.map(({ subjectId }) => subjectId);
    const before = await rowsBefore(context, some);
    await keepBefore(context, kind, ids, "undone", asOf);
    await restoreRows(context, kind, before);
    if (kind === "household") await moveMembers(context, ids);
  }
}

function* inPieces<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let from = 0; from < items.length; from += atOnce) yield items.slice(from, from + atOnce);
}

const entered = "entered-by-mistake";

async function putAway(
  { db, town, now }: CommandContext,
  kind: SubjectKind,
  ids: readonly string[],
): Promise<void> {
  const { table, key } = subjectTables[kind];
  const reason = kind === "resident" ? sql`, removal_reason = ${entered}` : sql``;
  await sql`
    update ${sql.table(table)}
    set removed_at = ${now} ${reason}, changed_at = ${now}, revision = revision + 1
    where town_id = ${town.townId} and ${sql.ref(key)} = any(${[...ids]}::uuid[])`.execute(db);
}

/** The rows as they were before the steps' first changes, as a JSON array. */
async function rowsBefore(
  context: CommandContext,
  given: readonly Step[],
): Promise<Record<string, unknown>[]> {
  const { db, town } = context;
  const { rows } = await sql<{ before: Buffer }>`
    select before from register_change
    join unnest(
      ${given.map(({ subjectId }) => subjectId)}::uuid[], ${given.map(({ first }) => first)}::int[]
    ) as step (subject_id, revision) using (subject_id, revision)
    where town_id = ${town.townId}`.execute(db);
  const vault = await vaultOf(context);
  return rows.map(({ before }) => JSON.parse(vault.open("change", before)));
}

async function restoreRows(
  context: CommandContext,
  kind: SubjectKind,
  before: readonly Record<string, unknown>[],
): Promise<void> {
  const { db, town, now } = context;
  const { table, key, repeated } = subjectTables[kind];
  const columns = await restorable(context, kind, Object.keys(before[0] ?? {}));
  const set = columns.map((column) => sql`${sql.ref(column)} = ${heldThen(column)}`);
  const place = repeated.map((column) => sql`${sql.ref(column)} = household.${sql.ref(column)}`);
  const household =
    kind === "resident"
      ? sql`join household on household.town_id = ${town.townId}
          and household.household_id = was.household_id`
      : sql``;
  await sql`
    update ${sql.table(table)} record
    set ${sql.join([...set, ...place, ...(kind === "resident" ? absence(now) : [])])},
      removed_at = case when was.removed_at is not null then coalesce(record.removed_at, ${now}) end,
      changed_at = ${now}, revision = record.revision + 1
    from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(before)}::jsonb) was
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

/** A resident is off the register from now on, not from then: past days counted as they did. */
function absence(now: string): RawBuilder<unknown>[] {
  return [
    sql`removal_reason = was.removal_reason`,
    sql`absences = case when was.removed_at is null and record.removed_at is not null
      then record.absences + tstzmultirange(tstzrange(record.removed_at, ${now}))
      else record.absences end`,
  ];
}

/** Of the columns known then, those that still are and that are not kept by other means. */
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

async function moveMembers({ db, town }: CommandContext, householdIds: readonly string[]) {
  await sql`
    update resident set area_id = household.area_id, number_key = household.number_key
    from household
    where household.town_id = ${town.townId}
      and household.household_id = any(${[...householdIds]}::uuid[])
      and resident.town_id = household.town_id
      and resident.household_id = household.household_id
      and (resident.area_id, resident.number_key) <> (household.area_id, household.number_key)
  `.execute(db);
}

/** What may be given to one record only, by kind. */
const unique: Partial<Record<SubjectKind, string>> = {
  household: "number",
  resident: "identity_blind",
};

/** Who has by now what the records would get back and only one may have. */
export async function takenMeanwhile(
  context: CommandContext,
  kind: SubjectKind,
  given: readonly Step[],
): Promise<BuiltOn[]> {
  const { db, town } = context;
  const { table, key } = subjectTables[kind];
  const column = unique[kind];
  if (!column) return [];
  const ids = given.map(({ subjectId }) => subjectId);
  const taken: BuiltOn[] = [];
  for (const some of inPieces(given.filter((step) => !step.isCreation))) {
    const before = JSON.stringify(await rowsBefore(context, some));
    const { rows } = await sql<{ subjectId: string; name: string }>`
      select record.${sql.ref(key)} as "subjectId", ${nameOf(kind)} as "name"
      from jsonb_populate_recordset(null::${sql.table(table)}, ${before}::jsonb) was
      join ${sql.table(table)} record on record.town_id = ${town.townId}
        and record.${sql.ref(column)} = was.${sql.ref(column)} and record.removed_at is null
      where was.removed_at is null and record.${sql.ref(key)} <> all(${ids}::uuid[])`.execute(db);
    taken.push(...rows.map((row) => ({ ...row, kind, why: "taken" as const })));
  }
  return taken;
}

function nameOf(kind: SubjectKind): RawBuilder<unknown> {
  return kind === "household" ? sql`record.number` : sql`record.name`;
}

/** Who did what last with records that changed since. */
export async function lastChanges(
  { db, town }: CommandContext,
  kind: SubjectKind,
  subjectIds: readonly string[],
): Promise<BuiltOn[]> {
  const { table, key } = subjectTables[kind];
  const { rows } = await sql<{ subjectId: string; name: string; by: string | null; at: string }>`
    select record.${sql.ref(key)} as "subjectId", ${nameOf(kind)} as "name", account.display_name as "by",
      journal.received_at as "at"
    from ${sql.table(table)} record
    left join register_change change on change.town_id = record.town_id
      and change.subject_id = record.${sql.ref(key)} and change.revision = record.revision
    left join journal on journal.town_id = record.town_id and journal.id = change.write_id
    left join account on account.town_id = record.town_id and account.account_id = journal.actor_id
    where record.town_id = ${town.townId}
      and record.${sql.ref(key)} = any(${[...subjectIds]}::uuid[])`.execute(db);
  return rows.map(({ by, ...row }) => ({ ...row, kind, why: "changed", by: by ?? undefined }));
}

/**
 * After putting back: who is on the register in a household that is not, among the given
 * households and residents.
 */
export async function homeless(
  { db, town }: CommandContext,
  ids: { household: readonly string[]; resident: readonly string[] },
): Promise<BuiltOn[]> {
  const { rows } = await sql<{ subjectId: string; name: string }>`
    select resident_id as "subjectId", name from resident
    join household using (town_id, household_id)
    where town_id = ${town.townId} and resident.removed_at is null
      and household.removed_at is not null
      and (household_id = any(${[...ids.household]}::uuid[])
        or resident_id = any(${[...ids.resident]}::uuid[]))`.execute(db);
  return rows.map((row) => ({ ...row, kind: "resident", why: "member" }));
}
