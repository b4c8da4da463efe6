/**
 * The application, opened in this process for a command: the same code as behind the API, and the
 * same journal. Beside a running server it works on that server's database; otherwise it starts
 * the data folder's own for as long as it is needed.
 */
import type { Locale } from "@lianfang/messages/runtime.js";
import { pino } from "pino";
import type { Application, Caller } from "../../app.ts";
import { systemClock } from "../../kernel/clock.ts";
import type { SessionCookie } from "../../kernel/context.ts";
import type { CallContext } from "../../kernel/endpoint/transport.ts";
import { placesIn } from "../../kernel/postgres/places.ts";
import type { Settings } from "../../kernel/settings.ts";
import { lockData } from "../../start/data-lock.ts";
import { type Database, openCommandDatabase } from "../../start/database.ts";
import { type Demo, madeDemo, resumeClock } from "../../start/demo.ts";
import { version } from "../../start/server.ts";

export interface Operation {
  application: Application;
  /**
   * The API as functions, called around accounts in the system's name.
   * @param townId undefined for what is done while there is no town
   * @param why stands in the journal
   */
  asSystem(townId: string | undefined, why: string): Caller;
  /** The API as somebody not signed in calls it. */
  asVisitor(): Caller;
  close(): Promise<void>;
}

export async function openOperation(settings: Settings): Promise<Operation> {
  const demo = settings.demo && madeDemo(settings.demo, settings.dataFolder);
  const { data } = placesIn(settings.dataFolder);
  const database = await openCommandDatabase(settings, () => lockData(data));
  const application = await openOn(database, settings, demo).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  const { locale } = settings;
  return {
    application,
    asSystem: (townId, why) =>
      application.caller({ ...outOfBrowser(locale), asSystem: { townId, why } }),
    asVisitor: () => application.caller(outOfBrowser(locale)),
    close: async () => {
      await application.close();
      await database.close();
    },
  };
}

async function openOn(
  database: Database,
  settings: Settings,
  demo: Demo | undefined,
): Promise<Application> {
  const { openApplication } = await import("../../app.ts");
  const application = await openApplication({
    connection: database.connection,
    ownerConnection: database.ownerConnection,
    dataFolder: settings.dataFolder,
    clock: demo?.clock ?? systemClock,
    log: pino(
      { level: settings.logLevel ?? "warn", base: { app: "lianfang" } },
      pino.destination(2),
    ),
    version: version(),
    publicUrl: settings.publicUrl?.origin,
    demo,
  });
  if (demo) await resumeClock(demo, application);
  return application;
}

/** A caller with a session of its own that nobody keeps. */
function outOfBrowser(locale: Locale): CallContext {
  const session: SessionCookie = {
    token: undefined,
    set: (token) => {
      session.token = token;
    },
    clear: () => {
      session.token = undefined;
    },
  };
  return { locale, address: "", session };
}
