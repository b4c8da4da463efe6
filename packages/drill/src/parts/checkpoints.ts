/** The town's checkpoints: set up, cut to the fewest, and what passes at one of them day by day. */

import { decideOn } from "@lianfang/core/checkpoints/facts.ts";
import { graphToGeoJson } from "@lianfang/core/checkpoints/road-file.ts";
import type { Road, RoadGraph } from "@lianfang/core/checkpoints/road-graph.ts";
import { addDays } from "@lianfang/core/kernel/time.ts";
import type { Area } from "@lianfang/core/organization/contract.ts";
import type { PolicyRules } from "@lianfang/core/policy/rules-data.ts";
import { generateRoads } from "@lianfang/testkit/roads.ts";
import type { Actor, Api } from "../actor.ts";
import type { Part, Stage } from "../stage.ts";

type Crossing = Parameters<Api["checkpoints"]["recordCrossing"]>[0];
type Person = Crossing["people"][number];

/** What the part remembers from one act to the next. */
interface Memory {
  graph: RoadGraph | undefined;
  /** Where the guard stands: in the guard's own village, and never closed. */
  guardedId: string;
  guardedRoad: string;
  /** Texts of the cards in use. */
  cards: string[];
  rules: PolicyRules | undefined;
}

const mostVillages = 14;
const entrancesAVillage = 2;
const rounds = ["07:20", "08:05", "09:30", "11:10", "13:40", "14:25"] as const;

export const checkpointsPart: Part = (stage) => {
  const { agenda, days } = stage;
  const memory: Memory = {
    graph: undefined,
    guardedId: "",
    guardedRoad: "",
    cards: [],
    rules: undefined,
  };
  agenda.add(days[0], "14:10", () => setUp(stage, memory));
  agenda.add(days[1], "10:05", () => givePasses(stage, memory));
  agenda.add(days[3], "16:20", () => consolidate(stage, memory));
  for (const day of days.slice(1)) {
    agenda.add(day, "06:30", () => putOnDuty(stage, memory, day));
    for (const time of rounds) agenda.add(day, time, () => guardRound(stage, memory, time));
  }
  agenda.add(days.at(-1), "14:40", () => strangeThings(stage, memory));
};

function villageOf(stage: Stage, graph: RoadGraph, road: { from: string; to: string }): Area {
  const node = graph.nodes.find(
    ({ id, kind }) => kind === "village" && (id === road.from || id === road.to),
  );
  const at = graph.nodes
    .filter(({ kind }) => kind === "village")
    .findIndex(({ id }) => id === node?.id);
  const village = stage.town.villages[at] ?? stage.town.villages[0];
  if (!village) throw new Error("a town without villages");
  return village;
}

async function setUp(stage: Stage, memory: Memory): Promise<void> {
  const { cast, town } = stage;
  const villages = Math.min(mostVillages, town.villages.length);
  const entrances = villages * entrancesAVillage + 2;
  const drawn = generateRoads({ seed: town.name, villages, entrances });
  const counted = new Map<string, number>();
  const roads: Road[] = [];
  for (const road of drawn.roads) {
    const { entrance } = road;
    if (!entrance) {
      roads.push(road);
      continue;
    }
    const village = villageOf(stage, drawn, road);
    const nth = (counted.get(village.areaId) ?? 0) + 1;
    counted.set(village.areaId, nth);
    const post = await setUpOne(stage, drawn, { road, entrance, village, nth });
    roads.push({ ...road, entrance: { ...entrance, ...post } });
    if (memory.guardedId || !cast.guard.areaIds.includes(village.areaId)) continue;
    memory.guardedId = post.checkpointId;
    memory.guardedRoad = road.id;
  }
  const named = drawn.nodes.filter(({ kind }) => kind === "village");
  const names = new Map(named.map(({ id }, at) => [id, town.villages[at]?.name]));
  const nodes = drawn.nodes.map((node) => ({ ...node, name: names.get(node.id) ?? node.name }));
  memory.graph = { nodes, roads };
}

interface Wanted {
  road: Road;
  entrance: NonNullable<Road["entrance"]>;
  village: Area;
  /** The how manieth of its village. */
  nth: number;
}

async function setUpOne(
  { cast, write, chance, town }: Stage,
  { nodes }: RoadGraph,
  { road, entrance, village, nth }: Wanted,
): Promise<{ name: string; checkpointId: string }> {
  const isPier = nth === 2 && village === town.villages[2];
  const name = isPier ? `${village.name}渡口` : `${village.name}${nth}号路口`;
  const ends = [road.from, road.to].map((id) => nodes.find((node) => node.id === id));
  const { checkpointId } = await cast.office.api.checkpoints.create({
    ...write("checkpoint", name),
    name,
    areaId: village.areaId,
    kind: isPier ? "ferry-pier" : nth === 1 ? "village-entrance" : "road",
    location: {
      lon: mean(ends.map((node) => node?.lon ?? 0)),
      lat: mean(ends.map((node) => node?.lat ?? 0)),
    },
    posts: chance("posts", name).pick([1, 1, 2]),
    guardsNeeded: entrance.guards,
    equipment: [
      { item: "测温枪", quantity: 1 },
      { item: "消毒水", quantity: 2 },
    ],
  });
  return { name, checkpointId };
}

const mean = (numbers: readonly number[]): number =>
  Number((numbers.reduce((sum, one) => sum + one, 0) / numbers.length).toFixed(6));

/** Households buy in turn, one person every two days; a few drivers bring what is needed. */
async function givePasses(stage: Stage, memory: Memory): Promise<void> {
  const { cast, plan, town, write, days } = stage;
  const [village] = town.villages;
  if (!village) return;
  const adults = plan.register.households
    .filter((household) => household.village === village.name)
    .flatMap(({ members }) => members.filter(({ relation }) => relation === "head"))
    .slice(0, 14);
  const passIds: string[] = [];
  for (const { name, identityNumber } of adults) {
    const { passId } = await cast.gridWorker.api.checkpoints.applyForPass({
      ...write("pass", identityNumber),
      kind: "person",
      areaId: village.areaId,
      holderName: name,
      identityNumber,
      everyDays: 2,
      validFrom: days[1] ?? "",
      validUntil: addDays(days.at(-1) ?? "", 10),
    });
    passIds.push(passId);
  }
  const issued = passIds.slice(0, -2);
  if (issued.length === 0) return;
  await cast.director.api.checkpoints.issuePasses({ ...write("issue passes"), passIds: issued });
  for (const passId of issued) {
    const { text } = await cast.office.api.checkpoints.passCode({ passId });
    memory.cards.push(text);
  }
  const [lost] = issued;
  if (lost)
    await cast.gridWorker.api.checkpoints.reportPassLost({ ...write("lost"), passId: lost });
}

/** Many ways in, few people: the fewest checkpoints that still guard them all. */
async function consolidate({ cast, write, days }: Stage, memory: Memory): Promise<void> {
  const { graph, guardedRoad } = memory;
  if (!graph) return;
  const json = JSON.stringify(graphToGeoJson(graph));
  const file = new File([json], "roads.geojson", { type: "application/geo+json" });
  const { checkpoints } = cast.director.api;
  const { planId } = await checkpoints.makePlan({ ...write("plan"), title: "卡口精减", file });
  const pinned = guardedRoad ? { [guardedRoad]: "open" as const } : {};
  const wishes = { maxDetourMinutes: 6, pinned };
  const proposal = await checkpoints.propose({ planId, wishes });
  if (proposal.is !== "solved") return;
  // Where the guard stands there is a post, whether the plan needs one or not.
  const states = guardedRoad
    ? { ...proposal.states, [guardedRoad]: "manned" as const }
    : proposal.states;
  await checkpoints.choosePlan({ ...write("choose plan"), planId, wishes, states });
  await checkpoints.applyPlan({
    ...write("apply plan"),
    planId,
    closesOn: days[4] ?? days.at(-1) ?? "",
    confirmedBy: "镇党委会",
  });
}

async function putOnDuty(stage: Stage, { guardedId }: Memory, day: string): Promise<void> {
  const { cast, write } = stage;
  if (!guardedId) return;
  const { rows } = await cast.office.api.organization.staff({ limit: 50 });
  const some = rows.filter(({ isActive }) => isActive).slice(0, 6);
  const staffIds = some.slice(0, 3).map(({ staffId }) => staffId);
  const night = some.slice(3, 6).map(({ staffId }) => staffId);
  const turns = [
    { people: staffIds, from: `${day}T00:00:00.000Z`, to: `${day}T12:00:00.000Z` },
    { people: night, from: `${day}T12:00:00.000Z`, to: `${day}T23:59:00.000Z` },
  ];
  for (const { people, from, to } of turns) {
    const [leaderId] = people;
    if (!leaderId) continue;
    await cast.office.api.checkpoints.setShift({
      ...write("shift", from),
      checkpointId: guardedId,
      startsAt: from,
      endsAt: to,
      staffIds: people,
      leaderId,
    });
  }
}

async function rulesOf({ cast }: Stage, memory: Memory): Promise<PolicyRules> {
  if (memory.rules) return memory.rules;
  const { versions, inForceId } = await cast.guard.api.policy.versions({});
  const rules = versions.find(({ versionId }) => versionId === inForceId)?.rules;
  if (!rules) throw new Error("no rules in force");
  memory.rules = rules;
  return rules;
}

/** Somebody at the post: mostly villagers who have what is asked for. */
function somebody(stage: Stage, memory: Memory, ...occasion: (string | number)[]): Person {
  const chance = stage.chance("crossing", ...occasion);
  const household = chance.pick(stage.plan.register.households);
  const member = chance.pick(household.members);
  const purposes = memory.rules?.checkpoint.purposes ?? [];
  const isOutsider = chance.happens(0.08);
  return {
    name: member.name,
    // Who is on the register is known by the number; people from elsewhere are not.
    identityNumber: isOutsider ? undefined : member.identityNumber,
    celsius: chance.happens(0.02) ? 37.8 : chance.whole(360, 369) / 10,
    hasMask: !chance.happens(0.06),
    healthCode: memory.rules?.checkpoint.healthCode ? "green" : undefined,
    hasScannedVenueCode: memory.rules?.checkpoint.venueCode ? true : undefined,
    test: memory.rules?.checkpoint.testWithinHours
      ? {
          sampledAt: new Date(
            Date.parse(stage.now()) - chance.whole(60, 1_600) * 60_000,
          ).toISOString(),
          result: "negative",
        }
      : undefined,
    purpose:
      purposes.length > 0
        ? chance.happens(0.93)
          ? chance.pick(purposes).zh
          : "走亲戚"
        : undefined,
    isResident: !isOutsider,
    originCode: isOutsider ? stage.town.countyCode : undefined,
    passText:
      memory.cards.length > 1 && chance.happens(0.3) ? chance.pick(memory.cards) : undefined,
    outcome: "admit",
  };
}

/** As the guard's own device decides it. */
async function decided(stage: Stage, memory: Memory, person: Person): Promise<Person> {
  const rules = await rulesOf(stage, memory);
  const moment = {
    direction: "in" as const,
    crossedAt: stage.now(),
    timeZone: stage.town.timeZone,
  };
  const whole = { ...person, steps: [...(person.steps ?? [])] };
  const { outcome } = decideOn(
    { ...whole, steps: ["stop", "ask", "measure", "register", "pass"] },
    moment,
    {},
    rules,
  );
  return { ...person, outcome };
}

async function guardRound(stage: Stage, memory: Memory, time: string): Promise<void> {
  const { cast, chance, write, agenda } = stage;
  if (!memory.guardedId) return;
  const today = stage.now().slice(0, 10);
  const luck = chance("round", today, time);
  await rulesOf(stage, memory);
  for (let nth = 0; nth < luck.whole(2, 4); nth += 1) {
    const person = await decided(stage, memory, somebody(stage, memory, today, time, nth));
    const isDriving = luck.happens(0.3);
    const { crossingId, lines } = await cast.guard.api.checkpoints.recordCrossing({
      ...write("crossing", time, nth),
      checkpointId: memory.guardedId,
      direction: luck.happens(0.6) ? "in" : "out",
      crossedAt: stage.now(),
      device: "guard-1",
      people: [person],
      isInformed: luck.happens(0.5),
      ...(isDriving && {
        vehicle: { kind: "vehicle" as const, plate: `川R${luck.whole(10_000, 99_999)}` },
        others: luck.whole(0, 2),
      }),
    });
    const handedOver = lines.find(({ ruled }) => ruled === "refer");
    if (handedOver && today !== stage.days.at(-1)) {
      agenda.addIn(25, () => seenTo(cast.medic, stage, crossingId, handedOver.line));
    }
  }
}

async function seenTo(medic: Actor, { write }: Stage, crossingId: string, line: number) {
  await medic.api.checkpoints.followUp({
    ...write("follow up", crossingId),
    crossingId,
    line,
    action: "到场复测，体温36.8℃，登记后放行",
  });
}

/** On the last afternoon: a fever nobody has seen to, one person written down twice, a card lent. */
async function strangeThings(stage: Stage, memory: Memory): Promise<void> {
  const { cast, write, agenda } = stage;
  if (!memory.guardedId) return;
  const record = async (person: Person, device: string, ...occasion: string[]) =>
    cast.guard.api.checkpoints.recordCrossing({
      ...write(...occasion),
      checkpointId: memory.guardedId,
      direction: "in",
      crossedAt: stage.now(),
      device,
      people: [await decided(stage, memory, person)],
    });
  const one = { ...somebody(stage, memory, "twice"), passText: undefined };
  await record({ ...somebody(stage, memory, "fever"), celsius: 38.3 }, "guard-1", "fever");
  await record(one, "guard-1", "twice", "1");
  agenda.addIn(3, async () => {
    await record(one, "guard-2", "twice", "2");
    const card = memory.cards.at(-1);
    const lent = (nth: string) => ({ ...somebody(stage, memory, "lent", nth), passText: card });
    await record(lent("1"), "guard-1", "lent", "1");
    await record(lent("2"), "guard-1", "lent", "2");
  });
}
