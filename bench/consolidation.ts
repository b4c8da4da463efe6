/** Which checkpoints to keep: a town of 121 entrances to the proved best, and one ten times larger. */
import { Wishes } from "@lianfang/core/checkpoints/consolidation.ts";
import { solvePlan } from "@lianfang/server/checkpoints/plan-solver.ts";
import { generateRoads } from "@lianfang/testkit/roads.ts";
import type { Measured } from "./stage.ts";

interface Size {
  villages: number;
  entrances: number;
  seconds: number;
}

const sizes: readonly Size[] = [
  { villages: 47, entrances: 121, seconds: 60 },
  { villages: 470, entrances: 1_210, seconds: 60 },
];

/** Needs no database: every size with three seeds. */
export async function measureConsolidation(): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const { villages, entrances, seconds } of sizes) {
    for (const seed of [1, 2, 3]) {
      const graph = generateRoads({ seed, villages, entrances });
      const wishes = Wishes.parse({ maxDetourMinutes: 5 });
      const result = await solvePlan({ graph, wishes, seconds });
      const what = `${entrances} entrances, ${villages} villages, seed ${seed}`;
      if (result.is !== "solved") {
        measured.push({ what, result: result.is, beside: "" });
        continue;
      }
      const gap = result.gap === 0 ? "proved" : `gap ${(result.gap * 100).toFixed(1)} %`;
      measured.push({
        what,
        result: `${result.manned} kept in ${(result.milliseconds / 1000).toFixed(1)} s`,
        beside: `${gap}, ${result.rounds} rounds`,
      });
    }
  }
  return measured;
}
