import type { BuiltOn, ChangeKind, SubjectKind } from "@lianfang/core/registry/history.ts";
import { type RawBuilder, sql } from "kysely";
import type { CommandContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { inPieces } from "../kernel/database/pieces.ts";
import { keepBefore } from "./change-store.ts";
import { moveMembers, type RecordRow, writeRows } from "./record-store.ts";
import { vaultOf } from "./sealed.ts";
import { subjectTables } from "./subjects.ts";

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
  /** What the first change was, and in which write. */
  what: ChangeKind;
  writeId: string;
}

/** How many records go into one statement. */
const atOnce = 2_000;

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
      what, write_id as "writeId",
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
      and record.${sql.ref(key)} = ${anyOf(subjectIds)}
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
  onDone: (records: number) => void = () => {},
): Promise<void> {
  const asOf = new Map(given.map((step) => [step.subjectId, step.asOf]));
  const made = given.filter(isCreation).map((step) => step.subjectId);
  for (const some of inPieces(made, atOnce)) {
    await keepBefore(context, kind, some, "undone", asOf);
    await putAway(context, kind, some);
    onDone(some.length);
  }
  const what = opposite(given[0]?.what);
  for (const some of inPieces(
    given.filter((step) => !isCreation(step)),
    atOnce,
  )) {
    const ids = some.map(({ subjectId }) => subjectId);
    const before = await rowsBefore(context, some);
    await keepBefore(context, kind, ids, what, asOf);
    await writeRows(context, kind, before);
    if (kind === "household") await moveMembers(context, ids);
    onDone(some.length);
  }
}

export function isCreation({ what }: Step): boolean {
  return what === "created";
}

/** A merge taken back is told as such, and so is one taken back by mistake. */
function opposite(what: ChangeKind | undefined): "merged" | "unmerged" | "undone" {
  if (what === "merged") return "unmerged";
  return what === "unmerged" ? "merged" : "undone";
}

const entered = "entered-by-mistake";

async function putAway(
  { db, town, now }: CommandContext,
  kind: SubjectKind,
  ids: readonly string[],
): Promise<void> {
  const { table, key } = subjectTables[kind];
  const reason = kind === "household" ? sql`` : sql`, removal_reason = ${entered}`;
  await sql`
    update ${sql.table(table)}
    set removed_at = ${now} ${reason}, changed_at = ${now}, revision = revision + 1
    where town_id = ${town.townId} and ${sql.ref(key)} = ${anyOf(ids)}`.execute(db);
}

/** The rows as they were before the steps' first changes, as a JSON array. */
async function rowsBefore(context: CommandContext, given: readonly Step[]): Promise<RecordRow[]> {
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
  const own = new Set(given.map(({ subjectId }) => subjectId));
  const taken: BuiltOn[] = [];
  for (const some of inPieces(
    given.filter((step) => !isCreation(step)),
    atOnce,
  )) {
    const before = JSON.stringify(await rowsBefore(context, some));
    const { rows } = await sql<{ subjectId: string; name: string }>`
      select record.${sql.ref(key)} as "subjectId", ${nameOf(kind)} as "name"
      from jsonb_populate_recordset(null::${sql.table(table)}, ${before}::jsonb) was
      join ${sql.table(table)} record on record.town_id = ${town.townId}
        and record.${sql.ref(column)} = was.${sql.ref(column)} and record.removed_at is null
      where was.removed_at is null and record.${sql.ref(key)} <> was.${sql.ref(key)}`.execute(db);
    const others = rows.filter(({ subjectId }) => !own.has(subjectId));
    taken.push(...others.map((row) => ({ ...row, kind, why: "taken" as const })));
  }
  return taken;
}

function nameOf(kind: SubjectKind): RawBuilder<unknown> {
  return kind === "household" ? sql`record.number` : sql`record.name`;
}

/** The records that stand in the way, with who changed them last. */
export async function lastChanges(
  { db, town }: CommandContext,
  kind: SubjectKind,
  subjectIds: readonly string[],
  why: "changed" | "tied",
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
      and record.${sql.ref(key)} = ${anyOf(subjectIds)}`.execute(db);
  return rows.map(({ by, ...row }) => ({ ...row, kind, why, by: by ?? undefined }));
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
      and (household_id = ${anyOf(ids.household)}
        or resident_id = ${anyOf(ids.resident)})`.execute(db);
  return rows.map((row) => ({ ...row, kind: "resident", why: "member" }));
}

/**
 * After putting back: who is on the register and rents from one of the given households, or has one of
 * the given residents for a proxy, that is not.
 */
export async function leaning(
  { db, town }: CommandContext,
  ids: { household: readonly string[]; resident: readonly string[] },
): Promise<BuiltOn[]> {
  const { rows } = await sql<{ subjectId: string; name: string }>`
    select resident.resident_id as "subjectId", resident.name from household
    join resident on resident.town_id = household.town_id
      and resident.landlord_household_id = household.household_id
    where household.town_id = ${town.townId} and household.removed_at is not null
      and household.household_id = ${anyOf(ids.household)}
      and resident.removed_at is null
    union
    select resident.resident_id, resident.name from resident proxy
    join resident on resident.town_id = proxy.town_id
      and resident.proxy_resident_id = proxy.resident_id
    where proxy.town_id = ${town.townId} and proxy.removed_at is not null
      and proxy.resident_id = ${anyOf(ids.resident)}
      and resident.removed_at is null`.execute(db);
  return rows.map((row) => ({ ...row, kind: "resident", why: "leans" }));
}

/** These residents as targets somebody may answer for. */
export function people(residentIds: readonly string[]): RawBuilder<unknown> {
  return sql`select 'person' as kind, unnest(${[...residentIds]}::uuid[]) as target_id`;
}
