/** Telling a process from a later one that was given the same pid. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * A text no other process on this machine has or will have; undefined when there is no such
 * process. On Windows it is the pid alone.
 */
export function processIdentity(pid: number): string | undefined {
  try {
    if (process.platform === "linux") return `${pid}@${startOnLinux(pid)}`;
    if (process.platform === "win32") return process.kill(pid, 0) ? String(pid) : undefined;
    const started = execFileSync("ps", ["-p", String(pid), "-o", "lstart="], { encoding: "utf8" });
    return started.trim() ? `${pid}@${started.trim()}` : undefined;
  } catch {
    return undefined;
  }
}

/** The boot, and the start in clock ticks since: the 22nd field of proc_pid_stat(5). */
function startOnLinux(pid: number): string {
  const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The second field, the program's name in brackets, may hold spaces and brackets itself.
  const [state, ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (state === "Z" || state === "X") throw new Error("ended, and waits for its parent to look");
  return `${boot}/${fields[18]}`;
}
