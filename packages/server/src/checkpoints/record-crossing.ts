/** Crossings as they are written down: at a busy hour many at once, so they are written many at once. */
import type { checkpointsContract } from "@lianfang/core/checkpoints/contract.ts";
import { guards } from "@lianfang/core/checkpoints/crossing-contract.ts";
import { type BatchCall, batched, type Reading } from "../kernel/endpoint/batched.ts";
import type { InputOf } from "../kernel/endpoint/handlers.ts";
import { type CrossingCall, type CrossingFacts, judge, loadFacts } from "./crossing-judging.ts";
import { insertLines } from "./crossing-store.ts";
import { standingOf } from "./standing-store.ts";

type Call = BatchCall<InputOf<(typeof checkpointsContract)["recordCrossing"]>>;

interface Facts {
  records: CrossingFacts;
  calls: ReadonlyMap<Call, CrossingCall>;
}

/** The reach of a role on checkpoints beside one on areas asks the database; others do not. */
async function callOf(call: Call, { db }: Reading): Promise<CrossingCall> {
  const { id: crossingId, happenedAt: _, ...crossing } = call.input;
  return { crossingId, crossing, standing: await standingOf({ ...call.context, db }, guards) };
}

export const recordCrossing = batched({
  readsAhead: true,
  async load(given: readonly Call[], batch): Promise<Facts> {
    const calls = new Map<Call, CrossingCall>();
    for (const call of given) calls.set(call, await callOf(call, batch));
    const now = given[0]?.context.now ?? batch.kernel.clock.now();
    return { calls, records: await loadFacts([...calls.values()], { ...batch, now }) };
  },

  judge(call: Call, { calls, records }: Facts) {
    const crossing = calls.get(call);
    if (!crossing) throw new Error("a call that was not read");
    const { lines, areaId, ruled } = judge(crossing, records, call.context);
    const { crossingId } = crossing;
    return {
      row: lines,
      about: { kind: "crossing", ids: [crossingId, call.input.checkpointId], areaId },
      answer: { crossingId, lines: ruled },
    };
  },

  writeAll: (rows, batch) => insertLines(batch, rows.flat()),
});
