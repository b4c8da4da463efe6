/** How much of a day is done, and how much is left. */
import type { TodayItem } from "./modules.ts";

type Counted = Pick<TodayItem, "state" | "isTold">;

/** What is told and never ticked would stand there undone for ever. */
const toBeDone = <Item extends Counted>(items: readonly Item[]): Item[] =>
  items.filter(({ isTold }) => !isTold);

/** @returns undefined where nothing is to be done */
export function progressOf(items: readonly Counted[]): { done: number; total: number } | undefined {
  const counted = toBeDone(items);
  if (counted.length === 0) return undefined;
  return { done: counted.filter(({ state }) => state === "done").length, total: counted.length };
}

/** What can be done now, or should have been. */
export function leftOf(items: readonly Counted[]): number {
  return toBeDone(items).filter(({ state }) => state === "open" || state === "missed").length;
}
