import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import type { SubjectKind } from "@lianfang/core/registry/history.ts";
import type { RegisterChange } from "@lianfang/core/registry/history-contract.ts";
import { sql } from "kysely";
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

interface ChangeRow {
  revision: number;
  as_of: number;
  what: RegisterChange["what"];
  write_id: string;
  before: Buffer | null;
  /** The next change's before; null at the last one. */
  after: Buffer | null;
  entry: string;
  import_id: string | null;
  with_id: string | null;
  with_name: string | null;
  actor_name: string | null;
  happened_at: string | null;
  received_at: string;
}

/** A record's changes, newest first; undefined where it is not there or out of reach. */
export async function historyOf(
  context: QueryContext,
  input: Subject & PageInput,
): Promise<Page<RegisterChange> | undefined> {
  const record = await recordOf(context, input);
  if (!record) return undefined;
  const rows = await changesOf(context, input);
  const vault = await vaultOf(context);
  const opened = rows.map((row) => ({ ...row, ...statesOf(row, record, vault) }));
  const names = await namesIn(
    context,
    opened.flatMap(({ was, became }) => (was ? [was, became] : [])),
  );
  return toPage(
    opened,
    input.limit,
    (row) => [row.revision],
    (row) => ({
      revision: row.revision,
      what: row.what,
      entry: row.entry,
      writeId: row.write_id,
      importId: row.import_id ?? undefined,
      with: row.with_id ? { residentId: row.with_id, name: row.with_name ?? undefined } : undefined,
      actorName: row.actor_name ?? undefined,
      happenedAt: row.happened_at ?? undefined,
      receivedAt: row.received_at,
      fields: fieldChanges(input.kind, row, names, vault),
      canUndo: row.as_of === record.asOf,
    }),
  );
}

function statesOf(
  { before, after }: ChangeRow,
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

async function changesOf(
  { db, town, reach }: QueryContext,
  { kind, subjectId, after, limit }: Subject & PageInput,
): Promise<ChangeRow[]> {
  const [before] = after ? decodeCursor(after, 1) : [];
  const { rows } = await sql<ChangeRow>`
    select change.revision, change.as_of, change.what, change.write_id, change.before,
      next.before as after, journal.entry, journal.happened_at, journal.received_at,
      case journal.subject_kind when 'import' then journal.subject_ids[1] end as import_id,
      account.display_name as actor_name, partner.resident_id as with_id,
      case when ${reach.all ? sql`true` : sql`partner.area_id = ${within(reach)}`}
        then partner.name end as with_name
    from register_change change
    join journal on journal.town_id = change.town_id and journal.id = change.write_id
    left join account on account.town_id = change.town_id and account.account_id = journal.actor_id
    left join register_change next on next.town_id = change.town_id
      and next.subject_id = change.subject_id and next.revision = change.revision + 1
    left join lateral (
      select resident_id, name, area_id from register_change together
      join resident using (town_id)
      where change.what in ('merged', 'unmerged') and together.town_id = change.town_id
        and together.write_id = change.write_id and together.what = change.what
        and together.subject_id <> change.subject_id and resident.resident_id = together.subject_id
      order by together.subject_id = any(journal.subject_ids) desc, resident_id
      limit 1) partner on true
    where change.town_id = ${town.townId} and change.subject_id = ${subjectId}
      and change.subject_kind = ${kind}
      ${before === undefined ? sql`` : sql`and change.revision < ${before}::int`}
    order by change.revision desc
    limit ${atMost(limit + 1)}`.execute(db);
  return rows;
}
