import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import type { ChangeKind, SubjectKind } from "@lianfang/core/registry/history.ts";
import type { HistoryRow, RegisterChange } from "@lianfang/core/registry/history-contract.ts";
import { type RawBuilder, sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";
import { fieldChanges } from "./history-fields.ts";
import { namesIn } from "./names-store.ts";
import type { RecordRow } from "./record-store.ts";
import { vaultOf } from "./sealed.ts";
import { atMost, within } from "./store.ts";
import { subjectTables } from "./subjects.ts";
import "./tables.ts";

interface Subject {
  kind: SubjectKind;
  subjectId: string;
}

interface Record {
  content: RecordRow;
  asOf: number;
}

interface WriteRow {
  id: string;
  entry: string;
  subject_kind: string | null;
  first_id: string | null;
  reason: string | null;
  actor_name: string | null;
  token_name: string | null;
  happened_at: string | null;
  received_at: string;
  /** Of the change the write made to the record; all null where it made none. */
  revision: number | null;
  as_of: number | null;
  what: ChangeKind | null;
  before: Buffer | null;
  /** The next change's before; null at the last one. */
  after: Buffer | null;
  with_id: string | null;
  with_name: string | null;
}

/** What was written about a record, newest first; undefined where it is not there or out of reach. */
export async function historyOf(
  context: QueryContext,
  input: Subject & PageInput,
): Promise<Page<HistoryRow> | undefined> {
  const record = await recordOf(context, input);
  if (!record) return undefined;
  const vault = await vaultOf(context);
  const rows = (await writesAbout(context, input)).map((row) => ({
    ...row,
    ...statesOf(row, record, vault),
  }));
  const names = await namesIn(
    context,
    rows.flatMap(({ was, became }) => (was ? [was, became] : [])),
  );
  return toPage(
    rows,
    input.limit,
    (row) => [row.received_at, row.id, row.revision ?? 0],
    (row) => ({
      writeId: row.id,
      entry: row.entry,
      actorName: row.actor_name ?? undefined,
      tokenName: row.token_name ?? undefined,
      happenedAt: row.happened_at ?? undefined,
      receivedAt: row.received_at,
      about: aboutOf(row, input),
      reason: row.reason ?? undefined,
      change: changeOf(row, fieldChanges(input.kind, row, names, vault), record),
    }),
  );
}

function aboutOf({ subject_kind: kind, first_id: id }: WriteRow, { subjectId }: Subject) {
  return kind !== null && id !== null && id !== subjectId ? { kind, id } : undefined;
}

function changeOf(
  row: WriteRow,
  fields: RegisterChange["fields"],
  record: Record,
): RegisterChange | undefined {
  if (row.revision === null || row.what === null) return undefined;
  return {
    revision: row.revision,
    what: row.what,
    fields,
    with: row.with_id ? { residentId: row.with_id, name: row.with_name ?? undefined } : undefined,
    canUndo: row.as_of === record.asOf,
  };
}

function statesOf(
  { before, after }: WriteRow,
  record: Record,
  vault: { open(field: "change", sealed: Buffer): string },
): { was: RecordRow | undefined; became: RecordRow } {
  const opened = (sealed: Buffer): RecordRow => JSON.parse(vault.open("change", sealed));
  return {
    was: before ? opened(before) : undefined,
    became: after ? opened(after) : record.content,
  };
}

async function recordOf(
  { db, town, reach }: QueryContext,
  { kind, subjectId }: Subject,
): Promise<Record | undefined> {
  const { table, key } = subjectTables[kind];
  const { rows } = await sql<Record>`
    select to_jsonb(record) - 'town_id' as "content", coalesce((
      select as_of from register_change change
      where change.town_id = record.town_id and change.subject_id = ${subjectId}
        and change.revision = record.revision), record.revision) as "asOf"
    from ${sql.table(table)} record
    where town_id = ${town.townId} and ${sql.ref(key)} = ${subjectId}
      ${reach.all ? sql`` : sql`and area_id = ${within(reach)}`}`.execute(db);
  return rows[0];
}

/**
 * Writes about the record, and those that changed it among much else, as an import does. What was
 * written about records that became part of it belongs to it, but for their own changes.
 */
async function writesAbout(
  { db, town, reach }: QueryContext,
  { kind, subjectId, after, limit }: Subject & PageInput,
): Promise<WriteRow[]> {
  const { townId } = town;
  const mayName = reach.all ? sql`true` : sql`partner.area_id = ${within(reach)}`;
  const { rows } = await sql<WriteRow>`
    with written as (
      select id from journal
      where town_id = ${townId} and subject_ids @> array[${subjectId}::uuid]
      union
      select journal.id from merged_resident merged
      join journal on journal.town_id = merged.town_id
        and journal.subject_ids @> array[merged.merged_id] and journal.entry not like 'registry.%'
      where merged.town_id = ${townId} and merged.merged_into = ${subjectId}
      union
      select write_id from register_change where town_id = ${townId} and subject_id = ${subjectId}
    )
    select journal.id, journal.entry, journal.subject_kind, journal.subject_ids[1] as first_id,
      journal.details ->> 'reason' as reason, journal.happened_at, journal.received_at,
      account.display_name as actor_name, token.name as token_name, change.revision, change.as_of, change.what,
      change.before, next.before as after, partner.resident_id as with_id,
      case when ${mayName} then partner.name end as with_name
    from written
    join journal on journal.town_id = ${townId} and journal.id = written.id
    left join account on account.town_id = ${townId}
      and account.account_id = coalesce(journal.actor_id, ${importer})
    left join api_token token on token.town_id = ${townId} and token.token_id = journal.token_id
    left join register_change change on change.town_id = ${townId}
      and change.write_id = journal.id and change.subject_id = ${subjectId}
      and change.subject_kind = ${kind}
    left join register_change next on next.town_id = ${townId}
      and next.subject_id = ${subjectId} and next.revision = change.revision + 1
    left join resident partner on partner.town_id = ${townId}
      and change.what in ('merged', 'unmerged') and partner.resident_id = (
        select id from unnest(journal.subject_ids) with ordinality as subject (id, place)
        where id <> ${subjectId} order by place limit 1)
    where true ${after === undefined ? sql`` : sql`and ${isBehind(after)}`}
    order by journal.received_at desc, journal.id desc, change.revision desc nulls last
    limit ${atMost(limit + 1)}`.execute(db);
  return rows;
}

/** The program writes an import; whoever confirmed it did it. */
const importer = sql`(
  select confirmed.actor_id from journal confirmed
  where journal.subject_kind = 'import' and confirmed.town_id = journal.town_id
    and confirmed.entry = 'registry.import.confirmed'
    and confirmed.subject_ids @> array[journal.subject_ids[1]]
  order by confirmed.received_at desc
  limit 1)`;

function isBehind(cursor: string): RawBuilder<unknown> {
  const [at, id, revision] = decodeCursor(cursor, 3);
  return sql`(journal.received_at, journal.id, coalesce(change.revision, 0))
    < (${at}::timestamptz, ${id}::uuid, ${revision}::int)`;
}
