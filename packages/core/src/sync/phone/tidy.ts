/** What has been held too long without contact. */
import type { Instant } from "../../kernel/time.ts";
import type { HeldSet } from "./world.ts";

const hourMs = 3_600_000;

/**
 * @param lastContactAt by this phone's clock, as `now` is
 * @returns the names of the sets to delete
 */
export function staleSets(
  lastContactAt: Instant | undefined,
  sets: readonly Pick<HeldSet, "name" | "keepHours">[],
  now: number,
): string[] {
  if (lastContactAt === undefined) return [];
  const hours = (now - Date.parse(lastContactAt)) / hourMs;
  return sets.filter(({ keepHours }) => hours > keepHours).map(({ name }) => name);
}
