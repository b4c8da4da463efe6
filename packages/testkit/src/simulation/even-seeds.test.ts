import { runSeeds } from "./run-seeds.ts";

await runSeeds("even");
