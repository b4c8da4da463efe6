/** The memory an import takes: this process's and that of the one that reads the file. */
import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { timed } from "./stage.ts";

/** Megabytes of this process, of the one that reads, and of both together. */
export interface Held {
  own: number;
  reader: number;
  all: number;
}

export interface Cost {
  ms: number;
  /** Of this process, in milliseconds of a processor. */
  cpuMs: number;
  /** When it was most. */
  most: Held;
}

const lookMs = 20;

/** Does something, looking fifty times a second how much is held. */
export async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  let most = await heldNow();
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      const now = await heldNow();
      if (now.all > most.all) most = now;
      await new Promise((resolve) => setTimeout(resolve, lookMs));
    }
  })();
  const before = process.cpuUsage();
  const ms = await timed(work);
  const { user, system } = process.cpuUsage(before);
  isOver = true;
  await watching;
  return { ms, cpuMs: (user + system) / 1_000, most };
}

async function heldNow(): Promise<Held> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const own = residentOf(String(process.pid));
  const reader = pids.filter(isOurReader).reduce((sum, pid) => sum + residentOf(pid), 0);
  return { own, reader, all: own + reader };
}

function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return ""; // it has ended meanwhile
  }
}

function isOurReader(pid: string): boolean {
  const parent = /\) \S (\d+)/.exec(read(pid, "stat"))?.[1];
  return parent === String(process.pid) && read(pid, "cmdline").includes("spreadsheet");
}

function residentOf(pid: string): number {
  return Number(/VmRSS:\s+(\d+)/.exec(read(pid, "status"))?.[1] ?? 0) / 1_024;
}
