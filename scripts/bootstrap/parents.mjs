/** The processes this one descends from. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * The npm that runs this script: the parent, or the parent's parent when the shell npm starts
 * scripts with has stayed in between.
 * @returns {number | undefined} its pid; undefined where that can't be told
 */
export function npmProcess() {
  try {
    const { parent, command } = lookAt(process.ppid);
    const isShell = /^\S*sh\s+-c\s/.test(command);
    return isShell ? parent : process.ppid;
  } catch {
    return undefined;
  }
}

/** @param {number} pid @returns {{ parent: number, command: string }} */
function lookAt(pid) {
  if (process.platform === "linux") {
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return { parent: Number(/^PPid:\s*(\d+)/m.exec(status)?.[1]), command };
  }
  const said = execFileSync("ps", ["-o", "ppid=,command=", "-p", String(pid)], {
    encoding: "utf8",
  });
  const [, parent = "", command = ""] = /^\s*(\d+)\s+(.*)/.exec(said) ?? [];
  return { parent: Number(parent), command };
}

/** @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
