/**
 * A town for each seed: one is founded through the API, and its rows are copied under other ids, as
 * every key begins with the town's. So a town can also be put back to yesterday by itself, though
 * all are in one database.
 */
import { addMinutes } from "@lianfang/core/kernel/time.ts";
import { openSession } from "@lianfang/server/kernel/session/session.ts";
import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { startApplication, type TestApplication } from "../application.ts";
import { answerFor, observe } from "../observed.ts";
import { foundTestTown, type TestTown } from "../town.ts";

export interface Worker {
  accountId: string;
  userName: string;
  home: "A" | "B";
}

export interface Stage {
  application: TestApplication;
  template: TestTown;
  workers: readonly Worker[];
  /** Orders by the area they are in. */
  orders: Readonly<Record<"A" | "B", readonly string[]>>;
  /** Copies of the template, each used once. */
  townIds: readonly string[];
  /** The state of what phones write, of one town. */
  snapshot(townId: string): Promise<Snapshot>;
  /** Puts it back, around all rules, as whoever copies files does. */
  putBack(townId: string, snapshot: Snapshot): Promise<void>;
  signIn(townId: string, worker: Worker): Promise<string>;
  close(): Promise<void>;
}

export type Snapshot = ReadonlyMap<string, unknown>;

/** What a backup of the town's would bring back that matters here; accounts are as they are. */
const written = [
  "journal",
  "journal_seal",
  "journal_conflict",
  "observation_reading",
  "sync_device",
  "sync_quarantine",
  "sync_history",
];
/** Of the template's own making, and no matter to its copies. */
const leftOut = [...written, "session", "response_key"];

export async function openStage(count: number): Promise<Stage> {
  const application = await startApplication({ at: "2020-02-05T04:00:00.000Z" });
  const template = await foundTestTown(application);
  const { areas, director, townId } = template;
  await answerFor(template, areas.villageA);
  await answerFor(template, areas.villageB);
  const orders: Record<"A" | "B", string[]> = { A: [], B: [] };
  for (let at = 0; at < 3; at += 1) {
    orders.A.push((await observe(director, areas.villageA)).orderId);
    orders.B.push((await observe(director, areas.villageB)).orderId);
  }
  const workers: Worker[] = [];
  for (const home of ["A", "B", "A"] as const) {
    const areaId = home === "A" ? areas.villageA : areas.villageB;
    const somebody = await template.as("grid-worker", { areaId });
    const { accountId, userName } = await somebody.call.accounts.me({});
    workers.push({ accountId, userName, home });
  }
  const around = new pg.Pool({ ...application.superuser, max: 4 });
  around.on("error", () => {});
  const townIds = Array.from({ length: count }, () => uuidv7());
  await copyTown(around, townId, townIds);
  const columns = await columnsOf(around);
  const { kernel } = application.app;
  return {
    application,
    template,
    workers,
    orders,
    townIds,
    snapshot: async (id) =>
      new Map(await Promise.all(written.map((table) => rows(around, table, id)))),
    putBack: (id, snapshot) => putBack(around, columns, id, snapshot),
    async signIn(id, { accountId }) {
      const account = { townId: id, accountId };
      return openSession(kernel.db, account, addMinutes(kernel.clock.now(), 0));
    },
    async close() {
      await around.end();
      await application.close();
    },
  };
}

type Columns = ReadonlyMap<string, string>;

/** Of every table of a town's: its columns that can be written, as SQL. */
async function columnsOf(around: pg.Pool): Promise<Columns> {
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

async function copyTown(around: pg.Pool, from: string, to: readonly string[]): Promise<void> {
  const columns = await columnsOf(around);
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

async function rows(around: pg.Pool, table: string, townId: string): Promise<[string, unknown]> {
  const found = await around.query(
    `select coalesce(jsonb_agg(to_jsonb(t)), '[]')::text as rows from ${table} t where town_id = $1`,
    [townId],
  );
  return [table, found.rows[0]?.rows];
}

async function putBack(
  around: pg.Pool,
  columns: Columns,
  townId: string,
  snapshot: Snapshot,
): Promise<void> {
  await aroundRules(around, async (client) => {
    for (const [table, rows] of snapshot) {
      const names = columns.get(table) ?? "";
      await client.query(`delete from ${table} where town_id = $1`, [townId]);
      await client.query(
        `insert into ${table} (${names}) overriding system value
         select ${names} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
        [rows],
      );
    }
  });
}
