/** The server as a whole: data folder, database, application and port, opened in this order. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { m } from "@lianfang/messages/messages.js";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { withProgress } from "../../../../scripts/bootstrap/progress.mjs";
import type { Application } from "../app.ts";
import { systemClock } from "../kernel/clock.ts";
import { lockDatabase } from "../kernel/postgres/database-lock.ts";
import { placesIn } from "../kernel/postgres/places.ts";
import type { Settings } from "../kernel/settings.ts";
import { StartProblem } from "../kernel/start-problem.ts";
import { lockData } from "./data-lock.ts";
import { openServerDatabase } from "./database.ts";
import { type Demo, discardUnfinished, openDemo, resumeClock } from "./demo.ts";

const repository = fileURLToPath(new URL("../../../../", import.meta.url));
export const webFolder = path.join(repository, "packages", "web", "dist");

/** The version in the repository's package.json. */
export function version(): string {
  const read: { version: string } = JSON.parse(
    readFileSync(path.join(repository, "package.json"), "utf8"),
  );
  return read.version;
}

export interface Server {
  application: Application;
  demo: Demo | undefined;
  /** Where it answers on this machine, `http://host:port`. */
  address: string;
  /** Answers what is under way, then closes everything in reverse order. */
  close(): Promise<void>;
}

export interface ServerParts {
  settings: Settings;
  log: Logger;
  /** Called when the server can't go on, with the reason for the log. */
  onFailure: (reason: string) => void;
}

/** @throws StartProblem; nothing is left running then */
export async function openServer({ settings, log, onFailure }: ServerParts): Promise<Server> {
  await using opened = new AsyncDisposableStack();
  const { dataFolder, locale, publicUrl, results } = settings;
  // The application takes a second to load; the database starts meanwhile.
  const loading = import("../app.ts");
  const lock = opened.adopt(lockData(placesIn(dataFolder).data), (held) => held.release());
  if (settings.demo) await discardUnfinished(dataFolder);
  const demo = settings.demo && openDemo(settings.demo, dataFolder);
  if (demo) opened.defer(keepSaving(demo));
  const database = opened.adopt(
    await withProgress(m["operations.start.database"]({}, { locale }), () =>
      openServerDatabase(settings, (outcome) => {
        log.error({ outcome }, "the database died");
        if (outcome === "lost") onFailure("the database can't be started again");
      }),
    ),
    (open) => open.close(),
  );
  const { connection, ownerConnection } = database;
  opened.adopt(
    await lockDatabase(connection, () => onFailure("another server took the database over")),
    (held) => held.release(),
  );
  const { openApplication } = await loading;
  const application = opened.adopt(
    await withProgress(m["operations.start.schema"]({}, { locale }), () =>
      openApplication({
        connection,
        ownerConnection,
        dataFolder,
        clock: demo?.clock ?? systemClock,
        log,
        version: version(),
        publicUrl: publicUrl?.origin,
        connectors: { results },
        webFolder: existsSync(webFolder) ? webFolder : undefined,
        demo,
      }),
    ),
    drain,
  );
  if (demo) await resumeClock(demo, application);
  const address = await listen(application.http, settings);
  await application.startJobs();
  lock.announce(address);
  const keepOpen = opened.move();
  return { application, demo, address, close: () => keepOpen.disposeAsync() };
}

/** Longer than any answer should take. */
const drainPatienceMs = 10_000;

/** Answers what is under way; connections that only wait for more are closed meanwhile. */
async function drain(application: Application): Promise<void> {
  const { server } = application.http;
  const startedAt = Date.now();
  const closing = setInterval(() => {
    if (Date.now() - startedAt < drainPatienceMs) server.closeIdleConnections();
    else server.closeAllConnections();
  }, 20);
  await application.close().finally(() => clearInterval(closing));
}

const saveDemoMs = 30_000;

/** @returns ends it, after a last time */
function keepSaving(demo: Demo): () => void {
  const isMade = (): boolean => demo.cards.length > 0;
  const timer = setInterval(() => isMade() && demo.save(), saveDemoMs);
  return () => {
    clearInterval(timer);
    if (isMade()) demo.save();
  };
}

/** @returns the address with the port taken, which the setting may have left open */
async function listen(http: FastifyInstance, { host, port }: Settings): Promise<string> {
  try {
    return await http.listen({ host, port });
  } catch (cause) {
    throw portProblem(cause, host, String(port)) ?? cause;
  }
}

function portProblem(cause: unknown, host: string, port: string): StartProblem | undefined {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  const options = { cause };
  if (code === "EADDRINUSE") {
    const next = String(Number(port) + 1);
    return new StartProblem(
      (locale) => m["operations.problem.port_taken"]({ port, next }, { locale }),
      options,
    );
  }
  if (code === "EACCES") {
    return new StartProblem(
      (locale) => m["operations.problem.port_refused"]({ port }, { locale }),
      options,
    );
  }
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
    return new StartProblem(
      (locale) => m["operations.problem.host_unknown"]({ host }, { locale }),
      options,
    );
  }
  return undefined;
}
