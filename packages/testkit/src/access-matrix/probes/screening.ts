import type { PolicyRules } from "@lianfang/core/policy/contract.ts";
import { screeningContract } from "@lianfang/core/screening/contract.ts";
import { write } from "../../town.ts";
import { probesFor } from "../probe.ts";

interface Records {
  residentId: string;
  /** Restricted by policy, without an order. */
  arrivalId: string;
  rules: PolicyRules;
}

const journey = { originCode: "420100", arrivedOn: "2020-02-03" };

export const probes = probesFor(screeningContract)<Records>({
  async prepare({ areaId, name }, { screening, policy }) {
    const person = { is: "new" as const, name: `来者${name}`, sex: "male" as const, areaId };
    const recorded = await screening.recordArrival({ ...write(), ...journey, person });
    const { versions, inForceId } = await policy.versions({});
    const inForce = versions.find(({ versionId }) => versionId === inForceId);
    if (!inForce) throw new Error("no policy in force");
    return {
      residentId: recorded.residentId,
      arrivalId: recorded.arrivalId,
      rules: inForce.rules,
    };
  },
  probes: {
    arrivals: {
      kind: "list",
      input: { limit: 200 },
      narrowed: ({ areaId }) => ({ areaId }),
      shows: ({ rows }, { records }) =>
        rows.some(({ arrivalId }) => arrivalId === records.arrivalId),
    },
    arrival: { kind: "aimed", input: ({ records: { arrivalId } }) => ({ arrivalId }) },
    changedArrivals: {
      kind: "list",
      input: { limit: 1_000 },
      shows: ({ changes }, { records }) =>
        changes.some((change) => change.is === "present" && change.arrivalId === records.arrivalId),
    },
    assess: { kind: "plain", input: () => journey },
    recordArrival: {
      kind: "aimed",
      input: ({ records: { residentId } }) => ({
        ...journey,
        arrivedOn: "2020-02-04",
        person: { is: "resident", residentId },
      }),
    },
    correctArrival: {
      kind: "aimed",
      input: ({ records: { arrivalId } }) => ({ arrivalId, revision: 1, note: "改" }),
    },
    voidArrival: {
      kind: "aimed",
      input: ({ records: { arrivalId } }) => ({ arrivalId, reason: "误登" }),
    },
    previewPolicy: {
      kind: "plain",
      input: ({ records: { rules } }) => ({ rules, fromDay: "2020-02-06" }),
    },
  },
});
