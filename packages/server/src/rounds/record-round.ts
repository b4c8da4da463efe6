/** Rounds as they are made, at doors and at places: whole outboxes of them, so many at once. */
import { covers } from "@lianfang/core/kernel/access.ts";
import { townDay } from "@lianfang/core/kernel/time.ts";
import type { PolicyVersion } from "@lianfang/core/policy/contract.ts";
import { problems, type roundsContract } from "@lianfang/core/rounds/contract.ts";
import { demandRecordable, ruleNamed } from "@lianfang/core/rounds/rules.ts";
import { type BatchCall, batched, type Reading } from "../kernel/endpoint/batched.ts";
import type { InputOf } from "../kernel/endpoint/handlers.ts";
import { policyStore } from "../policy/store.ts";
import { keyOf, roundBatchStore } from "./batch-store.ts";

type Input =
  | InputOf<(typeof roundsContract)["recordVisit"]>
  | InputOf<(typeof roundsContract)["recordPatrol"]>;

interface Facts {
  areas: ReadonlyMap<string, string>;
  versions: readonly PolicyVersion[];
}

export const recordRound = batched({
  readsAhead: true,

  async load(calls: readonly BatchCall<Input>[], batch: Reading): Promise<Facts> {
    const [areas, versions] = await Promise.all([
      roundBatchStore(batch).areasOf(calls.map(({ input }) => input)),
      policyStore(batch).versions(),
    ]);
    return { areas, versions };
  },

  judge({ input, context }: BatchCall<Input>, { areas, versions }: Facts) {
    const { ruleId, targetKind, targetId, doneAt, outcome, checks, answers, finding, note } = input;
    const { id: recordId, reach, now, actor, town } = context;
    const areaId = areas.get(keyOf(input));
    if (areaId === undefined || !covers(reach, areaId)) throw problems.targetNotFound();
    demandRecordable({ doneAt, checks, finding }, now);
    const rule = ruleNamed(ruleId, targetKind, townDay(doneAt, town.timeZone), versions);
    const { duty, target } = rule;
    const recordedBy = actor.is === "account" ? actor.accountId : undefined;
    return {
      row: {
        ...{ recordId, ruleId, duty, target, targetKind, targetId, areaId },
        ...{ outcome, checks, answers, finding, note, doneAt, receivedAt: now, recordedBy },
      },
      about: { kind: "round", ids: [recordId, targetId], areaId },
      answer: { recordId },
    };
  },

  writeAll: (rows, batch) => roundBatchStore(batch).insert(rows),
});
