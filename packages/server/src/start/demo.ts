/**
 * The demo: a model town in the middle of its response, in a data folder of its own. It is made by
 * `packages/drill` through the API, the first time it is asked for.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { m } from "@lianfang/messages/messages.js";
import { type SettableClock, settableClock } from "../kernel/clock.ts";
import type { DemoCard } from "../kernel/context.ts";
import type { DemoTown } from "../kernel/settings.ts";
import { StartProblem } from "../kernel/start-problem.ts";

export interface Demo {
  town: DemoTown;
  /** Runs with the real time unless the maker sets it back to the days it lives through. */
  clock: SettableClock;
  /** Shown on the first page; filled when the demo is made and kept beside its data. */
  cards: DemoCard[];
}

/** What `makeDemo` of packages/drill/src/demo.ts is given. */
export interface DemoTask {
  town: DemoTown;
  /** Of the API, `http://host:port`. */
  address: string;
  foundingCode: string;
  clock: SettableClock;
}

export type DemoMaker = (task: DemoTask) => Promise<DemoCard[]>;

const cardsFile = (folder: string): string => path.join(folder, "demo-cards.json");

export function openDemo(town: DemoTown, folder: string): Demo {
  const file = cardsFile(folder);
  const cards: DemoCard[] = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
  return { town, cards, clock: settableClock(new Date().toISOString()) };
}

/**
 * Makes the town and lives through its first days. The cards are written last: while there are
 * none, the demo isn't whole.
 */
export async function makeDemo(
  demo: Demo,
  folder: string,
  task: Pick<DemoTask, "address" | "foundingCode">,
): Promise<void> {
  const make = await loadMaker();
  const cards = await make({ ...task, town: demo.town, clock: demo.clock });
  demo.clock.set(new Date().toISOString());
  demo.cards.push(...cards);
  const draft = `${cardsFile(folder)}.new`;
  writeFileSync(draft, JSON.stringify(cards, null, 2), { mode: 0o600 });
  renameSync(draft, cardsFile(folder));
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
