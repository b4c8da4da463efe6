import type { crossingProcedures } from "@lianfang/core/checkpoints/crossing-contract.ts";
import type { CheckpointDemands } from "@lianfang/core/policy/rules-data.ts";
import type { ProbesOf } from "../../probe.ts";
import { passing, type Records } from "./records.ts";

const demands: CheckpointDemands = {
  temperature: true,
  registration: true,
  mask: true,
  pass: false,
  healthCode: false,
  venueCode: false,
  purposes: [],
};

export const crossingsProbes: ProbesOf<typeof crossingProcedures, Records> = {
  recordCrossing: {
    kind: "aimed",
    input: ({ records: { checkpointId } }) => passing(checkpointId),
  },
  correctCrossing: {
    kind: "aimed",
    input: ({ records: { crossingId, checkpointId } }) => {
      const { checkpointId: _, ...crossing } = passing(checkpointId);
      return { ...crossing, crossingId, reason: "写错了" };
    },
  },
  amendCrossing: {
    kind: "aimed",
    input: ({ records: { crossingId } }) => ({
      crossingId,
      reason: "体温看错",
      people: [{ line: 0, celsius: 36.4 }],
    }),
  },
  voidCrossing: {
    kind: "aimed",
    input: ({ records: { crossingId } }) => ({ crossingId, reason: "重登" }),
  },
  crossings: {
    kind: "list",
    input: { limit: 200 },
    narrowed: ({ records: { checkpointId } }) => ({ checkpointId }),
    shows: ({ rows }, { records }) =>
      rows.some(({ crossingId }) => crossingId === records.crossingId),
  },
  crossing: { kind: "aimed", input: ({ records: { crossingId } }) => ({ crossingId }) },
  counts: {
    kind: "list",
    input: {},
    narrowed: ({ records: { checkpointId } }) => ({ checkpointId }),
    shows: ({ byCheckpoint }, { records }) =>
      byCheckpoint.some(({ checkpointId }) => checkpointId === records.checkpointId),
  },
  traveller: {
    kind: "aimed",
    input: ({ records: { checkpointId } }) => ({ checkpointId }),
  },
  kit: { kind: "aimed", input: ({ records: { checkpointId } }) => ({ checkpointId }) },
  followUp: {
    kind: "aimed",
    input: ({ records: { feverishId } }) => ({
      crossingId: feverishId,
      line: 0,
      action: "已报卫生院",
    }),
  },
  doubles: {
    kind: "list",
    input: {},
    narrowed: ({ records: { checkpointId } }) => ({ checkpointId }),
    shows: ({ pairs }, { records: { pair } }) =>
      pairs.some(({ earlier }) => [pair.earlierId, pair.laterId].includes(earlier.crossingId)),
  },
  judgeDouble: {
    kind: "aimed",
    input: ({ records: { pair } }) => ({ ...pair, isSame: true }),
  },
  previewDemands: { kind: "plain", input: () => ({ demands, feverCelsius: 37.3 }) },
};
