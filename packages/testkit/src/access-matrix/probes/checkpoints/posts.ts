import type { checkpointProcedures } from "@lianfang/core/checkpoints/checkpoint-contract.ts";
import type { ProbesOf } from "../../probe.ts";
import { fields, type Records } from "./records.ts";

export const postsProbes: ProbesOf<typeof checkpointProcedures, Records> = {
  checkpoints: {
    kind: "list",
    input: { limit: 200 },
    narrowed: ({ areaId }) => ({ areaId }),
    shows: ({ rows }, { records }) =>
      rows.some(({ checkpointId }) => checkpointId === records.checkpointId),
  },
  map: {
    kind: "list",
    input: {},
    shows: ({ checkpoints }, { records }) =>
      checkpoints.some(({ checkpointId }) => checkpointId === records.checkpointId),
  },
  checkpoint: {
    kind: "aimed",
    input: ({ records: { checkpointId } }) => ({ checkpointId }),
  },
  create: {
    kind: "aimed",
    input: ({ areaId }) => fields(areaId, "新设卡口"),
  },
  edit: {
    kind: "aimed",
    input: ({ areaId, records: { checkpointId } }) => ({
      ...fields(areaId, "改名卡口"),
      checkpointId,
      revision: 1,
    }),
  },
  close: {
    kind: "aimed",
    input: ({ records: { checkpointId } }) => ({
      checkpointId,
      closedOn: "2020-02-06",
      reason: "合并",
    }),
  },
  reopen: {
    kind: "aimed",
    input: ({ records: { closedId } }) => ({ checkpointId: closedId, openedOn: "2020-02-06" }),
  },
  setShift: {
    kind: "aimed",
    input: ({ records: { checkpointId, staffId } }) => ({
      checkpointId,
      startsAt: "2020-02-07T00:00:00.000Z",
      endsAt: "2020-02-07T08:00:00.000Z",
      staffIds: [staffId],
    }),
  },
  removeShift: {
    kind: "aimed",
    input: ({ records: { checkpointId, shiftId } }) => ({ checkpointId, shiftId }),
  },
};
