/** Made-up outlines for a town's villages: side by side, sharing their edges, no two alike. */
import type { Shape } from "@lianfang/core/organization/contract.ts";
import type { Chance } from "@lianfang/testkit/people/random.ts";

/** Somewhere in the hills of Sichuan; degrees. */
const corner = { lng: 106.2, lat: 30.8 };
const wide = 0.02;
const high = 0.016;
/** How far a corner may stray from its place, as a share of a village's width. */
const stray = 0.28;

/** @returns as many as are asked for, row by row */
export function villageOutlines(count: number, chance: Chance): Shape[] {
  const columns = Math.max(1, Math.ceil(Math.sqrt(count)));
  const rows = Math.ceil(count / columns);
  const corners = Array.from({ length: rows + 1 }, (_, y) =>
    Array.from({ length: columns + 1 }, (_, x): [number, number] => [
      rounded(corner.lng + (x + strayed(chance)) * wide),
      rounded(corner.lat + (y + strayed(chance)) * high),
    ]),
  );
  const at = (x: number, y: number): [number, number] =>
    corners[y]?.[x] ?? [corner.lng, corner.lat];
  return Array.from({ length: count }, (_, number) => {
    const x = number % columns;
    const y = Math.floor(number / columns);
    const ring = [at(x, y), at(x + 1, y), at(x + 1, y + 1), at(x, y + 1), at(x, y)];
    return { type: "Polygon", coordinates: [ring] };
  });
}

function strayed(chance: Chance): number {
  return (chance.next() - 0.5) * 2 * stray;
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1_000_000) / 1_000_000;
}
