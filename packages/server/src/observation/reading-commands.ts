import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import { type Instant, townDay } from "@lianfang/core/kernel/time.ts";
import { type observationContract, problems } from "@lianfang/core/observation/contract.ts";
import { isFever } from "@lianfang/core/observation/rules.ts";
import type { CommandContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { policyOn } from "../policy/in-force.ts";
import { alertStore } from "./alert-store.ts";
import { readingStore } from "./reading-store.ts";

type Routes = Handlers<typeof observationContract>;

/** A temperature held against the fever line of the day it was taken on. */
async function judged(context: CommandContext, celsius: number, takenAt: Instant) {
  const day = townDay(takenAt, context.town.timeZone);
  const { versionId, rules } = await policyOn(context, day);
  return { celsius, isFever: isFever(celsius, rules), policyVersionId: versionId };
}

export const correctReading: Routes["correctReading"] = async (input, context) => {
  const store = readingStore(context);
  const wrong = await store.find(input.readingId);
  if (!wrong) throw problems.readingNotFound();
  if (wrong.replaced_by) throw kernelProblems.changedMeanwhile();
  const reading = await judged(context, input.celsius, wrong.taken_at);
  const readingId = context.id;
  await store.insert({
    readingId,
    orderId: wrong.order_id,
    takenAt: wrong.taken_at,
    symptoms: wrong.symptoms,
    note: wrong.note ?? undefined,
    corrects: { readingId: wrong.reading_id, reason: input.reason },
    ...reading,
  });
  context.about({
    kind: "reading",
    ids: [readingId, wrong.reading_id, wrong.order_id],
    areaId: wrong.area_id,
  });
  return { readingId, isFever: reading.isFever };
};

export const acknowledge: Routes["acknowledge"] = async ({ alertId, action }, context) => {
  if (context.actor.is !== "account") throw kernelProblems.forbidden();
  const store = alertStore(context);
  const alert = await store.hold(alertId);
  if (!alert) throw problems.alertNotFound();
  if (alert.closed_at) throw problems.alertDone();
  await store.close(alertId, context.actor.accountId, action);
  context.about({
    kind: "alert",
    ids: [alertId, alert.order_id, alert.resident_id],
    areaId: alert.area_id,
  });
  return {};
};
