import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import type { observationContract } from "@lianfang/core/observation/contract.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import type { ModuleParts } from "../kernel/module.ts";
import { missedJob, observationReactions } from "./alerting.ts";
import { certificate } from "./certificate.ts";
import { readingsDue } from "./due-queries.ts";
import { changedOrders } from "./feed-store.ts";
import { observationFigures } from "./figures.ts";
import { issue, release, revoke } from "./order-commands.ts";
import { pulledOrders, pulledWindows } from "./pull-store.ts";
import { pulledAlerts } from "./pulled-alerts.ts";
import { alerts, draft, listed, readingsOf, show } from "./queries.ts";
import { acknowledge, correctReading } from "./reading-commands.ts";
import { recordReading } from "./record-reading.ts";
import { observationTies } from "./ties-store.ts";

export const observationRoutes: Handlers<typeof observationContract> = {
  draft,
  issue,
  orders: listed,
  readingsOf,
  order: show,
  changedOrders: (input, context) => changedOrders(context, input),
  release,
  revoke,
  certificate,
  readingsDue,
  recordReading,
  correctReading,
  alerts,
  acknowledge,
};

export const observationParts: ModuleParts = {
  figures: observationFigures,
  ties: observationTies,
  reactions: observationReactions,
  jobs: [missedJob],
  pulls: [pulledOrders, pulledWindows, pulledAlerts],
  constraints: {
    // Two at once; each alone is told what the other did.
    observation_order_standing: kernelProblems.changedMeanwhile,
    observation_reading_replaced: kernelProblems.changedMeanwhile,
  },
};
