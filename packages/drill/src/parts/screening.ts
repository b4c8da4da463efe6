/** People come back, and the town learns of it by five doors; what was entered wrongly is put right. */

import { eachOf } from "@lianfang/testkit/in-parallel.ts";
import type { Actor } from "../actor.ts";
import type { Journey } from "../plan.ts";
import type { Part, Stage } from "../stage.ts";

/** When in the day journeys are entered; most who come on the last day do in its last hours. */
const rounds = ["09:35", "10:25", "13:50", "14:50"] as const;
const lastRounds = ["10:25", "13:50", "14:50", "15:11"] as const;

export const screeningPart: Part = (stage) => {
  const { agenda, days, plan } = stage;
  const byDay = Map.groupBy(plan.journeys, ({ foundOn }) => foundOn);
  for (const [day, journeys] of byDay) {
    const byRound = Map.groupBy(journeys, (journey) => roundOf(stage, journey));
    for (const [time, some] of byRound) agenda.add(day, time, () => enter(stage, some));
  }
  agenda.add(days[3], "10:40", () => correctTrain(stage));
  agenda.add(days[5], "14:10", () => enterWrongPerson(stage));
};

function roundOf({ chance, days }: Stage, { household, arrivedOn }: Journey): string {
  const isOfLastDay = arrivedOn === days.at(-1);
  return chance("round", household.number).pick(isOfLastDay ? lastRounds : rounds);
}

async function enter(stage: Stage, journeys: readonly Journey[]): Promise<void> {
  await eachOf(journeys, (journey) => enterOne(stage, journey));
}

async function enterOne(stage: Stage, journey: Journey): Promise<void> {
  const { person, originCode, transitCodes, leftOriginOn, arrivedOn } = journey;
  const { transport, transportNumber, isCloseContact, door } = journey;
  await entererOf(stage, journey).api.screening.recordArrival({
    ...stage.write("arrival", person.identityNumber),
    person: await personOf(stage, journey),
    originCode,
    transitCodes,
    leftOriginOn,
    arrivedOn,
    transport,
    transportNumber,
    isCloseContact,
    door,
  });
}

function areaIdOf({ town }: Stage, { household }: Journey): string {
  const village = town.villages.find(({ name }) => name === household.village);
  if (!village) throw new Error(`there is no village ${household.village}`);
  return village.areaId;
}

function entererOf(stage: Stage, journey: Journey): Actor {
  const { gridWorker, guard, office } = stage.cast;
  const areaId = areaIdOf(stage, journey);
  if (journey.door === "door-knock" && gridWorker.areaIds.includes(areaId)) return gridWorker;
  if (journey.door === "checkpoint" && guard.areaIds.includes(areaId)) return guard;
  return office;
}

/** Whoever knocks looks the person up; at the road and on lists the identity number tells. */
async function personOf(stage: Stage, journey: Journey) {
  const { person, household, door, isOnRegister } = journey;
  const { name, sex, birthday, identityNumber, phone } = person;
  if (isOnRegister && (door === "door-knock" || door === "tip")) {
    const residentId = await residentOf(entererOf(stage, journey), journey);
    if (residentId) return { is: "resident" as const, residentId };
  }
  const { group, address } = household;
  const areaId = areaIdOf(stage, journey);
  return { is: "new" as const, name, sex, birthday, identityNumber, phone, areaId, group, address };
}

async function residentOf(
  { api }: Actor,
  { person, household }: Journey,
): Promise<string | undefined> {
  const { rows } = await api.registry.residents({ search: person.name, limit: 50 });
  const found = rows.find(
    ({ householdNumber, birthday }) =>
      householdNumber === household.number && birthday === person.birthday,
  );
  return found?.residentId;
}

/** A train's number was heard wrongly on the telephone. */
async function correctTrain(stage: Stage): Promise<void> {
  const { screening } = stage.cast.office.api;
  const { rows } = await screening.arrivals({ measure: "none", limit: 50 });
  const [row] = rows;
  if (!row) return;
  const { arrivalId, revision, transport } = await screening.arrival({ arrivalId: row.arrivalId });
  await screening.correctArrival({
    ...stage.write("correct arrival"),
    arrivalId,
    revision,
    ...(transport === "train" ? { transportNumber: "D2236" } : { originDetail: "电子厂宿舍" }),
    note: "电话核对车票后更正",
  });
}

/** Two people share a name; the journey is the other's and is taken back. */
async function enterWrongPerson(stage: Stage): Promise<void> {
  const { cast, agenda, plan, chance, write } = stage;
  const today = stage.days[5] ?? "";
  const travelling = new Set(plan.journeys.map(({ household }) => household.number));
  const { rows } = await cast.office.api.registry.residents({ age: "25-50", limit: 200 });
  const others = rows.filter(({ householdNumber }) => !travelling.has(householdNumber));
  if (others.length === 0) return;
  const { arrivalId } = await cast.office.api.screening.recordArrival({
    ...write("wrong person"),
    person: { is: "resident", residentId: chance("wrong person").pick(others).residentId },
    originCode: "330100",
    arrivedOn: today,
    transport: "coach",
    door: "county-list",
  });
  agenda.addIn(22, async () => {
    await cast.office.api.screening.voidArrival({
      ...write("void arrival"),
      arrivalId,
      reason: "同名同姓，核实非本人",
    });
  });
}
