/**
 * Measures the ways everything goes, on a database that flushes to disk: `node bench/run.ts`.
 * Ratios are of one run on one machine; only they can be compared with another's.
 */
import { measureBoard } from "./board.ts";
import { measureConsolidation } from "./consolidation.ts";
import { measureImport } from "./imports.ts";
import { measurePushes } from "./push.ts";
import { type Measured, openStage } from "./stage.ts";
import { measureWrites } from "./writes.ts";

const stage = await openStage();
try {
  table("Writes", await measureWrites(stage));
  table("What phones send", await measurePushes(stage));
  table("Import", await measureImport(stage, 3_400));
  table("Which checkpoints to keep", await measureConsolidation());
  table("A town of 10,000 in its response", await measureBoard(stage, 500));
} finally {
  await stage.close();
}

function table(title: string, lines: readonly Measured[]): void {
  const width = (name: keyof Measured): number =>
    Math.max(...lines.map((line) => line[name].length));
  console.log(`\n${title}`);
  for (const { what, result, beside } of lines) {
    const padded = `${what.padEnd(width("what"))}  ${result.padEnd(width("result"))}  ${beside}`;
    console.log(`  ${padded.trimEnd()}`);
  }
}
