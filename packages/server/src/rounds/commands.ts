import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import { problems, type roundsContract } from "@lianfang/core/rounds/contract.ts";
import { demandRecordable } from "@lianfang/core/rounds/rules.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { roundBatchStore } from "./batch-store.ts";
import { recordStore } from "./record-store.ts";

type Routes = Handlers<typeof roundsContract>;

export const correctRecord: Routes["correctRecord"] = async (input, context) => {
  const { recordId: wrongId, reason, outcome, checks, answers, finding, note, doneAt } = input;
  const wrong = await recordStore(context).find(wrongId);
  if (!wrong) throw problems.recordNotFound();
  if (wrong.correctedBy || wrong.outcome === "void") throw kernelProblems.changedMeanwhile();
  demandRecordable({ doneAt, checks, finding }, context.now);
  const { id: recordId, now, actor } = context;
  const { ruleId, duty, target, targetKind, targetId, areaId, doneBy } = wrong;
  await roundBatchStore(context).insert([
    {
      ...{ recordId, ruleId, duty, target, targetKind, targetId, areaId },
      ...{ outcome, checks, answers, finding, note, doneAt, receivedAt: now },
      recordedBy: actor.is === "account" ? actor.accountId : undefined,
      doneBy: doneBy?.staffId,
      corrects: wrongId,
      correctionReason: reason,
    },
  ]);
  context.about({ kind: "round", ids: [recordId, wrongId, targetId], areaId });
  return { recordId };
};
