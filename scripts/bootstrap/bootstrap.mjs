/** From a fresh clone, or whatever there is, to a tree that can be run. */
import { buildStale, isBuildFresh } from "./build.mjs";
import { CommandFailed } from "./command.mjs";
import { areLibrariesReady, installLibraries } from "./install.mjs";
import { fetchNode, readyNode } from "./runtime.mjs";
import { text } from "./texts.mjs";
import { inTurn } from "./turn.mjs";

/**
 * Fetches the runtime, installs the libraries and builds what is stale; each only when needed, so
 * that a tree made ready by one account can be run by another that may not write it. Ends the
 * process with the reason when that fails.
 * @param {{ build: boolean }} options `build: false` leaves the building to the caller
 * @returns {Promise<string>} the program that runs the rest
 */
export async function bootstrap({ build } = { build: true }) {
  try {
    const ready = readyNode();
    if (ready && areLibrariesReady() && (!build || isBuildFresh())) return ready;
    return await inTurn(() => prepare(build));
  } catch (error) {
    const isForeseen = error instanceof CommandFailed;
    console.error(
      isForeseen ? `\n${text("operations.bootstrap.failed")}\n${error.message}` : error,
    );
    process.exit(1);
  }
}

/** Looks again: whoever had the turn before has probably done it all. @param {boolean} build */
async function prepare(build) {
  const node = readyNode() ?? (await fetchNode());
  if (!areLibrariesReady()) await installLibraries(node);
  if (build) await buildStale(node);
  return node;
}
