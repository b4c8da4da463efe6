/**
 * Copies of a town's rows under other ids, as every key begins with the town's; and one town's rows
 * put back to what they were. Around all rules, as whoever copies files does.
 */
import type pg from "pg";

/** Rows by table, as JSON. */
export type Snapshot = string;

/** What a backup of the town's would bring back that matters here; accounts are as they are. */
const written = [
  "journal",
  "journal_seal",
  "journal_conflict",
  "observation_reading",
  "checkpoint_crossing",
  "checkpoint_crossing_replaced",
  "checkpoint_crossing_closing",
  "checkpoint_crossing_pair",
  "checkpoint_crossing_paired",
  "checkpoint_double",
  "sync_device",
  "sync_quarantine",
  "sync_history",
];
/** Of the template's own making, and no matter to its copies. */
const leftOut = [...written, "session", "response_key"];

export type Columns = ReadonlyMap<string, string>;

/** Of every table of a town's: its columns that can be written, as SQL. */
export async function columnsOf(around: pg.Pool): Promise<Columns> {
  const { rows } = await around.query<{ name: string; columns: string }>(`
    select t.table_name as name, string_agg(quote_ident(c.column_name), ', '
      order by c.ordinal_position) filter (where c.is_generated = 'NEVER') as columns
    from information_schema.tables t
    join information_schema.columns c using (table_schema, table_name)
    where t.table_schema = 'public' and t.table_type = 'BASE TABLE'
    group by 1 having bool_or(c.column_name = 'town_id')`);
  return new Map(rows.map(({ name, columns }) => [name, columns]));
}

async function aroundRules(
  around: pg.Pool,
  work: (client: pg.PoolClient) => Promise<void>,
): Promise<void> {
  const client = await around.connect();
  try {
    await client.query("begin");
    await client.query("set local session_replication_role = replica");
    await work(client);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}

export async function copyTown(
  around: pg.Pool,
  columns: Columns,
  from: string,
  to: readonly string[],
): Promise<void> {
  const tables = [...columns.keys()].filter((table) => !leftOut.includes(table));
  await aroundRules(around, async (client) => {
    for (const table of tables) {
      const names = columns.get(table) ?? "";
      await client.query(
        `insert into ${table} (${names}) overriding system value
         select ${names} from (
           select copied.* from ${table} original cross join unnest($2::uuid[]) as copy(id)
             cross join lateral jsonb_populate_record(
               original, jsonb_build_object('town_id', copy.id)) copied
           where original.town_id = $1) as copies`,
        [from, to],
      );
    }
  });
}

export async function snapshot(around: pg.Pool, townId: string): Promise<Snapshot> {
  const tables = written.map(
    (table) => `'${table}', (select coalesce(jsonb_agg(to_jsonb(t)), '[]')
      from ${table} t where town_id = $1)`,
  );
  const found = await around.query(
    `select jsonb_build_object(${tables.join(", ")})::text as rows`,
    [townId],
  );
  return found.rows[0]?.rows;
}

/** Each of two statements does all tables at once: rules that tie them together are not in force. */
export async function putBack(
  around: pg.Pool,
  columns: Columns,
  townId: string,
  rows: Snapshot,
): Promise<void> {
  const deleted = written.map((table) => `${table}_ as (delete from ${table} where town_id = $1)`);
  const inserted = written.map((table) => {
    const names = columns.get(table) ?? "";
    return `${table}_ as (
      insert into ${table} (${names}) overriding system value
      select ${names} from jsonb_populate_recordset(null::${table}, $1::jsonb -> '${table}'))`;
  });
  await aroundRules(around, async (client) => {
    await client.query(`with ${deleted.join(", ")} select`, [townId]);
    await client.query(`with ${inserted.join(", ")} select`, [rows]);
  });
}
