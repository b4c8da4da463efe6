/** When to try again. */

const firstMs = 2_000;
const mostMs = 15 * 60_000;

/**
 * Twice as long after each failure, up to a quarter of an hour; spread, so that seven hundred phones
 * don't come back at once when the network does.
 * @param failures in a row so far, from 1
 * @param random from 0 to 1
 */
export function retryDelayMs(failures: number, random: number): number {
  const longest = Math.min(mostMs, firstMs * 2 ** Math.min(20, Math.max(0, failures - 1)));
  return Math.round(longest * (0.5 + random / 2));
}
