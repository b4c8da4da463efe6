/** The rounds on which temperatures are taken: when, by whom, and what is usually read. */
import type { Day, Instant } from "@lianfang/core/kernel/time.ts";
import type { Actor } from "../actor.ts";
import type { Stage } from "../stage.ts";

/** A reading window of a day of the demo. */
export interface Window {
  day: Day;
  windowId: string;
  from: Instant;
  to: Instant;
  isFirstOfDay: boolean;
  /** Its place among all windows of the demo, from 0, and how many there are. */
  nth: number;
  inAll: number;
}

/** Whoever goes round in a village: its grid worker, its doctor, else the medic of the town. */
export function takerFor({ cast, chance }: Stage, areaId: string, orderId: string): Actor {
  const { gridWorker, doctors, medic } = cast;
  const isGridWorkers =
    gridWorker.areaIds.includes(areaId) && chance("taker", orderId).happens(0.5);
  if (isGridWorkers) return gridWorker;
  return doctors.find(({ areaIds }) => areaIds.includes(areaId)) ?? medic;
}

/** Everybody has a temperature of their own, and it wavers a little. */
export function normalFor(
  { chance }: Stage,
  orderId: string,
  { nth }: Pick<Window, "nth">,
): number {
  const own = chance("usual temperature", orderId).whole(362, 366);
  return (own + chance("wavering", orderId, nth).whole(-2, 3)) / 10;
}
