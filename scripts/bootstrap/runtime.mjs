/**
 * The Node.js everything but the bootstrap runs with: the version `.node-version` names. The
 * machine's own is used when it is of the same major version and not older; else the pinned one
 * is fetched as an npm package into `.runtime`.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { npm, run } from "./command.mjs";
import { inRoot, runtimeFolder } from "./places.mjs";
import { withProgress } from "./progress.mjs";
import { text } from "./texts.mjs";

export const pinnedVersion = readFileSync(inRoot(".node-version"), "utf8").trim();

const packageName = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
const packageFolder = path.join(runtimeFolder, "node_modules", packageName);
const program = path.join(packageFolder, "bin", process.platform === "win32" ? "node.exe" : "node");

/** @returns {string | undefined} the program's path; undefined when it must be fetched first */
export function readyNode() {
  if (isGoodEnough(process.versions.node, pinnedVersion)) return process.execPath;
  return fetchedVersion() === pinnedVersion && existsSync(program) ? program : undefined;
}

/** @returns {Promise<string>} the program's path */
export async function fetchNode() {
  await withProgress(text("operations.bootstrap.runtime", { version: pinnedVersion }), () =>
    npm([
      "install",
      `${packageName}@${pinnedVersion}`,
      `--prefix=${runtimeFolder}`,
      "--no-save",
      "--no-package-lock",
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
    ]),
  );
  await run(program, ["--version"]);
  return program;
}

/**
 * Whether a version is of the pinned one's major and not older.
 * @param {string} found @param {string} pinned
 */
export function isGoodEnough(found, pinned) {
  const [major, minor, patch] = found.split(".").map(Number);
  const [pinnedMajor, pinnedMinor, pinnedPatch] = pinned.split(".").map(Number);
  if (major !== pinnedMajor) return false;
  return minor > pinnedMinor || (minor === pinnedMinor && patch >= pinnedPatch);
}

function fetchedVersion() {
  try {
    return JSON.parse(readFileSync(path.join(packageFolder, "package.json"), "utf8")).version;
  } catch {
    return undefined;
  }
}
