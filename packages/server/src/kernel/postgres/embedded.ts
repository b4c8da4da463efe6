/**
 * The embedded PostgreSQL: started with the program, ended with it. What a predecessor killed in
 * mid-work left running is shut down first; what it left half-written PostgreSQL recovers.
 */
import type pg from "pg";
import { accountFor } from "./account.ts";
import { clusterExists, ensureCluster } from "./cluster.ts";
import { type Launch, launchPostmaster, type RunningPostmaster } from "./launch.ts";
import { placesIn } from "./places.ts";
import { endPostmaster, livingPostmaster, type Postmaster } from "./postmaster.ts";
import { programsFor } from "./programs.ts";
import {
  type ClusterRole,
  databaseName,
  ensureRoles,
  readSecrets,
  roleNames,
  type Secrets,
} from "./roles.ts";

export interface EmbeddedPostgres {
  pid: number;
  /** How to connect as one of the cluster's roles. Stays the same for as long as this runs. */
  connection(role: ClusterRole): pg.ClientConfig;
  /** Ends the server: transactions under way are rolled back, everything committed is on disk. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** The data folder; made when it is missing. */
  folder: string;
  /** False only for throw-away clusters of tests: nothing written survives a crash. */
  durable?: boolean;
  /** Called when the server has died and is started again, and when that failed for good. */
  onDeath?: (outcome: "restarted" | "lost") => void;
}

/**
 * Starts the database of a data folder. The caller makes sure that no other program uses the
 * folder: a server found running is taken for an orphan and replaced.
 * @throws StartProblem
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const places = placesIn(options.folder);
  const account = accountFor(places.cluster);
  const durable = options.durable ?? true;
  const binaries = await programsFor(places, account);
  const launch: Launch = { binaries, places, account, durable };
  const secrets = await ensureCluster(binaries, places, account, durable);
  await endOrphan(options.folder);
  const watched = await keepRunning(launch, options.onDeath ?? (() => {}));
  const connection = (role: ClusterRole) => connectionTo(watched.current(), secrets, role);
  await ensureRoles(connection("superuser"), secrets);
  return {
    get pid() {
      return watched.current().pid;
    },
    connection,
    stop: watched.stop,
  };
}

/** How to connect to a database that another process runs; undefined when none runs there. */
export function runningEmbedded(
  folder: string,
): Pick<EmbeddedPostgres, "pid" | "connection"> | undefined {
  const places = placesIn(folder);
  const found = clusterExists(places) ? livingPostmaster(places.cluster) : undefined;
  if (!found?.isReady) return undefined;
  const secrets = readSecrets(places);
  return { pid: found.pid, connection: (role) => connectionTo(found, secrets, role) };
}

function connectionTo(server: Postmaster, secrets: Secrets, role: ClusterRole): pg.ClientConfig {
  return {
    host: server.socketFolder || "127.0.0.1",
    port: server.port,
    user: roleNames[role],
    password: secrets[role],
    database: databaseName,
    ssl: false, // whatever PGSSLMODE says: a local socket has none
  };
}

/** Ends a server that a process now dead has left running on a data folder. */
export async function endOrphan(folder: string): Promise<void> {
  const { cluster } = placesIn(folder);
  const orphan = livingPostmaster(cluster);
  if (orphan) await endPostmaster(orphan.pid, () => livingPostmaster(cluster)?.pid !== orphan.pid);
}

interface Watched {
  current(): RunningPostmaster;
  stop(): Promise<void>;
}

/** More often than this within a minute, and starting it again mends nothing. */
const mostDeathsAMinute = 5;

async function keepRunning(
  launch: Launch,
  onDeath: (outcome: "restarted" | "lost") => void,
): Promise<Watched> {
  let current = await launchPostmaster(launch);
  let isStopping = false;
  let deaths: number[] = [];

  const afterDeath = async (): Promise<void> => {
    if (isStopping) return;
    deaths = [...deaths.filter((at) => at > Date.now() - 60_000), Date.now()];
    const successor =
      deaths.length > mostDeathsAMinute ? undefined : await relaunch(launch, () => isStopping);
    if (isStopping) return void (await successor?.stop());
    if (!successor) return onDeath("lost");
    current = successor;
    void current.ended.then(afterDeath);
    onDeath("restarted");
  };
  void current.ended.then(afterDeath);
  return {
    current: () => current,
    stop: async () => {
      isStopping = true;
      await current.stop();
    },
  };
}

/**
 * Backends of a killed postmaster live on for a moment and hold its shared memory, and until they
 * are gone a new one refuses to start.
 */
async function relaunch(
  launch: Launch,
  isStopping: () => boolean,
): Promise<RunningPostmaster | undefined> {
  for (let attempt = 0; attempt < 20 && !isStopping(); attempt += 1) {
    try {
      return await launchPostmaster(launch);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
  return undefined;
}
