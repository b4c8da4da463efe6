import type { planProcedures } from "@lianfang/core/checkpoints/plan-contract.ts";
import type { ProbesOf } from "../../probe.ts";
import { type Records, roadsFile } from "./records.ts";

/** A beginning: one village, no roads. */
const drawn = { nodes: [{ id: "v", kind: "village" as const, lon: 106, lat: 31 }], roads: [] };

const wishes = { maxDetourMinutes: 10 };

export const plansProbes: ProbesOf<typeof planProcedures, Records> = {
  plans: {
    kind: "list",
    input: { limit: 10 },
    shows: ({ rows }, { records }) => rows.some(({ planId }) => planId === records.planId),
  },
  plan: { kind: "aimed", input: ({ records: { planId } }) => ({ planId }) },
  makePlan: {
    kind: "plain",
    input: ({ records: { checkpointId } }) => ({
      title: "新方案",
      file: roadsFile(checkpointId),
    }),
  },
  drawPlan: {
    kind: "aimed",
    input: ({ records: { planId } }) => ({ planId, revision: 1, graph: drawn }),
  },
  propose: { kind: "aimed", input: ({ records: { planId } }) => ({ planId, wishes }) },
  choosePlan: {
    kind: "aimed",
    input: ({ records: { planId } }) => ({ planId, wishes, states: { r: "manned" } }),
  },
  applyPlan: {
    kind: "aimed",
    input: ({ records: { planId } }) => ({
      planId,
      closesOn: "2020-02-07",
      confirmedBy: "何镇长",
    }),
    ends: "checkpoints.planNotSolved",
  },
};
