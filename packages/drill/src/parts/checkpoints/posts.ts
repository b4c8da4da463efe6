/** Where checkpoints stand, and who is on duty. */
import type { Road, RoadGraph } from "@lianfang/core/checkpoints/road-graph.ts";
import type { Area } from "@lianfang/core/organization/contract.ts";
import { generateRoads } from "@lianfang/testkit/roads.ts";
import { allRows } from "../../actor.ts";
import type { Stage } from "../../stage.ts";
import type { Memory } from "./memory.ts";

const mostVillages = 14;
const entrancesAVillage = 2;

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

/** At every entrance of the roads a checkpoint; those the town was founded with come first. */
export async function setUp(stage: Stage, memory: Memory): Promise<void> {
  const { cast, town } = stage;
  const villages = Math.min(mostVillages, town.villages.length);
  const entrances = villages * entrancesAVillage + 2;
  const drawn = generateRoads({ seed: town.name, villages, entrances });
  const founded = await foundedWith(stage);
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
    const founding = founded.shift();
    const post = await setUpOne(stage, drawn, { road, entrance, village, nth, founding });
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
  /** One the town was founded with that has only a number yet. */
  founding: string | undefined;
}

/** Ids of the checkpoints the founding could only number. */
async function foundedWith({ cast }: Stage): Promise<string[]> {
  const rows = await allRows((after) =>
    cast.office.api.checkpoints.checkpoints({ limit: 200, after }),
  );
  return rows
    .filter(({ name, location }) => !location && /^第\d+卡口$/.test(name))
    .map(({ checkpointId }) => checkpointId);
}

async function setUpOne(
  { cast, write, chance, town }: Stage,
  { nodes }: RoadGraph,
  { road, entrance, village, nth, founding }: Wanted,
): Promise<{ name: string; checkpointId: string }> {
  const isPier = nth === 2 && village === town.villages[2];
  const name = isPier ? `${village.name}渡口` : `${village.name}${nth}号路口`;
  const nameEn = isPier ? `Ferry pier, ${village.nameEn}` : `Junction ${nth}, ${village.nameEn}`;
  const ends = [road.from, road.to].map((id) => nodes.find((node) => node.id === id));
  const fields = {
    ...{ name, nameEn },
    areaId: village.areaId,
    kind: kindOf(isPier, nth),
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
  };
  const { checkpoints } = cast.office.api;
  if (founding) {
    const { revision } = await checkpoints.checkpoint({ checkpointId: founding });
    const known = { checkpointId: founding, revision };
    await checkpoints.edit({ ...write("checkpoint", name), ...fields, ...known });
    return { name, checkpointId: founding };
  }
  const { checkpointId } = await checkpoints.create({ ...write("checkpoint", name), ...fields });
  return { name, checkpointId };
}

function kindOf(isPier: boolean, nth: number) {
  if (isPier) return "ferry-pier" as const;
  return nth === 1 ? ("village-entrance" as const) : ("road" as const);
}

const mean = (numbers: readonly number[]): number =>
  Number((numbers.reduce((sum, one) => sum + one, 0) / numbers.length).toFixed(6));

const guardsOfOne = 6;

/** Who stands at the guard's own checkpoint, the guard first, and who is left for the others. */
async function staffOf({ cast }: Stage): Promise<{ theGuards: string[]; others: string[] }> {
  const { organization } = cast.office.api;
  const staff = await allRows((after) => organization.staff({ limit: 200, after }));
  const guard = cast.cards.find(({ role }) => role === "checkpoint-guard")?.displayName;
  const ids = staff
    .filter(({ isActive }) => isActive)
    .sort((one, other) => Number(other.name === guard) - Number(one.name === guard))
    .map(({ staffId }) => staffId);
  return { theGuards: ids.slice(0, guardsOfOne), others: ids.slice(guardsOfOne) };
}

export async function putOnDuty(stage: Stage, { guardedId }: Memory, day: string): Promise<void> {
  const { cast, write } = stage;
  if (!guardedId) return;
  const { theGuards } = await staffOf(stage);
  const turns = [
    { people: theGuards.slice(0, 3), from: `${day}T00:00:00.000Z`, to: `${day}T12:00:00.000Z` },
    { people: theGuards.slice(3), from: `${day}T12:00:00.000Z`, to: `${day}T23:59:00.000Z` },
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

/** On the last day every checkpoint that stands has its people, but for two. */
export async function manAll(stage: Stage, { guardedId }: Memory, day: string): Promise<void> {
  const { checkpoints } = stage.cast.office.api;
  const { others: free } = await staffOf(stage);
  const posts = await allRows((after) =>
    checkpoints.checkpoints({ limit: 200, state: "open", after }),
  );
  const others = posts.filter(({ checkpointId }) => checkpointId !== guardedId).slice(0, -2);
  for (const [at, { checkpointId }] of others.entries()) {
    const staffIds = free.slice(2 * at, 2 * at + 2);
    if (staffIds.length === 0) return;
    await checkpoints.setShift({
      ...stage.write("shift", checkpointId),
      checkpointId,
      startsAt: `${day}T00:00:00.000Z`,
      endsAt: `${day}T11:00:00.000Z`,
      staffIds,
    });
  }
}
