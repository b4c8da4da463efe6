/** People come back: from where, when and how, by the era's own map of risk. */
import { addDays, type Day } from "@lianfang/core/kernel/time.ts";
import type { ResidentRow } from "@lianfang/core/registry/contract.ts";
import { type Actor, allRows, eachOf, write } from "./actor.ts";
import type { Chance } from "./chance.ts";
import type { Stage } from "./outbreak.ts";

export interface Arrivals {
  /** Residents who work elsewhere and may come back; taken from the front. */
  returnees: ResidentRow[];
  /** Division codes of the regions that put their people under observation. */
  riskCodes: string[];
}

/** How many come on each day of a response: a wave before the first day, then ever fewer. */
const perDay = [48, 30, 22, 16, 13, 11, 9, 8, 7, 6, 5];
const shareFromRisk = 0.45;
/** Places people commonly work in and come back from. */
const otherOrigins = ["440300", "440100", "310100", "330100", "350200", "510100", "500100", "110100", "320500"];

/** Finds who may come back, and which regions count by the policy in force. */
export async function readyArrivals(office: Actor, chance: Chance): Promise<Arrivals> {
  const workers = await allRows((after) =>
    office.api.registry.residents({ ageFrom: 18, ageTo: 58, limit: 200, after }),
  );
  const { versions, inForceId } = await office.api.policy.versions({});
  const inForce = versions.find(({ versionId }) => versionId === inForceId);
  const riskCodes = (inForce?.rules.riskRegions ?? []).map(({ divisionCode }) => divisionCode);
  return { returnees: chance.shuffle(workers), riskCodes };
}

export async function recordArrivals(stage: Stage, day: Day, number: number): Promise<void> {
  const count = perDay[number - 1] ?? 4;
  const comers = stage.arrivals.returnees.splice(0, count);
  await eachOf(comers, (comer) => recordOne(stage, comer, day, number));
}

async function recordOne({ cast, chance, arrivals }: Stage, comer: ResidentRow, day: Day, number: number) {
  const isFromRisk = arrivals.riskCodes.length > 0 && chance.number() < shareFromRisk;
  const originCode = chance.pick(isFromRisk ? arrivals.riskCodes : otherOrigins);
  // On the first day the door-knock finds those who came in the two weeks before.
  const daysAgo = number === 1 ? chance.upTo(13) : chance.upTo(2);
  const arrivedOn = addDays(day, -daysAgo);
  const transport = chance.pick(["train", "coach", "car", "plane"] as const);
  await cast.office.api.screening.recordArrival({
    ...write(),
    person: { is: "resident", residentId: comer.residentId },
    originCode,
    transitCodes: [],
    leftOriginOn: addDays(arrivedOn, -chance.upTo(1)),
    arrivedOn,
    transport,
    transportNumber: transport === "train" ? `G${100 + chance.upTo(899)}` : undefined,
    door: chance.pick(["door-knock", "door-knock", "self-report", "checkpoint", "county-list"] as const),
  });
}
