/** The postmaster of a cluster as seen from outside: its pid file, whether it lives, ending it. */
import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync, realpathSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export interface Postmaster {
  pid: number;
  port: number;
  /** Empty on Windows, where the server listens on a port of 127.0.0.1. */
  socketFolder: string;
  isReady: boolean;
}

/** What the cluster's `postmaster.pid` says; undefined when there is none or it isn't whole yet. */
export function readPidFile(cluster: string): Postmaster | undefined {
  try {
    const text = readFileSync(path.join(cluster, "postmaster.pid"), "utf8");
    const [pid, , , port, socketFolder = "", , , status] = text.split("\n").map((s) => s.trim());
    if (!pid) return undefined;
    return {
      pid: Math.abs(Number(pid)),
      port: Number(port),
      socketFolder,
      isReady: status === "ready",
    };
  } catch {
    return undefined;
  }
}

/** The postmaster that serves the cluster now; undefined when the pid file is a dead one's. */
export function livingPostmaster(cluster: string): Postmaster | undefined {
  const found = readPidFile(cluster);
  return found && serves(found.pid, cluster) ? found : undefined;
}

/** Whether a process is alive. One of another account counts. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** A pid is used again after its process ended: only a postgres in this folder is ours. */
function serves(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false;
  try {
    if (process.platform === "linux") {
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
      return /postgres/.test(command) && readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
    }
    if (process.platform === "win32") return true;
    const command = execFileSync("ps", ["-p", String(pid), "-o", "command="], { encoding: "utf8" });
    return command.includes("postgres") && command.includes(cluster);
  } catch {
    return false;
  }
}

/** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
const fastShutdown = "SIGINT";
/** Ends without a checkpoint; the next start recovers from the log. */
const immediateShutdown = "SIGQUIT";

/** Ends a postmaster and waits until it is gone. A shutdown that hangs is cut short. */
export async function endPostmaster(
  pid: number,
  isGone: () => boolean,
  patienceMs = 30_000,
): Promise<void> {
  signal(pid, fastShutdown);
  const cutShortAt = Date.now() + patienceMs;
  let isCutShort = false;
  while (!isGone()) {
    if (!isCutShort && Date.now() > cutShortAt) {
      signal(pid, immediateShutdown);
      isCutShort = true;
    }
    await sleep(5);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
