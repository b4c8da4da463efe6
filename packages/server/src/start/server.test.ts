import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, expect, test } from "vitest";
import { openOperation } from "../cli/skeleton/operation.ts";
import { runningEmbedded } from "../kernel/postgres/embedded.ts";
import { readSettings } from "../kernel/settings.ts";
import { holderOf } from "./data-lock.ts";

const room = mkdtempSync(path.join(os.tmpdir(), "lianfang-server-"));
chmodSync(room, 0o711); // root's PostgreSQL runs under another account
const folder = path.join(room, "data");
const environment = { LIANFANG_DATA: folder, PORT: "0", LIANFANG_LOG: "error", LANG: "en" };
const settings = readSettings(environment, []);

const started: Started[] = [];
afterEach(async () => {
  for (const { child, ended } of started.splice(0)) {
    child.kill("SIGKILL");
    await ended;
  }
});
afterAll(() => rmSync(room, { recursive: true, force: true }));

interface Started {
  child: ChildProcess;
  said(): string;
  /** The exit code, or the signal that ended it. */
  ended: Promise<number | string>;
}

function start(extra: Record<string, string> = {}): Started {
  const main = fileURLToPath(new URL("../main.ts", import.meta.url));
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, ...environment, ...extra },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (text) => {
      said += text;
    });
  }
  const ended = once(child, "exit").then(([code, signal]) => code ?? signal);
  const server = { child, said: () => said, ended };
  started.push(server);
  return server;
}

/** @returns the address it answers at */
async function ready(server: Started): Promise<string> {
  await expect.poll(server.said, { timeout: 30_000 }).toMatch(/is ready: http\S+/);
  return /is ready: (http\S+)/.exec(server.said())?.[1] ?? "";
}

test("starts, answers, keeps others out, lets commands in, and stops in order", async () => {
  const server = start();
  const address = await ready(server);
  const health = await (await fetch(`${address}/api/health`)).json();
  expect(health).toMatchObject({ status: "ok", database: "ok", schema: { isCurrent: true } });

  const second = start();
  expect(await second.ended).toBe(1);
  await expect.poll(second.said).toContain(`${address} (process ${server.child.pid})`);

  const operation = await openOperation(settings);
  await operation.application.kernel.db.executeQuery(
    operation.application.kernel.db.selectNoFrom((of) => of.val(1).as("one")).compile(),
  );
  await operation.close();
  expect((await fetch(`${address}/api/health`)).status).toBe(200);

  server.child.kill("SIGTERM");
  expect(await server.ended).toBe(0);
  await expect.poll(server.said).toContain("everything is saved");
  expect(runningEmbedded(folder)).toBeUndefined();
  expect(holderOf(folder)).toBeUndefined();
});

test("after kill -9 the next start takes over", async () => {
  const killed = start();
  await ready(killed);
  killed.child.kill("SIGKILL");
  await killed.ended;
  const next = start();
  const address = await ready(next);
  expect((await fetch(`${address}/api/health`)).status).toBe(200);
});

test("a command without a server starts the database for itself, and a server keeps out", async () => {
  const operation = await openOperation(settings);
  expect(holderOf(folder)?.pid).toBe(process.pid);
  const server = start();
  expect(await server.ended).toBe(1);
  await expect.poll(server.said).toContain(`Another process (${process.pid})`);
  await operation.close();
  expect(runningEmbedded(folder)).toBeUndefined();
  expect(holderOf(folder)).toBeUndefined();
});

test("a server whose parent is gone stops", async () => {
  const server = start();
  await ready(server);
  server.child.disconnect();
  expect(await server.ended).toBe(0);
});

test("a port that is taken is said to be, and nothing is left running", async () => {
  const server = start();
  const { port } = new URL(await ready(server));
  const other = path.join(room, "other");
  const second = start({ PORT: port, LIANFANG_DATA: other });
  expect(await second.ended).toBe(1);
  await expect.poll(second.said).toContain(`Port ${port} is taken`);
  expect(runningEmbedded(other)).toBeUndefined();
});
