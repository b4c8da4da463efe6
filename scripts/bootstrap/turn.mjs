/** One bootstrap at a time: two that install into the same folders would spoil each other's work. */
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "./parents.mjs";
import { runtimeFolder } from "./places.mjs";
import { withProgress } from "./progress.mjs";
import { text } from "./texts.mjs";

const turnFile = path.join(runtimeFolder, "bootstrap.pid");

/**
 * Waits for its turn, works, and gives the turn on. A turn held by a dead process is over.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function inTurn(work) {
  mkdirSync(runtimeFolder, { recursive: true });
  if (!tryTake()) {
    await withProgress(text("operations.bootstrap.turn"), async () => {
      while (!tryTake()) await sleep(200);
    });
  }
  const giveOn = () => rmSync(turnFile, { force: true });
  process.once("exit", giveOn);
  try {
    return await work();
  } finally {
    process.removeListener("exit", giveOn);
    giveOn();
  }
}

function tryTake() {
  const draft = `${turnFile}.${process.pid}`;
  writeFileSync(draft, String(process.pid));
  try {
    linkSync(draft, turnFile); // whole or not at all
    return true;
  } catch {
    if (!isHeld()) rmSync(turnFile, { force: true });
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

function isHeld() {
  try {
    return isAlive(Number(readFileSync(turnFile, "utf8")));
  } catch {
    return false;
  }
}
