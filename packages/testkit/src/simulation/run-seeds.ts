/**
 * The phone's core against the server's own doors and a real database, a thousand seeds of bad luck.
 * `SIMULATION_SEED=<seed>` runs one of them alone and tells what happened; `SIMULATION_SEEDS=<count>`
 * runs more or fewer.
 */
import { afterAll, expect, test } from "vitest";
import { simulate } from "./scenario.ts";
import { openStage } from "./towns.ts";

/** The database is waited for: others go on meanwhile. */
const atOnce = 24;

/** One half of the seeds: two processes share them. */
export async function runSeeds(half: "odd" | "even"): Promise<void> {
  const seeds = seedsOf(half);
  const stage = await openStage(seeds.length);
  afterAll(() => stage.close());

  test(`${seeds.length} seeds come to rest with nothing lost, doubled or left behind`, async () => {
    const failed: string[] = [];
    let next = 0;
    const worker = async (): Promise<void> => {
      while (next < seeds.length) {
        const at = next;
        next += 1;
        const seed = seeds[at] ?? 0;
        const found = await simulate(stage, seed, stage.townIds[at] ?? "");
        const replay = `SIMULATION_SEED=${seed} npx vitest run packages/testkit/src/simulation`;
        if (found.length > 0) failed.push(`seed ${seed} (${replay}):`, ...found);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    expect(failed.slice(0, 80).join("\n")).toBe("");
  }, 600_000);
}

function seedsOf(half: "odd" | "even"): number[] {
  const only = process.env.SIMULATION_SEED;
  const count = Number(process.env.SIMULATION_SEEDS ?? 1_000);
  const all = only ? [Number(only)] : Array.from({ length: count }, (_, at) => at + 1);
  return all.filter((seed) => (seed % 2 === 0) === (half === "even"));
}
