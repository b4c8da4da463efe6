/**
 * The phone's core against the server's own doors and a real database, a thousand seeds of bad luck.
 * `SIMULATION_SEED=<seed>` runs one of them alone and tells what happened; `SIMULATION_SEEDS=<count>`
 * runs more or fewer.
 */
import { afterAll, expect, test } from "vitest";
import { simulate } from "./scenario.ts";
import { openStage } from "./towns.ts";

const only = process.env.SIMULATION_SEED;
const seeds = only
  ? [Number(only)]
  : Array.from({ length: Number(process.env.SIMULATION_SEEDS ?? 1_000) }, (_, at) => at + 1);
/** The database is waited for: others go on meanwhile. */
const atOnce = 24;

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
}, 300_000);
