/** Alerts answered, most of them soon: who was called, who went there, what was done. */
import { setTimeout as sleep } from "node:timers/promises";
import { addMinutes } from "@lianfang/core/kernel/time.ts";
import { eachOf } from "@lianfang/testkit/in-parallel.ts";
import { type Actor, allRows } from "../actor.ts";
import { isLastDay, type Stage } from "../stage.ts";
import { normalFor, takerFor, type Window } from "./observation-rounds.ts";

type Alert = Awaited<ReturnType<Actor["api"]["observation"]["alerts"]>>["rows"][number];

const openAlerts = (stage: Stage, kind: Alert["kind"]): Promise<Alert[]> =>
  allRows((after) =>
    stage.cast.medic.api.observation.alerts({ kind, isOpen: true, limit: 200, after }),
  );

/** Alerts follow a reading by themselves, a moment later: the town's clock waits for them. */
const patienceMs = 20_000;
const lookAgainMs = 25;

async function until<Found>(look: () => Promise<Found | undefined>): Promise<Found> {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(lookAgainMs);
  }
  throw new Error("what should follow by itself did not");
}

/** The alert of a fever just read. */
export function awaitFeverAlert(stage: Stage, orderId: string): Promise<Alert> {
  return until(async () =>
    (await openAlerts(stage, "fever")).find((alert) => alert.orderId === orderId),
  );
}

const feverActions = [
  "已由专车转镇卫生院发热门诊，同住人员一并观察",
  "村医上门复测仍高，已报卫生院，安排专车就诊",
  "电话核实，诉咽痛一天，已约发热门诊，家人分餐分住",
] as const;
const missedActions = [
  "电话询问，本人自测正常，已提醒按时测温",
  "村医已上门补测，体温正常",
  "外出取快递错过，已当面告知不得离家",
] as const;

/** The medic looks up the telephone number, calls, and says what was done. */
export function answerFever(
  stage: Stage,
  { alertId }: Alert,
  { residentId }: { residentId: string },
  doctor: Actor,
): void {
  const { agenda, chance, cast, write } = stage;
  const own = chance("answer", alertId);
  agenda.addIn(own.whole(12, 50), async () => {
    await cast.medic.api.registry.reveal({
      ...write("reveal", alertId),
      residentId,
      reason: "发热报警，电话核实病情",
    });
    const action = own.pick(feverActions);
    await doctor.api.observation.acknowledge({ ...write("answer", alertId), alertId, action });
  });
}

/** On the last day so many are left for whoever opens the demo. */
const leftOpen = 2;

/** A window has closed: whoever was missed is called, or their reading comes in late. */
export async function followMissed(stage: Stage, window: Window): Promise<void> {
  await stage.runJob("observation.missed");
  const missed = (await openAlerts(stage, "missed"))
    .filter(({ day, windowId }) => day === window.day && windowId === window.windowId)
    .sort((one, other) => (one.orderId < other.orderId ? -1 : 1));
  const handled = isLastDay(stage, window.day) ? missed.slice(leftOpen) : missed;
  await eachOf(handled, async (alert) => {
    const own = stage.chance("missed", alert.orderId, window.nth);
    const act = own.happens(0.2) ? arriveLate : answerMissed;
    stage.agenda.addIn(own.whole(15, 90), () => act(stage, window, alert));
  });
}

async function answerMissed(stage: Stage, window: Window, alert: Alert): Promise<void> {
  const { alertId, areaId, orderId } = alert;
  const { unitLead } = stage.cast;
  const actor = unitLead.areaIds.includes(areaId) ? unitLead : takerFor(stage, areaId, orderId);
  const action = stage.chance("action", orderId, window.nth).pick(missedActions);
  await actor.api.observation.acknowledge({ ...stage.write("answer", alertId), alertId, action });
}

/** The reading was taken in time; the telephone that held it had no network. */
async function arriveLate(stage: Stage, window: Window, alert: Alert): Promise<void> {
  const { areaId, orderId, alertId } = alert;
  const takenAt = addMinutes(window.from, stage.chance("late", orderId, window.nth).whole(10, 90));
  await takerFor(stage, areaId, orderId).api.observation.recordReading({
    ...stage.write("late reading", orderId),
    happenedAt: takenAt,
    orderId,
    celsius: normalFor(stage, orderId, window),
    takenAt,
  });
  await until(
    async () =>
      (await openAlerts(stage, "missed")).every((open) => open.alertId !== alertId) || undefined,
  );
}
