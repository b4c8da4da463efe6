import { testDatabase } from "@lianfang/testkit/database.ts";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { json } from "./database.ts";
import { migrate, schemaState } from "./migrate.ts";

const { db, pool, ownerConnection } = await testDatabase();

async function one<Row>(query: ReturnType<typeof sql<Row>>): Promise<Row | undefined> {
  return (await query.execute(db)).rows[0];
}

describe("what comes from the database", () => {
  test("is instants in UTC, days as days, and counts as numbers", async () => {
    const row = await one(sql`
      select timestamptz '2020-02-05 12:00:00.123456+08' as instant, date '2020-02-05' as day,
        count(*) as count, 1.5::numeric as share, '{"a":[1]}'::jsonb as document`);
    expect(row).toEqual({
      instant: "2020-02-05T04:00:00.123Z",
      day: "2020-02-05",
      count: 1,
      share: 1.5,
      document: { a: [1] },
    });
  });

  test.each([[[1, "二", null]], [{ zh: "引号\"'\\" }], ["text"], [null]])(
    "as a document is what was put in: %j",
    async (value) => {
      expect(await one(sql`select ${json<unknown>(value)} as value`)).toEqual({ value });
    },
  );
});

describe("a connection that is lost", () => {
  test("between two statements of a transaction fails that one, and the process goes on", async () => {
    const lost = db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await pool.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
      await expect.poll(async () => (await stillThere(rows[0]?.pid)).length).toBe(0);
      await sql`select 1`.execute(tx);
    });
    await expect(lost).rejects.toThrow();
    expect(await one(sql`select 1 as one`)).toEqual({ one: 1 });
  });

  test("while it waits in the pool is replaced", async () => {
    await sql`select 1`.execute(db);
    await pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    for (let time = 0; time < 12; time += 1) {
      await expect.poll(() => one(sql`select 1 as one`)).toEqual({ one: 1 });
    }
  });
});

async function stillThere(pid: number | undefined): Promise<unknown[]> {
  return (await pool.query("select from pg_stat_activity where pid = $1", [pid])).rows;
}

describe("the schema", () => {
  test("is current, and migrating again applies nothing", async () => {
    expect(await schemaState(db)).toMatchObject({ isCurrent: true });
    const { openDatabase, openPool } = await import("./database.ts");
    const owner = openDatabase(openPool(ownerConnection, 1));
    expect(await migrate(owner)).toEqual([]);
    await owner.destroy();
  });

  test("begins every key with the town, so that it distributes by it", async () => {
    const { rows } = await sql<{ found: string }>`
      select i.indrelid::regclass || ': ' || c.relname as found
      from pg_index i
      join pg_class c on c.oid = i.indexrelid
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
      where i.indisunique and a.attname <> 'town_id'
        and i.indrelid in (
          select attrelid from pg_attribute join pg_class t on t.oid = attrelid
          where attname = 'town_id' and t.relkind = 'r' and t.relnamespace = 'public'::regnamespace)
    `.execute(db);
    expect(rows).toEqual([]);
  });

  test("refers from town to town's own rows only", async () => {
    const { rows } = await sql<{ found: string }>`
      select conrelid::regclass || ': ' || conname as found
      from pg_constraint
      join pg_attribute a on a.attrelid = conrelid and a.attnum = conkey[1]
      where contype = 'f' and a.attname <> 'town_id'
        and connamespace = 'public'::regnamespace`.execute(db);
    expect(rows).toEqual([]);
  });
});
