import { observationContract } from "@lianfang/core/observation/contract.ts";
import type { Caller } from "@lianfang/server/app.ts";
import { observationReactions } from "@lianfang/server/observation/alerting.ts";
import { write } from "../../town.ts";
import { probesFor } from "../probe.ts";

type Issue = Parameters<Caller["observation"]["issue"]>[0];

interface Records {
  orderId: string;
  residentId: string;
  readingId: string;
  /** A fever nobody has acted on. */
  alertId: string;
  /** Restricted by policy, without an order; and the order it would get. */
  arrivalId: string;
  order: Omit<Issue, "id">;
}

const recorded = "observation.reading.recorded";

async function arrive({ screening }: Caller, areaId: string, name: string): Promise<string> {
  const { arrivalId } = await screening.recordArrival({
    ...write(),
    originCode: "420100",
    arrivedOn: "2020-02-03",
    person: { is: "new", name, sex: "female", areaId, address: `${name}家` },
  });
  return arrivalId;
}

async function orderFor({ observation }: Caller, arrivalId: string): Promise<Omit<Issue, "id">> {
  const { bases, chain, ...terms } = (await observation.draft({ arrivalId })).terms;
  return {
    ...terms,
    arrivalId,
    basisIds: bases.map(({ id }) => id),
    chain: chain.map(({ level, staffId }) => ({ level, staffId })),
  };
}

export const probes = probesFor(observationContract)<Records>({
  async prepare({ areaId, name, townId }, director, _before, system) {
    const { observation } = director;
    const observed = await arrive(director, areaId, `在管${name}`);
    const terms = await orderFor(director, observed);
    const { orderId } = await observation.issue({ ...write(), ...terms });
    const takenAt = system.kernel.clock.now();
    const fever = { ...write(), orderId, celsius: 38.5, takenAt };
    const { readingId } = await observation.recordReading(fever);
    const entry = { townId, id: readingId, entry: recorded, subject: undefined };
    for (const { run } of observationReactions[recorded] ?? []) await run(entry, system);
    const { rows } = await observation.alerts({ areaId });
    const arrivalId = await arrive(director, areaId, `待定${name}`);
    const { residentId } = await observation.order({ orderId });
    return {
      orderId,
      residentId,
      readingId,
      alertId: rows.find((alert) => alert.orderId === orderId)?.alertId ?? "",
      arrivalId,
      order: await orderFor(director, arrivalId),
    };
  },
  probes: {
    draft: { kind: "aimed", input: ({ records: { arrivalId } }) => ({ arrivalId }) },
    issue: { kind: "aimed", input: ({ records: { order } }) => order },
    orders: {
      kind: "list",
      input: { limit: 200 },
      narrowed: ({ areaId }) => ({ areaId }),
      shows: ({ rows }, { records }) => rows.some(({ orderId }) => orderId === records.orderId),
    },
    order: { kind: "aimed", input: ({ records: { orderId } }) => ({ orderId }) },
    changedOrders: {
      kind: "list",
      input: { limit: 1_000 },
      shows: ({ changes }, { records }) =>
        changes.some((change) => change.is === "present" && change.orderId === records.orderId),
    },
    release: {
      kind: "aimed",
      input: ({ records: { orderId } }) => ({ orderId, checklist: ["term-served"] }),
      ends: "observation.tooEarlyToRelease",
    },
    revoke: {
      kind: "aimed",
      input: ({ records: { orderId } }) => ({ orderId, reason: "误下达" }),
    },
    certificate: {
      kind: "aimed",
      input: ({ records: { orderId } }) => ({ orderId }),
      ends: "observation.notReleased",
    },
    readingsOf: { kind: "aimed", input: ({ records: { residentId } }) => ({ residentId }) },
    readingsDue: {
      kind: "list",
      input: { limit: 200 },
      narrowed: ({ areaId }) => ({ areaId }),
      shows: ({ rows }, { records }) => rows.some(({ orderId }) => orderId === records.orderId),
    },
    recordReading: {
      kind: "aimed",
      input: ({ records: { orderId } }) => ({
        orderId,
        celsius: 36.5,
        takenAt: "2020-02-05T04:00:00.000Z",
      }),
    },
    correctReading: {
      kind: "aimed",
      input: ({ records: { readingId } }) => ({ readingId, celsius: 36.6, reason: "看错" }),
    },
    alerts: {
      kind: "list",
      input: { limit: 200 },
      narrowed: ({ areaId }) => ({ areaId }),
      shows: ({ rows }, { records }) => rows.some(({ alertId }) => alertId === records.alertId),
    },
    acknowledge: {
      kind: "aimed",
      input: ({ records: { alertId } }) => ({ alertId, action: "已复测" }),
    },
  },
});
