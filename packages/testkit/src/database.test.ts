import pg from "pg";
import { expect, test } from "vitest";
import { cloneDatabase, testDatabase } from "./database.ts";

const { pool, connection, ownerConnection } = await testDatabase();

async function ask(config: pg.ClientConfig, statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}

test("has the schema, migrated", async () => {
  const applied = await pool.query("SELECT name FROM schema_migration ORDER BY name");
  expect(applied.rows[0].name).toBe("0001_kernel");
});

test("is apart from every other", async () => {
  const other = await cloneDatabase();
  await other.pool.query("INSERT INTO instance_state VALUES ('colour', '1')");
  const here = await pool.query("SELECT FROM instance_state WHERE name = 'colour'");
  expect(here.rowCount).toBe(0);
  await other.drop();
  await expect(ask(other.connection, "SELECT 1")).rejects.toThrow(/does not exist/);
});

test("lets the application use rows and not tables", async () => {
  await ask(connection, "INSERT INTO instance_state VALUES ('here', '1')");
  await expect(ask(connection, "CREATE TABLE mine ()")).rejects.toThrow(/permission denied/);
  await expect(ask(connection, "DROP TABLE instance_state")).rejects.toThrow(/must be owner/);
  await expect(ask(connection, "TRUNCATE instance_state")).rejects.toThrow(/permission denied/);
});

test("gives the application what the owner adds later, in whatever schema", async () => {
  await ask(ownerConnection, "CREATE SCHEMA later CREATE TABLE thing (n int, s serial)");
  const written = await ask(connection, "INSERT INTO later.thing VALUES (1) RETURNING s");
  expect(written.rows).toEqual([{ s: 1 }]);
});
