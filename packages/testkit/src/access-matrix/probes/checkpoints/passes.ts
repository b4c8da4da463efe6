import type { passProcedures } from "@lianfang/core/checkpoints/pass-contract.ts";
import type { ProbesOf } from "../../probe.ts";
import { type Records, vehiclePass } from "./records.ts";

export const passesProbes: ProbesOf<typeof passProcedures, Records> = {
  passes: {
    kind: "list",
    input: { limit: 200 },
    narrowed: ({ areaId }) => ({ areaId }),
    shows: ({ rows }, { records }) => rows.some(({ passId }) => passId === records.passId),
  },
  pass: { kind: "aimed", input: ({ records: { passId } }) => ({ passId }) },
  applyForPass: { kind: "aimed", input: ({ areaId }) => vehiclePass(areaId, "川B新") },
  issuePasses: {
    kind: "aimed",
    input: ({ records: { appliedPassId } }) => ({ passIds: [appliedPassId] }),
  },
  refusePass: {
    kind: "aimed",
    input: ({ records: { appliedPassId } }) => ({ passId: appliedPassId, reason: "材料不全" }),
  },
  renewPass: {
    kind: "aimed",
    input: ({ records: { passId } }) => ({ passId, validUntil: "2020-03-31" }),
  },
  reportPassLost: { kind: "aimed", input: ({ records: { passId } }) => ({ passId }) },
  revokePass: {
    kind: "aimed",
    input: ({ records: { passId } }) => ({ passId, reason: "转借他人" }),
  },
  passCode: { kind: "aimed", input: ({ records: { passId } }) => ({ passId }) },
  // Nothing within reach is nothing to print: it tells no more than an empty list.
  passSheet: {
    kind: "plain",
    input: () => ({ passIds: ["01900000-0000-7000-8000-000000000000"] }),
    ends: "checkpoints.nothingToPrint",
  },
  checkPass: { kind: "plain", input: () => ({ text: "LF1:NONE" }) },
  passMisuses: {
    kind: "list",
    input: {},
    shows: ({ misuses }, { records }) =>
      misuses.some(({ earlier }) => earlier.checkpointId === records.checkpointId),
  },
  answerMisuse: {
    kind: "aimed",
    input: ({ records: { crossingId } }) => ({
      earlierId: crossingId,
      laterId: crossingId,
      action: "已核实",
    }),
  },
};
