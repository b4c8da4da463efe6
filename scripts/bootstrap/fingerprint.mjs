/** Whether something made from files is still what those files make. */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { inRoot, root, runtimeFolder } from "./places.mjs";

/** Folders that hold what was made, not what it is made from. */
const made = new Set(["node_modules", "dist", "generated"]);

/**
 * A digest of files' names and contents. Names that don't exist count as absent.
 * @param {string[]} names files and folders, from the repository's root
 * @returns {string} hexadecimal
 */
export function fingerprint(names) {
  const hash = createHash("sha256");
  for (const file of names.flatMap(filesUnder)) {
    const content = readFileSync(inRoot(file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/** @param {string} name @returns {string[]} */
function filesUnder(name) {
  const found = statSync(path.join(root, name), { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) return [name];
  return readdirSync(path.join(root, name))
    .filter((entry) => !made.has(entry))
    .sort()
    .flatMap((entry) => filesUnder(path.join(name, entry)));
}

const stampFile = (name) => path.join(runtimeFolder, "stamps", name);

/** @param {string} name @param {string} print @returns {boolean} */
export function isStamped(name, print) {
  try {
    return readFileSync(stampFile(name), "utf8") === print;
  } catch {
    return false;
  }
}

/** @param {string} name @param {string} print */
export function stamp(name, print) {
  mkdirSync(path.dirname(stampFile(name)), { recursive: true });
  writeFileSync(stampFile(name), print);
}
