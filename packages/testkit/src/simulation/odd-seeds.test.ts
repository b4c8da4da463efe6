import { runSeeds } from "./run-seeds.ts";

await runSeeds("odd");
