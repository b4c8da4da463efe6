/**
 * The demo: a model town in the middle of its response, in a data folder of its own. It is made by
 * `packages/drill` through the API, the first time it is asked for. Its time stands still while it
 * isn't running, and never goes back behind what its journal has received.
 */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { m } from "@lianfang/messages/messages.js";
import type { Locale } from "@lianfang/messages/runtime.js";
import { withProgress } from "../../../../scripts/bootstrap/progress.mjs";
import type { Application } from "../app.ts";
import { type SettableClock, settableClock } from "../kernel/clock.ts";
import type { DemoCard } from "../kernel/context.ts";
import { lastReceipt } from "../kernel/journal/last.ts";
import { endOrphan } from "../kernel/postgres/embedded.ts";
import type { DemoTown } from "../kernel/settings.ts";
import { StartProblem } from "../kernel/start-problem.ts";
import { lockFileName } from "./data-lock.ts";

export interface Demo {
  town: DemoTown;
  clock: SettableClock;
  /** Shown on the first page. */
  cards: DemoCard[];
  /** Keeps the cards and where the clock stands, for the next start. */
  save(): void;
}

/** What `makeDemo` of packages/drill/src/demo.ts takes and gives. */
type DemoMaker = (options: {
  address: string;
  presetId: string;
  foundingCode: string;
  setClock(instant: string): void;
  runJob(name: string): Promise<void>;
  report(step: "founding" | "register" | "staff" | "days", done: number, of: number): void;
}) => Promise<{ cards: readonly DemoCard[]; opensAt: string }>;

interface Kept {
  cards: DemoCard[];
  /** The demo's time when it was kept. */
  clockAt: string;
}

const keptIn = (folder: string): string => path.join(folder, "demo.json");
const unfinishedIn = (folder: string): string => path.join(folder, "demo.unfinished");

/**
 * Throws away a demo whose making was broken off: half a demo can't be finished. One that has cards
 * is whole. Only for the server that has locked the folder: others may be making it this moment.
 */
export async function discardUnfinished(folder: string): Promise<void> {
  if (existsSync(unfinishedIn(folder)) && !existsSync(keptIn(folder))) await emptyFolder(folder);
}

export function openDemo(town: DemoTown, folder: string): Demo {
  const file = keptIn(folder);
  const kept: Kept = existsSync(file)
    ? JSON.parse(readFileSync(file, "utf8"))
    : { cards: [], clockAt: new Date().toISOString() };
  const clock = settableClock(kept.clockAt);
  const save = (): void => {
    const now: Kept = { cards: kept.cards, clockAt: clock.now() };
    writeFileSync(`${file}.new`, JSON.stringify(now, null, 2), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  return { town, clock, cards: kept.cards, save };
}

/** @throws StartProblem while there is none: its time is not its own before it is made */
export function madeDemo(town: DemoTown, folder: string): Demo {
  const demo = openDemo(town, folder);
  if (demo.cards.length > 0) return demo;
  throw new StartProblem((locale) => m["drill.problem.not_made"]({ town }, { locale }));
}

/** The clock was kept some seconds ago, and since then something may have been written. */
export async function resumeClock({ clock }: Demo, { kernel }: Application): Promise<void> {
  const last = await lastReceipt(kernel.db);
  if (last !== undefined && last > clock.now()) clock.set(last);
}

async function emptyFolder(folder: string): Promise<void> {
  await endOrphan(folder);
  for (const name of readdirSync(folder)) {
    if (name !== lockFileName) rmSync(path.join(folder, name), { recursive: true, force: true });
  }
}

export interface DemoTask {
  demo: Demo;
  application: Application;
  dataFolder: string;
  address: string;
  foundingCode: string;
  locale: Locale;
}

/** Founds the town and lives through its days. @throws StartProblem when that fails */
export async function makeDemo(task: DemoTask): Promise<void> {
  const { demo, application, dataFolder, address, foundingCode, locale } = task;
  const make = await loadMaker();
  let doing = m["operations.demo.founding"]({}, { locale });
  writeFileSync(unfinishedIn(dataFolder), "");
  const { cards, opensAt } = await withProgress(
    () => doing,
    () =>
      make({
        address,
        presetId: demo.town,
        foundingCode,
        setClock: (instant) => demo.clock.set(instant),
        runJob: (name) => application.runJob(name),
        report: (step, done, of) => {
          const counts = { done: String(done), of: String(of) };
          doing = m[`operations.demo.${step}`](counts, { locale });
        },
      }),
  );
  demo.clock.set(opensAt);
  demo.cards.push(...cards);
  demo.save();
  rmSync(unfinishedIn(dataFolder));
}

async function loadMaker(): Promise<DemoMaker> {
  const file = fileURLToPath(new URL("../../../drill/src/demo.ts", import.meta.url));
  const module: Record<string, unknown> = existsSync(file) ? await import(file) : {};
  if (isMaker(module.makeDemo)) return module.makeDemo;
  throw new StartProblem((locale) => m["operations.problem.no_demo"]({}, { locale }));
}

function isMaker(value: unknown): value is DemoMaker {
  return typeof value === "function";
}
