import type { resultProcedures } from "@lianfang/core/checkpoints/result-contract.ts";
import type { ProbesOf } from "../../probe.ts";
import { numbers, type Records } from "./records.ts";

export const resultsProbes: ProbesOf<typeof resultProcedures, Records> = {
  results: { kind: "plain", input: () => ({ limit: 10 }) },
  recordResult: {
    kind: "plain",
    input: () => ({
      identityNumber: numbers.identityNumber("1981-05-06", "male"),
      healthCode: "green",
    }),
  },
  askResult: {
    kind: "aimed",
    input: ({ records: { checkpointId } }) => ({
      checkpointId,
      identityNumber: numbers.identityNumber("1981-05-06", "male"),
    }),
    ends: "checkpoints.noResultSource",
  },
  resultSource: { kind: "plain", input: () => ({}) },
  importResults: {
    kind: "plain",
    input: () => ({ file: new File(["姓名"], "名单.csv") }),
    ends: "checkpoints.listUnreadable",
  },
};
