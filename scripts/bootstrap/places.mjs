import path from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/** @param {string[]} names */
export const inRoot = (...names) => path.join(root, ...names);

/** What the bootstrap makes: the pinned runtime, stamps, caches. Safe to delete at any time. */
export const runtimeFolder = inRoot(".runtime");
