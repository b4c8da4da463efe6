/** Searches for a plan in a process of its own, with a limit on time and memory. */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { SearchRequest, SearchResult } from "./plan-search.ts";

const SOLVER = fileURLToPath(new URL("./plan-solver-process.ts", import.meta.url));
const heapMegabytes = 1_024;
/** For starting, and for what the solver does between looks at its clock. */
const graceMs = 15_000;

let running: Promise<unknown> = Promise.resolve();

/** One after the other: each takes a core. */
export function solvePlan(request: SearchRequest): Promise<SearchResult> {
  const next = running.then(() => solveApart(request));
  running = next.catch(() => undefined);
  return next;
}

/** No environment (it holds secrets), no output, no writing to disk, no further processes. */
function solveApart(request: SearchRequest): Promise<SearchResult> {
  const solver = fork(SOLVER, [], {
    execArgv: [`--max-old-space-size=${heapMegabytes}`, "--permission", "--allow-fs-read=*"],
    env: process.platform === "win32" ? { SystemRoot: process.env.SystemRoot } : {},
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  return new Promise<SearchResult>((resolve) => {
    const timer = setTimeout(
      () => resolve({ is: "out-of-time" }),
      request.seconds * 1_000 + graceMs,
    );
    solver.once("message", (result: SearchResult) => resolve(result));
    // Out of memory, mostly. When the answer has come already, this is too late to matter.
    solver.once("exit", () => resolve({ is: "out-of-time" }));
    solver.once("error", () => resolve({ is: "out-of-time" }));
    solver.once("exit", () => clearTimeout(timer));
    solver.send(request, () => {
      // A failure to send is followed by the exit, which is answered above.
    });
  }).finally(() => solver.kill("SIGKILL"));
}
