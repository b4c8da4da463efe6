/** The whole application on a database of its own, with a clock to set; as the tests drive it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Application, type Caller, openApplication } from "@lianfang/server/app.ts";
import { type SettableClock, settableClock } from "@lianfang/server/kernel/clock.ts";
import type { Connectors } from "@lianfang/server/kernel/connectors.ts";
import type { DemoCard, Locale, SessionCookie } from "@lianfang/server/kernel/context.ts";
import type { ClientConfig } from "pg";
import { pino } from "pino";
import { afterAll } from "vitest";
import { cloneDatabase } from "./database.ts";

export interface TestApplication {
  app: Application;
  clock: SettableClock;
  /** Of its database, as the application connects to it. */
  connection: ClientConfig;
  /** Of the same, around every rule. */
  superuser: ClientConfig;
  /** Somebody at a browser: holds the session cookie from call to call. */
  visitor(locale?: Locale): Visitor;
  close(): Promise<void>;
}

export interface Visitor {
  call: Caller;
  cookie: SessionCookie;
}

export interface TestApplicationOptions {
  /** The clock's start; noon of 5 February 2020 in China unless told. */
  at?: string;
  /** Whether reactions and scheduled jobs run. */
  withJobs?: boolean;
  demo?: { cards: DemoCard[] };
  connectors?: Connectors;
}

/** Opens an application for a test file and closes it after the file's last test. */
export async function testApplication(
  options: TestApplicationOptions = {},
): Promise<TestApplication> {
  const application = await startApplication(options);
  afterAll(() => application.close());
  return application;
}

export async function startApplication(
  options: TestApplicationOptions = {},
): Promise<TestApplication> {
  const database = await cloneDatabase();
  const dataFolder = mkdtempSync(join(tmpdir(), "lianfang-test-"));
  const clock = settableClock(options.at ?? "2020-02-05T04:00:00.000Z");
  const app = await openApplication({
    connection: database.connection,
    ownerConnection: database.ownerConnection,
    dataFolder,
    clock,
    log: pino({ level: process.env.LIANFANG_LOG ?? "error" }),
    version: "test",
    demo: options.demo,
    connectors: options.connectors,
  });
  if (options.withJobs) await app.startJobs();
  return {
    app,
    clock,
    connection: database.connection,
    superuser: database.superuserConnection,
    visitor: (locale = "zh-CN") => visitorOf(app, locale),
    async close() {
      await app.close();
      await database.drop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

function visitorOf(app: Application, locale: Locale): Visitor {
  const cookie: SessionCookie = {
    token: undefined,
    set: (token) => {
      cookie.token = token;
    },
    clear: () => {
      cookie.token = undefined;
    },
  };
  return { cookie, call: app.caller({ locale, address: "192.0.2.1", session: cookie }) };
}
