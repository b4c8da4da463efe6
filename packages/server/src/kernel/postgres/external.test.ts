import { testDatabase } from "@lianfang/testkit/database.ts";
import pg from "pg";
import { expect, test } from "vitest";
import { lockDatabase } from "./database-lock.ts";
import { checkServer, externalConnection } from "./external.ts";

const { connection } = await testDatabase();

test.each([
  ["postgresql://u:p@localhost/d", false],
  ["postgresql://u:p@127.0.0.1:5433/d", false],
  ["postgresql://u:p@[::1]/d", false],
  ["postgresql:///d?host=/var/run/postgresql", false],
  ["postgresql://u:p@db.example/d", { rejectUnauthorized: true }],
  ["postgresql://u:p@10.0.0.5/d", { rejectUnauthorized: true }],
])("%s is connected to with TLS only when it is elsewhere", (url, ssl) => {
  expect(externalConnection(url)).toEqual({ connectionString: url, ssl });
});

test("what the address says about TLS is left as it is", () => {
  const url = "postgresql://u:p@db.example/d?sslmode=disable";
  expect(externalConnection(url)).toEqual({ connectionString: url });
});

test("a database that may lose what it confirmed is refused, except for tests", async () => {
  await expect(checkServer(connection, false)).rejects.toThrow(
    /fsync, synchronous_commit, full_page_writes/,
  );
  await expect(checkServer(connection, true)).resolves.toBeUndefined();
});

test("a database that does not answer is said not to, without its password", async () => {
  const nowhere = { host: "127.0.0.1", port: 1, user: "u", password: "secret", database: "d" };
  const refused = await checkServer(nowhere, false).catch((error: Error) => error.message);
  expect(refused).toMatch(/ECONNREFUSED/);
  expect(refused).not.toContain("secret");
});

test("one server works on a database, until its connection is gone", async () => {
  const held = await lockDatabase(connection, () => {});
  await expect(lockDatabase(connection, () => {})).rejects.toThrow(String(process.pid));
  await held.release();
  const next = await lockDatabase(connection, () => {});
  await next.release();
});

test("a lock whose connection broke is taken again", async () => {
  const held = await lockDatabase(connection, () => {});
  const client = new pg.Client(connection);
  await client.connect();
  // Looked at from beside: whoever tried to take it might be the quicker one.
  const holder = async (): Promise<number | undefined> => {
    const { rows } = await client.query<{ pid: number }>(
      `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    return rows[0]?.pid;
  };
  const broken = await holder();
  await client.query("SELECT pg_terminate_backend($1)", [broken]);
  await expect.poll(holder).not.toBeOneOf([broken, undefined]);
  await client.end();
  await expect(lockDatabase(connection, () => {})).rejects.toThrow(String(process.pid));
  await held.release();
});
