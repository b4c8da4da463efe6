/** A migrated database for each test file. */
import { randomBytes } from "node:crypto";
import { type Db, openDatabase, openPool } from "@lianfang/server/kernel/database/database.ts";
import pg from "pg";
import { afterAll, inject } from "vitest";
import type { TestCluster } from "./cluster.ts";

export interface TestDatabase {
  /** Connects as the running application does: reads and writes rows, changes no table. */
  connection: pg.ClientConfig;
  /** Connects as the owner of the tables. */
  ownerConnection: pg.ClientConfig;
  /** Connects as who may go around every rule. */
  superuserConnection: pg.ClientConfig;
  /** Connects as the application. */
  pool: pg.Pool;
  db: Db;
  /** Closes the pool and drops the database, whoever is still connected. */
  drop(): Promise<void>;
}

/**
 * A database of its own for a test file, dropped after its last test. Call it at the file's top:
 * `const { db } = await testDatabase();`
 */
export async function testDatabase(): Promise<TestDatabase> {
  const database = await cloneDatabase();
  afterAll(() => database.drop());
  return database;
}

/** A database to be dropped by the caller. */
export async function cloneDatabase(): Promise<TestDatabase> {
  const cluster = await testCluster();
  const name = `test_${randomBytes(6).toString("hex")}`;
  await administer(
    cluster,
    `CREATE DATABASE ${name} TEMPLATE ${cluster.template} OWNER ${cluster.owner.user}`,
  );
  const connection = { ...cluster.app, database: name };
  const pool = openPool(connection);
  return {
    connection,
    ownerConnection: { ...cluster.owner, database: name },
    superuserConnection: { ...cluster.superuser, database: name },
    pool,
    db: openDatabase(pool),
    drop: async () => {
      await pool.end();
      await administer(cluster, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function testCluster(): Promise<TestCluster> {
  const answer = await fetch(inject("testClusterAddress"));
  if (!answer.ok) throw new Error(`no test database: ${await answer.text()}`);
  return JSON.parse(await answer.text());
}

async function administer(cluster: TestCluster, statement: string): Promise<void> {
  const client = new pg.Client(cluster.superuser);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
