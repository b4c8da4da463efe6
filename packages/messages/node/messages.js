/**
 * The messages for Node.js: in one file where the build has bundled the compiled ones, because a
 * file for each of them takes half a second to load. Whoever compiles by hand has newer ones than
 * the bundle, and those are taken then.
 */
import { statSync } from "node:fs";

const compiled = new URL("../generated/messages/_index.js", import.meta.url);
const bundled = new URL("../generated/bundled/_index.js", import.meta.url);

/** @param {URL} file */
const changedAt = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

const isBundleCurrent = changedAt(bundled) > changedAt(compiled);

export const m = await import(isBundleCurrent ? bundled.href : compiled.href);
