/**
 * The phone's core against the server's own doors and a real database, a thousand seeds of bad luck,
 * and one crash at every await of the core. `SIMULATION_SEED=<seed>` runs one of the seeds alone and
 * tells what happened; `SIMULATION_SEEDS=<count>` runs more or fewer.
 */
import { afterAll, expect, test } from "vitest";
import { eachOf } from "../in-parallel.ts";
import { crashesOf, type Script, scripts } from "./crash-everywhere.ts";
import { simulate } from "./scenario.ts";
import { openStage } from "./towns.ts";

/** The database is waited for: others go on meanwhile. */
const atOnce = 24;

/** One half of all: two processes share them. */
export async function runSeeds(half: "odd" | "even"): Promise<void> {
  const seeds = seedsOf(half);
  const stage = await openStage();
  afterAll(() => stage.close());

  test(`${seeds.length} seeds come to rest with nothing lost, doubled or left behind`, async () => {
    const townIds = await stage.copies(seeds.length);
    const failed = new Map<string, readonly string[]>();
    await eachOf(
      seeds,
      async (seed, at) => {
        const found = await simulate(stage, seed, townIds[at] ?? "");
        const replay = `SIMULATION_SEED=${seed} npx vitest run packages/testkit/src/simulation`;
        if (found.length > 0) failed.set(`seed ${seed} (${replay}):`, found);
      },
      atOnce,
    );
    expect(told(failed)).toBe("");
  }, 600_000);

  if (process.env.SIMULATION_SEED) return;

  test.each(scripts)(
    "$name: a crash at any await loses and doubles nothing",
    async (script) => {
      expect(told(await crashed(script))).toBe("");
    },
    600_000,
  );

  async function crashed(script: Script): Promise<Map<string, readonly string[]>> {
    const whole = await crashesOf(stage, script);
    const mine = whole.awaits.filter((at) => (at % 2 === 0) === (half === "even"));
    const townIds = await stage.copies(mine.length);
    const failed = new Map<string, readonly string[]>();
    if (whole.found.length > 0) failed.set("without a crash:", whole.found);
    await eachOf(
      mine,
      async (crashAt, at) => {
        const found = await whole.crash(crashAt, townIds[at] ?? "");
        if (found.length > 0) failed.set(`crashed at await ${crashAt}:`, found);
      },
      atOnce,
    );
    return failed;
  }
}

const mostLines = 80;

/** All that failed in one line; of the first ones, what happened. */
function told(failed: ReadonlyMap<string, readonly string[]>): string {
  if (failed.size === 0) return "";
  const names = [...failed.keys()].map((name) => name.replace(/ \(.*|:$/, ""));
  const lines = [...failed].flatMap(([name, found]) => [name, ...found]);
  return [`${failed.size} failed: ${names.join(", ")}`, ...lines.slice(0, mostLines)].join("\n");
}

function seedsOf(half: "odd" | "even"): number[] {
  const only = process.env.SIMULATION_SEED;
  const count = Number(process.env.SIMULATION_SEEDS ?? 1_000);
  const all = only ? [Number(only)] : Array.from({ length: count }, (_, at) => at + 1);
  return all.filter((seed) => (seed % 2 === 0) === (half === "even"));
}
