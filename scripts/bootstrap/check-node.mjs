/**
 * Stops with a clear message on a Node.js that can't run what follows. Imported before anything
 * else and written so that even Node 14 can read it.
 */
import { readFileSync } from "node:fs";
import { text } from "./texts.mjs";

const read = (name) => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");

/** The oldest Node.js the bootstrap runs on, from package.json: `>=20.19`. */
const oldest = JSON.parse(read("package.json")).engines.node.replace(/[^\d.]/g, "");

const [major, minor] = process.versions.node.split(".").map(Number);
const [oldestMajor, oldestMinor] = oldest.split(".").map(Number);

if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
  console.error(text("operations.bootstrap.old_node", { found: process.versions.node, oldest }));
  process.exit(1);
}
