/** Starting the postmaster, so that it ends when this process does, whatever ends it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { m } from "@lianfang/messages/messages.js";
import { StartProblem } from "../start-problem.ts";
import type { Account } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { clusterAsSeen, programEnvironment } from "./cluster.ts";
import { type Places, socketFolder } from "./places.ts";
import { endPostmaster, type Postmaster, readPidFile } from "./postmaster.ts";

export interface Launch {
  binaries: Binaries;
  places: Places;
  account: Account | undefined;
  /** False only for throw-away clusters of tests: nothing written survives a crash. */
  durable: boolean;
}

export interface RunningPostmaster extends Postmaster {
  /** Resolves when the postmaster has ended, for whatever reason. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Becomes the postmaster, after leaving behind a watcher that reads the pipe on 3. The pipe's
 * other end is held by the process that starts it: when that is gone, however it went, the watcher
 * meets the end of the file and tells the postmaster to shut down fast. A line of text instead
 * says that the postmaster has ended and there is nothing left to tell.
 */
const underWatch = `
  ( { read -r farewell <&3 || kill -INT $$; } & )
  exec 3<&-
  exec "$@"
`;

/** Rows' values must not get into the log: with details off, neither do they in errors. */
const privateLog = ["log_error_verbosity=terse", "log_min_error_statement=panic"];
const steadySettings = ["timezone=UTC", "log_timezone=UTC", "log_checkpoints=off", "jit=off"];
const throwAwaySettings = [
  "fsync=off",
  "synchronous_commit=off",
  "full_page_writes=off",
  "max_wal_size=1GB",
  "autovacuum=off",
];

/**
 * Starts the postmaster of a cluster that none serves.
 * @throws StartProblem when it ends before it is ready; the text has the end of its log
 */
export async function launchPostmaster(launch: Launch): Promise<RunningPostmaster> {
  const log = openLog(launch.places.log);
  const child = await spawnPostmaster(launch, log.file);
  closeSync(log.file);
  const ended = once(child, "exit").then(() => bidWatcherFarewell(child));
  const found = await becomeReady(child, launch.places.cluster);
  if (!found) throw notStarted(launch.places.log, log.startsAt);
  // From here on it may outlive nobody: it must not keep the event loop alive by itself.
  child.unref();
  return {
    ...found,
    ended,
    stop: () => endPostmaster(found.pid, () => hasExited(child)),
  };
}

const hasExited = (child: ChildProcess): boolean =>
  child.exitCode !== null || child.signalCode !== null;

async function spawnPostmaster(launch: Launch, log: number): Promise<ChildProcess> {
  const { binaries, places, account, durable } = launch;
  const command = [
    binaries.postgres,
    ...["-D", clusterAsSeen(places.cluster, account)],
    ...(await listening(places, account)),
    ...[...privateLog, ...steadySettings, ...(durable ? [] : throwAwaySettings)].flatMap(
      (setting) => ["-c", setting],
    ),
  ];
  const isWindows = process.platform === "win32";
  const [program = "", ...args] = isWindows
    ? command
    : ["/bin/sh", "-c", underWatch, "lianfang-postgres", ...command];
  return spawn(program, args, {
    ...account,
    cwd: places.cluster,
    env: { ...programEnvironment(), ...pastPid(places.cluster) },
    stdio: ["ignore", log, log, "pipe"],
    detached: true, // Ctrl-C in a terminal reaches this process only, which stops it in order
    windowsHide: true,
  });
}

/**
 * A pid file left by a dead postmaster may name a number that another program has by now, and
 * PostgreSQL would take that for a living one. This variable (pg_ctl sets it) names a process
 * that is no rival; whether the cluster is in use is still checked by its shared memory.
 */
function pastPid(cluster: string): NodeJS.ProcessEnv {
  const left = readPidFile(cluster);
  return left ? { PG_GRANDPARENT_PID: String(left.pid) } : {};
}

async function listening(places: Places, account: Account | undefined): Promise<string[]> {
  if (process.platform === "win32") return ["-h", "127.0.0.1", "-p", String(await freePort())];
  return ["-h", "", "-p", "5432", "-k", socketFolder(places, account)];
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address ? address.port : 5432;
}

async function becomeReady(child: ChildProcess, cluster: string): Promise<Postmaster | undefined> {
  while (!hasExited(child)) {
    const found = readPidFile(cluster);
    if (found?.isReady && found.pid === child.pid) return found;
    await sleep(5);
  }
  return undefined;
}

function bidWatcherFarewell(child: ChildProcess): void {
  const pipe = child.stdio[3];
  if (!(pipe instanceof Writable)) return;
  pipe.on("error", () => {}); // the watcher may be gone as well
  pipe.end("ended\n");
}

const longestLog = 10 * 1024 * 1024;

function openLog(file: string): { file: number; startsAt: number } {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > longestLog) renameSync(file, `${file}.1`);
  return { file: openSync(file, "a", 0o600), startsAt: size > longestLog ? 0 : size };
}

function notStarted(log: string, from: number): StartProblem {
  const said = readFileSync(log).subarray(from).toString("utf8").trim().slice(-800);
  return new StartProblem((locale) =>
    m["operations.problem.postgres_ended"]({ said, log }, { locale }),
  );
}
