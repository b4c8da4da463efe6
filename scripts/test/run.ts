/** `npm test`, on the pinned Node.js: runs every stage, whatever fails, and sums up. */
import { parseArgs } from "node:util";
import { text } from "../bootstrap/texts.mjs";
import { asOneTest, type Stage, sumOf, type Tally } from "./stage.ts";
import { stages } from "./stages.ts";

interface Outcome {
  stage: string;
  seconds: number;
  /** Undefined when there was nothing to do. */
  tally: Tally | undefined;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { only: { type: "string", multiple: true }, help: { type: "boolean", short: "h" } },
  });
  const names = stages.map(({ name }) => name).join(", ");
  if (values.help) {
    console.log(text("operations.test.help", { names }));
    return 0;
  }
  const chosen = stages.filter(({ name }) => values.only?.includes(name) ?? true);
  if (chosen.length !== (values.only?.length ?? stages.length)) {
    console.error(text("operations.test.unknown_stage", { names }));
    return 1;
  }
  const outcomes: Outcome[] = [];
  for (const stage of chosen) outcomes.push(await runStage(stage));
  return report(outcomes);
}

async function runStage(stage: Stage): Promise<Outcome> {
  console.log(`\n── ${stage.name}`);
  const startedAt = performance.now();
  const tally = await stage.run().catch((error: unknown) => asOneTest([reasonOf(error)]));
  for (const finding of tally?.findings ?? []) console.log(finding);
  return { stage: stage.name, seconds: (performance.now() - startedAt) / 1000, tally };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** @returns the exit code */
function report(outcomes: readonly Outcome[]): number {
  console.log("\n── summary");
  for (const { stage, seconds, tally } of outcomes) {
    const mark = !tally ? "–" : tally.failed > 0 ? "✗" : "✓";
    const counts = tally ? countsOf(tally) : text("operations.test.nothing");
    console.log(`${mark} ${stage.padEnd(14)}${`${seconds.toFixed(1)} s`.padStart(9)}   ${counts}`);
  }
  for (const { name, error, page } of outcomes.flatMap(({ tally }) => tally?.failures ?? [])) {
    console.log(`\n✗ ${name}\n${error.replaceAll(/^/gm, "    ")}`);
    if (page) console.log(page.replaceAll(/^/gm, "    | "));
  }
  const { passed, failed } = sumOf(outcomes.flatMap(({ tally }) => tally ?? []));
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

function countsOf({ passed, failed, skipped = 0 }: Tally): string {
  const counts = { passed, failed, skipped };
  return text(skipped > 0 ? "operations.test.counts_skipped" : "operations.test.counts", counts);
}

process.exitCode = await main();
