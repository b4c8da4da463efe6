/** Readings as they are taken: many at the hours of the windows, so they are written many at once. */
import { covers } from "@lianfang/core/kernel/access.ts";
import { type Day, townDay } from "@lianfang/core/kernel/time.ts";
import { type observationContract, problems } from "@lianfang/core/observation/contract.ts";
import { demandReadable, isFever } from "@lianfang/core/observation/rules.ts";
import { problems as policyProblems } from "@lianfang/core/policy/contract.ts";
import { type BatchCall, batched } from "../kernel/endpoint/batched.ts";
import type { InputOf } from "../kernel/endpoint/handlers.ts";
import { type PolicyInForce, policiesOn } from "../policy/in-force.ts";
import { type HeldOrder, readingBatchStore } from "./reading-batch-store.ts";

type Call = BatchCall<InputOf<(typeof observationContract)["recordReading"]>>;

interface Facts {
  orders: ReadonlyMap<string, HeldOrder>;
  policies: ReadonlyMap<Day, PolicyInForce>;
}

const dayOf = ({ input, context }: Call): Day => townDay(input.takenAt, context.town.timeZone);

export const recordReading = batched({
  async load(calls: readonly Call[], batch): Promise<Facts> {
    const store = readingBatchStore(batch);
    return {
      orders: await store.orders(calls.map(({ input }) => input.orderId)),
      policies: await policiesOn(batch, [...new Set(calls.map(dayOf))]),
    };
  },

  judge(call: Call, { orders, policies }: Facts) {
    const { orderId, celsius, takenAt, symptoms, note } = call.input;
    const { id: readingId, reach, now, actor } = call.context;
    const order = orders.get(orderId);
    if (!order || !covers(reach, order.areaId)) throw problems.orderNotFound();
    demandReadable(order, takenAt, now);
    const policy = policies.get(dayOf(call));
    if (!policy) throw policyProblems.noPolicyOnDay({ day: dayOf(call) });
    const judged = { isFever: isFever(celsius, policy.rules), policyVersionId: policy.versionId };
    const takenBy = actor.is === "account" ? actor.accountId : undefined;
    const reading = { readingId, orderId, celsius, takenAt, symptoms, note, ...judged };
    return {
      row: { ...reading, takenBy, receivedAt: now },
      about: {
        kind: "reading",
        ids: [readingId, orderId, order.residentId],
        areaId: order.areaId,
      },
      answer: { readingId, isFever: judged.isFever },
    };
  },

  writeAll: (rows, batch) => readingBatchStore(batch).insert(rows),
});
