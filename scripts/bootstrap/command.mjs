/** Running other programs during the bootstrap. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { root } from "./places.mjs";

/** A program that failed, with everything it said. */
export class CommandFailed extends Error {
  /** @param {string} command @param {string} output */
  constructor(command, output) {
    super(`${command}\n${output.trim()}`);
    this.name = "CommandFailed";
    this.output = output.trim();
  }
}

/**
 * Runs a program to its end without showing what it says.
 * @param {string} program
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 * @returns {Promise<string>} what it said
 * @throws {CommandFailed} when it ends with anything but 0
 */
export function run(program, args, options = {}) {
  const child = spawn(program, args, {
    cwd: root,
    ...options,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (said) => {
      output += said;
    });
  }
  return new Promise((resolve, reject) => {
    child.once("error", (error) => reject(new CommandFailed(program, error.message)));
    child.once("close", (code, signal) => {
      if (code === 0) resolve(output);
      else
        reject(new CommandFailed([program, ...args].join(" "), `${output}\n[${signal ?? code}]`));
    });
  });
}

/** Settings of an operator's npm that would leave out or add what is installed here. */
const isMeddling = (name) =>
  /^npm_config_(omit|only|production|dev|optional|global|location|prefix|local_prefix|dry_run|workspace|workspaces|include_workspace_root)$/i.test(
    name,
  ) || name === "NODE_ENV";

/**
 * Runs npm, the one this was started with if there is one.
 * @param {string[]} args
 * @param {string} [node] the Node.js that runs it: npm leaves out what doesn't suit that
 */
export function npm(args, node = process.execPath) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !isMeddling(name)));
  const script = npmScript();
  if (script) return run(node, [script, ...args], { env });
  return run("npm", args, { env, shell: process.platform === "win32" });
}

/** The npm that started this process, else the one that came with this Node.js. */
function npmScript() {
  const { npm_execpath: startedBy } = process.env;
  if (startedBy && /npm-cli\.[cm]?js$/.test(startedBy)) return startedBy;
  const home = path.dirname(process.execPath);
  const beside = ["../lib/node_modules", "node_modules"].map((folder) =>
    path.join(home, folder, "npm", "bin", "npm-cli.js"),
  );
  return beside.find((file) => existsSync(file));
}
