/** Running the program proper with the pinned Node.js, and ending together with it. */
import { spawn } from "node:child_process";
import module from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { isAlive, npmProcess } from "./parents.mjs";
import { inRoot, root, runtimeFolder } from "./places.mjs";

/** Compiled code is kept between starts. */
const compileCache = path.join(runtimeFolder, "compile-cache");

/**
 * Runs one of the repository's programs with this process's arguments: in this process when it is
 * the pinned Node.js already, else in one of its own whose end is this one's.
 * @param {string} node @param {string} program from the repository's root
 */
export async function handOver(node, program) {
  const isHere = node === process.execPath;
  const stop = isHere ? () => process.kill(process.pid, "SIGTERM") : spawnProgram(node, program);
  stopWithNpm(stop);
  if (!isHere) return;
  module.enableCompileCache?.(compileCache);
  await import(pathToFileURL(inRoot(program)).href);
}

const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/** @param {string} node @param {string} program */
function spawnProgram(node, program) {
  const child = spawn(node, [...process.execArgv, inRoot(program), ...process.argv.slice(2)], {
    cwd: root,
    env: { NODE_COMPILE_CACHE: compileCache, ...process.env },
    // The channel tells the child when this process is gone, even by kill -9.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  child.once("error", (error) => {
    console.error(error);
    process.exit(1);
  });
  child.once("exit", (code, signal) => {
    for (const name of signals) process.removeAllListeners(name);
    if (signal) process.kill(process.pid, signal);
    else process.exit(code ?? 1);
  });
  return () => child.kill("SIGTERM");
}

const lookMs = 1_000;

/**
 * npm passes signals on, but when it is killed outright nobody tells this process. Left to itself
 * it would keep the port and the data of a server its operator believes to be gone.
 * @param {() => void} stop
 */
function stopWithNpm(stop) {
  const npm = process.env.npm_lifecycle_event ? npmProcess() : undefined;
  if (npm === undefined) return;
  const looking = setInterval(() => {
    if (isAlive(npm)) return;
    clearInterval(looking);
    stop();
  }, lookMs);
  looking.unref();
}
