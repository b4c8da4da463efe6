/** Temperatures taken, most of them in time; alerts answered, most of them at once. */
import { allRows, eachOf, write } from "./actor.ts";
import type { Chance } from "./chance.ts";
import type { Stage } from "./outbreak.ts";

/** Shares of what happens to a reading that is due. */
const missed = 0.03;
const feverish = 0.006;

export async function takeReadings({ cast, chance }: Stage, windowId: string): Promise<void> {
  const due = await allRows((after) =>
    cast.medic.api.observation.readingsDue({ windowId, state: "open", limit: 200, after }),
  );
  const { now } = await cast.medic.api.accounts.me({});
  await eachOf(due, async ({ orderId }) => {
    if (chance.number() < missed) return;
    const isFeverish = chance.number() < feverish;
    await cast.medic.api.observation.recordReading({
      ...write(),
      happenedAt: now,
      orderId,
      celsius: isFeverish ? between(chance, 37.4, 38.6) : between(chance, 36.1, 36.9),
      takenAt: now,
      symptoms: isFeverish ? ["cough", "fatigue"] : [],
    });
  });
}

/** A temperature in tenths of a degree. */
function between(chance: Chance, low: number, high: number): number {
  return Math.round((low + chance.number() * (high - low)) * 10) / 10;
}

const actions = {
  fever: ["已转镇卫生院发热门诊，同住人员一并观察", "村医上门复测，仍高，已报卫生院"],
  missed: ["电话询问，本人已自测补报", "村医已上门补测"],
} as const;

/** @param share of the open alerts that somebody takes up; the others wait on the board */
export async function answerAlerts({ cast, chance }: Stage, share: number): Promise<void> {
  const open = await allRows((after) =>
    cast.medic.api.observation.alerts({ isOpen: true, limit: 200, after }),
  );
  await eachOf(open, async ({ alertId, kind }) => {
    if (chance.number() >= share) return;
    const action = chance.pick(actions[kind]);
    await cast.medic.api.observation.acknowledge({ ...write(), alertId, action });
  });
}
