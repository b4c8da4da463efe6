/** A town on a database that flushes to disk, as it would run; for measuring. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Application, type Caller, openApplication } from "@lianfang/server/app.ts";
import { type SettableClock, settableClock } from "@lianfang/server/kernel/clock.ts";
import type { SessionCookie } from "@lianfang/server/kernel/context.ts";
import { startEmbedded } from "@lianfang/server/kernel/postgres/embedded.ts";
import { openSession } from "@lianfang/server/kernel/session/session.ts";
import pg from "pg";
import { pino } from "pino";
import { v7 as uuidv7 } from "uuid";

export interface Stage {
  app: Application;
  clock: SettableClock;
  townId: string;
  /** The town's director, signed in. */
  director: Caller;
  cookie: SessionCookie;
  villages: readonly string[];
  /** Connects around the application, as the database's superuser. */
  superuser: pg.ClientConfig;
  /** A folder the database server reads. */
  folder: string;
  /** Sets the clock, and signs the director in again: sessions don't outlast such leaps. */
  moveTo(instant: string): Promise<void>;
  close(): Promise<void>;
}

const start = "2020-02-03T01:00:00.000Z";

export interface StageOptions {
  /** A data folder that is kept, for what takes long to build; a fleeting one when absent. */
  keptIn?: string | undefined;
}

/** Founds a town with sixteen villages on 3 February 2020, unless the folder kept has it. */
export async function openStage({ keptIn }: StageOptions = {}): Promise<Stage> {
  const folder = keptIn ?? mkdtempSync(path.join(tmpdir(), "lianfang-bench-"));
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o711); // root's PostgreSQL runs under another account
  const server = await startEmbedded({ folder });
  const clock = settableClock(start);
  const app = await openApplication({
    connection: server.connection("app"),
    ownerConnection: server.connection("owner"),
    dataFolder: folder,
    clock,
    log: pino({ level: "error" }),
    version: "bench",
  });
  const { call: director, cookie } = visitor(app);
  const villages = Array.from({ length: 16 }, (_, at) => `第${at + 1}村`);
  const account = (await foundBefore(app)) ?? (await foundTown(director, await app.foundingCode()));
  cookie.set(await openSession(app.kernel.db, account, start));
  return {
    app,
    clock,
    townId: account.townId,
    director,
    cookie,
    villages,
    superuser: server.connection("superuser"),
    folder,
    async moveTo(instant) {
      clock.set(instant);
      cookie.set(await openSession(app.kernel.db, account, instant));
    },
    async close() {
      await app.close();
      await server.stop();
      if (!keptIn) rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function foundBefore({ kernel }: Application) {
  const row = await kernel.db
    .selectFrom("town")
    .innerJoin("account", "account.town_id", "town.town_id")
    .select(["town.town_id", "account_id"])
    .where("user_name", "=", "director")
    .orderBy("founded_at")
    .orderBy("town.town_id")
    .executeTakeFirst();
  return row && { townId: row.town_id, accountId: row.account_id };
}

/** Founds a town of sixteen villages as its director. */
export function foundTown(director: Caller, code: string | undefined, name = "青石镇") {
  return director.organization.found({
    id: uuidv7(),
    code: code ?? "",
    source: { from: "blank", name, villages: 16, era: "2020" },
    responseName: "新冠肺炎疫情防控",
    director: { userName: "director", displayName: "何镇长", password: "正月初二-crossing-9" },
  });
}

/** Somebody at a browser. */
export function visitor(app: Application): { call: Caller; cookie: SessionCookie } {
  const cookie = emptyCookie();
  const call = app.caller({ locale: "zh-CN", address: "192.0.2.1", session: cookie });
  return { call, cookie };
}

function emptyCookie(): SessionCookie {
  const cookie: SessionCookie = {
    token: undefined,
    set: (token) => {
      cookie.token = token;
    },
    clear: () => {
      cookie.token = undefined;
    },
  };
  return cookie;
}

/** Runs a statement around the application. */
export async function administer(stage: Stage, statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ ...stage.superuser, database: "lianfang" });
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}

/** How long something takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** Median and 95th percentile of repeated runs, in milliseconds; the first few are not counted. */
export async function latency(
  work: () => Promise<unknown>,
  runs = 60,
): Promise<{ median: number; p95: number }> {
  const times: number[] = [];
  for (let run = -10; run < runs; run += 1) {
    const ms = await timed(work);
    if (run >= 0) times.push(ms);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor((times.length - 1) * share)] ?? 0;
  return { median: at(0.5), p95: at(0.95) };
}

/** A line of the result. */
export interface Measured {
  what: string;
  result: string;
  /** Against what it is measured, or how much there was. */
  beside: string;
}
