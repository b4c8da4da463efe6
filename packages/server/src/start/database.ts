/** The database a program works on: the embedded one of the data folder, or the operator's own. */
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { runningEmbedded, startEmbedded } from "../kernel/postgres/embedded.ts";
import { checkServer, externalConnection } from "../kernel/postgres/external.ts";
import type { Settings } from "../kernel/settings.ts";
import { holderOf } from "./data-lock.ts";

export interface Database {
  /** As the running application: of the embedded database, a role that changes no table. */
  connection: pg.ClientConfig;
  /** As the owner of the tables. */
  ownerConnection: pg.ClientConfig;
  /** Ends the database if this process started it. */
  close(): Promise<void>;
}

/**
 * @param onDeath see {@link startEmbedded}
 * @throws StartProblem
 */
export async function openServerDatabase(
  settings: Settings,
  onDeath: (outcome: "restarted" | "lost") => void,
): Promise<Database> {
  const { databaseUrl, dataFolder } = settings;
  return databaseUrl === undefined
    ? startOwn(dataFolder, onDeath)
    : openExternal(databaseUrl, settings.isDatabaseThrowAway);
}

async function openExternal(url: string, isThrowAway: boolean): Promise<Database> {
  const connection = externalConnection(url);
  await checkServer(connection, isThrowAway);
  return { connection, ownerConnection: connection, close: async () => {} };
}

async function startOwn(
  folder: string,
  onDeath?: (outcome: "restarted" | "lost") => void,
): Promise<Database> {
  const server = await startEmbedded({ folder, ...(onDeath ? { onDeath } : {}) });
  try {
    // Somebody may have turned these off in the cluster's own configuration.
    await checkServer(server.connection("superuser"), false);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    connection: server.connection("app"),
    ownerConnection: server.connection("owner"),
    close: server.stop,
  };
}

/**
 * The database beside a server: that of the running one, or, when none runs, started for as long
 * as it is needed.
 * @param lock called when none runs, before the database is started; throws when one does after all
 */
export async function openCommandDatabase(
  settings: Settings,
  lock: () => { release(): void },
): Promise<Database> {
  const { databaseUrl, dataFolder } = settings;
  if (databaseUrl !== undefined) return openExternal(databaseUrl, settings.isDatabaseThrowAway);
  const running = await runningBeside(dataFolder);
  if (running) {
    return {
      connection: running.connection("app"),
      ownerConnection: running.connection("owner"),
      close: async () => {},
    };
  }
  const held = lock();
  try {
    const own = await startOwn(dataFolder);
    return { ...own, close: () => own.close().finally(held.release) };
  } catch (error) {
    held.release();
    throw error;
  }
}

const startingPatienceMs = 30_000;

/** A server that has only just started has its database soon. */
async function runningBeside(folder: string) {
  const until = Date.now() + startingPatienceMs;
  while (holderOf(folder) && Date.now() < until) {
    const running = runningEmbedded(folder);
    if (running) return running;
    await sleep(100);
  }
  return undefined;
}
