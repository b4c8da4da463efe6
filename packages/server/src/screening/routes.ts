import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import type { screeningContract } from "@lianfang/core/screening/contract.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import type { ModuleParts } from "../kernel/module.ts";
import { correctArrival, recordArrival, voidArrival } from "./commands.ts";
import { changedArrivals } from "./feed-store.ts";
import { screeningFigures } from "./figures.ts";
import { pulledOrigins } from "./pulled-origins.ts";
import { assess, list, previewPolicy, show } from "./queries.ts";
import { screeningTies } from "./ties-store.ts";

export const screeningRoutes: Handlers<typeof screeningContract> = {
  arrivals: list,
  arrival: show,
  changedArrivals: (input, context) => changedArrivals(context, input),
  assess,
  recordArrival,
  correctArrival,
  voidArrival,
  previewPolicy,
};

export const screeningParts: ModuleParts = {
  figures: screeningFigures,
  ties: screeningTies,
  pulls: [pulledOrigins],
  constraints: {
    // Two at once; each alone is told which arrival is already there.
    arrival_journey: kernelProblems.changedMeanwhile,
  },
};
