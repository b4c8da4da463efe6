/**
 * The libraries in `node_modules`, from the lock file and nothing else. npm notes there what it
 * has installed; as long as that note agrees with the lock file there is nothing to do.
 */
import { readFileSync } from "node:fs";
import { npm } from "./command.mjs";
import { inRoot } from "./places.mjs";
import { withProgress } from "./progress.mjs";
import { text } from "./texts.mjs";

export const areLibrariesReady = () =>
  isInstalled(readLock("package-lock.json"), readLock("node_modules/.package-lock.json"));

const everything = ["--include=dev", "--include=optional", "--include=peer"];

/** @param {string} node the Node.js the libraries are for */
export async function installLibraries(node) {
  await withProgress(text("operations.bootstrap.install"), () =>
    npm(["ci", "--ignore-scripts", ...everything, "--no-audit", "--no-fund"], node),
  );
}

/**
 * @typedef {{ version?: string, integrity?: string, link?: boolean, optional?: boolean,
 *   os?: string[], cpu?: string[], libc?: string[] }} LockedPackage
 * @typedef {Record<string, LockedPackage>} LockedPackages
 */

/** @param {string} name @returns {LockedPackages | undefined} */
function readLock(name) {
  try {
    return JSON.parse(readFileSync(inRoot(name), "utf8")).packages;
  } catch {
    return undefined;
  }
}

/**
 * Whether everything locked for this platform is installed, in its version, and nothing else.
 * @param {LockedPackages | undefined} locked
 * @param {LockedPackages | undefined} installed
 */
export function isInstalled(locked, installed) {
  if (!locked || !installed) return false;
  const isThere = ([name, wanted]) => {
    const found = installed[name];
    if (!found) return mayBeAbsent(wanted);
    return found.version === wanted.version && found.integrity === wanted.integrity;
  };
  const isLibrary = ([name]) => /(^|\/)node_modules\//.test(name);
  const isKnown = ([name]) => locked[name] !== undefined;
  return (
    Object.entries(locked).filter(isLibrary).every(isThere) &&
    Object.entries(installed).filter(isLibrary).every(isKnown)
  );
}

/**
 * npm leaves out what is optional and for another platform, and what only that would need. Which C
 * library this system has is npm's to find out.
 * @param {LockedPackage} wanted
 */
function mayBeAbsent({ optional, os, cpu, libc }) {
  if (!optional) return false;
  const isForAll = !os && !cpu;
  return isForAll || !allows(os, process.platform) || !allows(cpu, process.arch) || Boolean(libc);
}

/** A list of names, or of names with `!` before them that are excluded. */
function allows(list, name) {
  if (!list) return true;
  if (list.includes(`!${name}`)) return false;
  return list.includes(name) || list.every((entry) => entry.startsWith("!"));
}
