/**
 * Which checkpoints to keep. Every entrance is manned, closed, or left open without anybody. A plan is
 * sound when every way from outside into a village meets a manned or a closed entrance, every village
 * keeps a way out that takes at most so many minutes longer than the shortest did, and the guards
 * suffice. The best plan mans the fewest, and of those closes the fewest.
 *
 * How it is found: `consolidation-program.ts` and `consolidation-covers.ts`.
 */
import { z } from "zod";
import { type Entrance, entrancesOf, type RoadGraph } from "./road-graph.ts";
import { type Distances, distancesFrom, type Network, networkOf } from "./routes-in-graph.ts";

export const entranceStates = ["manned", "closed", "free"] as const;
export const EntranceState = z.enum(entranceStates);
export type EntranceState = z.infer<typeof EntranceState>;

export const Wishes = z.object({
  /** How much longer than by the shortest way of today it may take from a village. */
  maxDetourMinutes: z.number().min(0).max(240),
  /** People there are for all checkpoints together; as many as it takes when absent. */
  guards: z.int().min(0).max(100_000).optional(),
  /** Entrances that must stay open, or be closed, by the road's id. */
  pinned: z.record(z.string(), z.enum(["open", "closed"])).default({}),
});
export type Wishes = z.infer<typeof Wishes>;

/** By the road's id. */
export type Plan = Readonly<Record<string, EntranceState>>;

/** One thing that keeps a plan, or any plan, from being sound: `checkpoints.plan.fault.<code>`. */
export interface PlanFault {
  code: "unguardedRoad" | "cutOff" | "detour" | "guards" | "pinnedClosed" | "pinnedOpen";
  /** A village or an entrance by name. */
  what: string;
  minutes?: number;
  needed?: number;
}

export interface Problem {
  graph: RoadGraph;
  wishes: Wishes;
  network: Network;
  entrances: readonly Entrance[];
  /** Number of each entrance's road among all roads. */
  roadOf: readonly number[];
  /** Each road's entrance by number; -1 for a road without. */
  entranceOf: readonly number[];
  /** From outside, as the roads are today. */
  today: Distances;
}

/** Decimals of minutes are lost on the way. */
export const slack = 1e-6;

export function problemOf(graph: RoadGraph, wishes: Wishes): Problem {
  const network = networkOf(graph);
  const entrances = entrancesOf(graph);
  const numberOf = new Map(graph.roads.map(({ id }, at) => [id, at]));
  const roadOf = entrances.map(({ id }) => numberOf.get(id) ?? -1);
  const entranceOf = graph.roads.map(() => -1);
  for (const [entrance, road] of roadOf.entries()) entranceOf[road] = entrance;
  const today = distancesFrom(network, network.outside, () => true);
  return { graph, wishes, network, entrances, roadOf, entranceOf, today };
}

/** How long the way from a village may be, in minutes. */
export const limitOf = ({ today, wishes }: Problem, village: number): number =>
  (today.minutes[village] ?? 0) + wishes.maxDetourMinutes + slack;

export const nameOf = ({ graph, network }: Problem, node: number): string =>
  graph.nodes[node]?.name ?? network.nodeIds[node] ?? "";

/** Everything that is wrong with a plan; nothing when it is sound. */
export function faultsOf(problem: Problem, plan: Plan): PlanFault[] {
  const { network, entrances, entranceOf, wishes } = problem;
  const stateOf = (road: number): EntranceState | undefined => {
    const entrance = entrances[entranceOf[road] ?? -1];
    return entrance && (plan[entrance.id] ?? "free");
  };
  const unguarded = distancesFrom(network, network.outside, (road) => {
    const state = stateOf(road);
    return state === undefined || state === "free";
  });
  const left = distancesFrom(network, network.outside, (road) => stateOf(road) !== "closed");
  const ofVillages = network.villages.flatMap((village): PlanFault[] => {
    const what = nameOf(problem, village);
    const found: PlanFault[] = [];
    if (Number.isFinite(unguarded.minutes[village])) found.push({ code: "unguardedRoad", what });
    const minutes = left.minutes[village] ?? Number.POSITIVE_INFINITY;
    // A village without any way out today has none to lose.
    if (!Number.isFinite(problem.today.minutes[village])) return found;
    if (!Number.isFinite(minutes)) found.push({ code: "cutOff", what });
    else if (minutes > limitOf(problem, village)) {
      const longer = minutes - (problem.today.minutes[village] ?? 0);
      found.push({ code: "detour", what, minutes: Math.round(longer * 10) / 10 });
    }
    return found;
  });
  const ofPins = entrances.flatMap(({ id, entrance }): PlanFault[] => {
    const [pin, state] = [wishes.pinned[id], plan[id] ?? "free"];
    if (pin === "open" && state === "closed") return [{ code: "pinnedOpen", what: entrance.name }];
    if (pin === "closed" && state !== "closed")
      return [{ code: "pinnedClosed", what: entrance.name }];
    return [];
  });
  const needed = guardsIn(entrances, plan);
  const isShort = wishes.guards !== undefined && needed > wishes.guards;
  return [
    ...ofVillages,
    ...ofPins,
    ...(isShort ? [{ code: "guards", what: "", needed } as const] : []),
  ];
}

export function guardsIn(entrances: readonly Entrance[], plan: Plan): number {
  return entrances
    .filter(({ id }) => plan[id] === "manned")
    .reduce((sum, { entrance }) => sum + entrance.guards, 0);
}

/**
 * Why no plan can be sound, as far as it can be told without solving: a road into a village that nobody
 * can man or close, or pinned closings that cut a village off or make its way too long.
 */
export function whyNone(problem: Problem): PlanFault[] {
  const { entrances, wishes } = problem;
  const manned = Object.fromEntries(
    entrances.map(({ id }) => [id, wishes.pinned[id] === "closed" ? "closed" : "manned"] as const),
  );
  const withoutGuards = { ...problem, wishes: { ...wishes, guards: undefined } };
  return faultsOf(withoutGuards, manned);
}
