import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { isRoot } from "./account.ts";
import { type EmbeddedPostgres, runningEmbedded, startEmbedded } from "./embedded.ts";
import { isAlive, livingPostmaster } from "./postmaster.ts";

/** A folder for a data folder, which root's database must be able to pass through. */
function roomForData(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "lianfang-embedded-"));
  chmodSync(folder, 0o711);
  return folder;
}

const room = roomForData();
const folder = path.join(room, "data");
afterAll(() => rmSync(room, { recursive: true, force: true }));

async function ask<Row extends pg.QueryResultRow>(
  server: Pick<EmbeddedPostgres, "connection">,
  statement: string,
): Promise<Row[]> {
  const client = new pg.Client(server.connection("owner"));
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

/** Starts the database in a process of its own, which writes numbers and prints each one kept. */
function startWriter(): ChildProcess {
  const script = fileURLToPath(new URL("./writer-fixture/writer.ts", import.meta.url));
  return spawn(process.execPath, [script, folder], { stdio: ["ignore", "pipe", "inherit"] });
}

async function nextLine(writer: ChildProcess): Promise<string> {
  if (!writer.stdout) throw new Error("the writer has no output");
  for await (const line of createInterface({ input: writer.stdout })) return line;
  throw new Error("the writer ended");
}

test("a new cluster speaks Chinese, keeps what it is told, and is kept", async () => {
  const server = await startEmbedded({ folder });
  await ask(server, "CREATE TABLE kept (n int)");
  await ask(server, "INSERT INTO kept VALUES (1)");
  const [trigrams] = await ask<{ n: number }>(
    server,
    `SELECT count(*)::int AS n FROM regexp_matches('东莞村', '\\w', 'g')`,
  );
  expect(trigrams?.n).toBe(3);
  const [sorted] = await ask<{ names: string[] }>(
    server,
    `SELECT array_agg(name ORDER BY name COLLATE "zh-x-icu") AS names
       FROM unnest(ARRAY['张', '李', '安']) AS name`,
  );
  expect(sorted?.names).toEqual(["安", "李", "张"]);
  await server.stop();
  expect(livingPostmaster(path.join(folder, "postgres"))).toBeUndefined();

  const again = await startEmbedded({ folder });
  expect(await ask(again, "SELECT n FROM kept")).toEqual([{ n: 1 }]);
  await again.stop();
});

test("what was acknowledged survives kill -9 of the process, again and again", async () => {
  let last = 0;
  for (let round = 0; round < 3; round += 1) {
    const writer = startWriter();
    const acknowledged: number[] = [];
    if (writer.stdout) {
      createInterface({ input: writer.stdout }).on("line", (line) =>
        acknowledged.push(Number(line)),
      );
    }
    while (acknowledged.length < 50) await new Promise((resolve) => setTimeout(resolve, 10));
    writer.kill("SIGKILL");
    await once(writer, "close");

    const server = await startEmbedded({ folder });
    const rows = await ask<{ n: number }>(server, "SELECT n FROM written ORDER BY n");
    const kept = new Set(rows.map(({ n }) => n));
    expect(acknowledged.filter((n) => !kept.has(n))).toEqual([]);
    expect(kept.size).toBeGreaterThan(last);
    last = kept.size;
    await server.stop();
  }
});

test("the database ends with the process that started it", async () => {
  const writer = startWriter();
  await nextLine(writer);
  const postmaster = livingPostmaster(path.join(folder, "postgres"));
  expect(runningEmbedded(folder)?.pid).toBe(postmaster?.pid);
  writer.kill("SIGKILL");
  await expect.poll(() => isAlive(postmaster?.pid ?? 0), { timeout: 10_000 }).toBe(false);
  expect(runningEmbedded(folder)).toBeUndefined();
});

test("a postmaster that is killed is started again, under the same address", async () => {
  const outcomes: string[] = [];
  const server = await startEmbedded({ folder, onDeath: (outcome) => outcomes.push(outcome) });
  const before = server.pid;
  process.kill(before, "SIGKILL");
  await expect.poll(() => outcomes, { timeout: 10_000 }).toEqual(["restarted"]);
  expect(server.pid).not.toBe(before);
  expect(await ask(server, "SELECT n FROM kept")).toEqual([{ n: 1 }]);
  await server.stop();
});

test("a pid file that names some other process by now locks nothing", async () => {
  const pidFile = path.join(folder, "postgres", "postmaster.pid");
  const left = [process.pid, "/elsewhere", 1, 5432, "", "", "0 0", "ready"].join("\n");
  writeFileSync(pidFile, `${left}\n`);
  const server = await startEmbedded({ folder });
  expect(await ask(server, "SELECT n FROM kept")).toEqual([{ n: 1 }]);
  await server.stop();
});

test("a path too long for a socket is no hindrance", async () => {
  const deep = path.join(room, "很长的文件夹名".repeat(8), "data");
  const server = await startEmbedded({ folder: deep, durable: false });
  expect(await ask(server, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  await server.stop();
});

test.runIf(isRoot())("root's data may lie where nobody else can look", async () => {
  const hidden = path.join(room, "hidden");
  mkdirSync(hidden, { mode: 0o700 });
  const server = await startEmbedded({ folder: path.join(hidden, "data"), durable: false });
  expect(await ask(server, "SELECT current_user AS me")).toEqual([{ me: "lianfang_owner" }]);
  await server.stop();
});

test("passwords that are missing are said to be", async () => {
  const other = path.join(room, "no-secrets");
  await (await startEmbedded({ folder: other, durable: false })).stop();
  rmSync(path.join(other, "postgres-roles.json"));
  await expect(startEmbedded({ folder: other })).rejects.toThrow(/postgres-roles\.json/);
});

test("the log holds no row's values", async () => {
  const server = await startEmbedded({ folder });
  await ask(server, "CREATE TABLE person (name text PRIMARY KEY)");
  await ask(server, "INSERT INTO person VALUES ('王小明')");
  await expect(ask(server, "INSERT INTO person VALUES ('王小明')")).rejects.toThrow(/duplicate/);
  await server.stop();
  const log = readFileSync(path.join(folder, "postgres.log"), "utf8");
  expect(log).toContain("person_pkey");
  expect(log).not.toContain("王小明");
});
