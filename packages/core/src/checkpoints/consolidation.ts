/**
 * Which checkpoints to keep. Every entrance is manned, closed, or left open without anybody. A plan is
 * sound when every way from outside into a village meets a manned or a closed entrance, every village
 * keeps a way out that takes at most so many minutes longer than the shortest did, and the guards
 * suffice. The best plan mans the fewest, and of those closes the fewest.
 *
 * As a mixed-integer program: `y` manned, `z` closed; a potential from 0 (outside) to 1 (villages) may
 * rise only across manned or closed entrances (the dual of a cut: this is "one on every way in"); of
 * the entrances on a village's ways that are short enough one at least stays open (a cover). Covers
 * that matter are added as plans violate them, until none is: then the plan is sound, and since every
 * cover holds for all sound plans, it is the best.
 */
import { z } from "zod";
import { type Entrance, entrancesOf, type RoadGraph } from "./road-graph.ts";
import {
  type Distances,
  distancesFrom,
  type Network,
  networkOf,
  roadsTo,
} from "./routes-in-graph.ts";

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
const slack = 1e-6;

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

const limitOf = ({ today, wishes }: Problem, village: number): number =>
  (today.minutes[village] ?? 0) + wishes.maxDetourMinutes + slack;

const nameOf = ({ graph, network }: Problem, node: number): string =>
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

/** Of some entrances (by number) at least one stays open. */
export type Cover = readonly number[];

/**
 * The entrances on ways from outside to a village that are short enough: whoever closes all of them
 * leaves no such way. A way within the limit uses no other entrance.
 */
function entrancesWithin(problem: Problem, village: number): number[] {
  const { network, roadOf, today, graph } = problem;
  const limit = limitOf(problem, village);
  const back = distancesFrom(network, [village], () => true, limit);
  const near = (id: string, from: Distances) =>
    from.minutes[network.indexOf.get(id) ?? -1] ?? Number.POSITIVE_INFINITY;
  return roadOf.flatMap((road, entrance) => {
    const { from, to, minutes } = graph.roads[road] ?? { from: "", to: "", minutes: 0 };
    const least = Math.min(near(from, today) + near(to, back), near(to, today) + near(from, back));
    return least + minutes <= limit ? [entrance] : [];
  });
}

/** Covers every sound plan keeps: one a village. */
export function firstCovers(problem: Problem): Cover[] {
  const { network, today } = problem;
  return network.villages
    .filter((village) => Number.isFinite(today.minutes[village]))
    .map((village) => entrancesWithin(problem, village))
    .filter((cover) => cover.length > 0);
}

/** Covers a plan violates: for each village whose way is too long, the closings that make it so. */
export function violatedCovers(problem: Problem, plan: Plan): Cover[] {
  const { network, entrances, entranceOf, today } = problem;
  const closed = new Set(
    entrances.flatMap(({ id }, entrance) => (plan[id] === "closed" ? [entrance] : [])),
  );
  const distance = (shut: ReadonlySet<number>, village: number, limit: number) =>
    distancesFrom(network, [village], (road) => !shut.has(entranceOf[road] ?? -1), limit);
  const isTooFar = (shut: ReadonlySet<number>, village: number): boolean => {
    const from = distance(shut, village, limitOf(problem, village));
    return network.outside.every((node) => !Number.isFinite(from.minutes[node]));
  };
  const left = distancesFrom(
    network,
    network.outside,
    (road) => !closed.has(entranceOf[road] ?? -1),
  );
  return network.villages.flatMap((village) => {
    if (!Number.isFinite(today.minutes[village])) return [];
    if ((left.minutes[village] ?? 0) <= limitOf(problem, village)) return [];
    const needed = new Set(
      entrancesWithin(problem, village).filter((entrance) => closed.has(entrance)),
    );
    // Whatever can be opened without shortening the way enough is no reason for it being long.
    for (const entrance of [...needed]) {
      needed.delete(entrance);
      if (!isTooFar(needed, village)) needed.add(entrance);
    }
    return [[...needed]];
  });
}

/** Parts of the graph that no entrance separates: a plan does the same to all of a part. */
function partsOf({ network, entranceOf }: Problem): number[] {
  const part = network.nodeIds.map(() => -1);
  let parts = 0;
  for (const start of network.nodeIds.keys()) {
    if ((part[start] ?? -1) >= 0) continue;
    const waiting = [start];
    part[start] = parts;
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      for (const { to, road } of network.ways[node] ?? []) {
        if ((part[to] ?? -1) >= 0 || (entranceOf[road] ?? -1) >= 0) continue;
        part[to] = parts;
        waiting.push(to);
      }
    }
    parts += 1;
  }
  return part;
}

/** What the program is to make least of. */
export type Goal = "checkpoints" | "guards";

const sum = (terms: readonly string[]): string => terms.join(" + ") || "0 y0";

/**
 * The program in CPLEX LP form. Manning one counts more than closing all, so that the fewest are
 * manned and of those plans the one that closes the fewest is chosen.
 */
export function programOf(problem: Problem, covers: readonly Cover[], goal: Goal): string {
  const { entrances, network, wishes, roadOf, graph } = problem;
  const count = entrances.length;
  const part = partsOf(problem);
  const partsWith = (nodes: readonly number[]) => new Set(nodes.map((node) => part[node] ?? -1));
  const [outside, villages] = [partsWith(network.outside), partsWith(network.villages)];
  const potential = (at: number): string => `p${at}`;
  const constraints: string[] = [];
  const inner = new Set<number>();
  for (const [at, road] of roadOf.entries()) {
    const { from, to } = graph.roads[road] ?? { from: "", to: "" };
    const [a, b] = [from, to].map((id) => part[network.indexOf.get(id) ?? -1] ?? -1);
    constraints.push(`y${at} + z${at} <= 1`);
    if (a === undefined || b === undefined || a === b) continue;
    inner.add(a).add(b);
    constraints.push(`${potential(a)} - ${potential(b)} - y${at} - z${at} <= 0`);
    constraints.push(`${potential(b)} - ${potential(a)} - y${at} - z${at} <= 0`);
  }
  for (const cover of covers) {
    constraints.push(`${sum(cover.map((at) => `z${at}`))} <= ${cover.length - 1}`);
  }
  if (wishes.guards !== undefined && goal === "checkpoints") {
    const guards = entrances.map(({ entrance }, at) => `${entrance.guards} y${at}`);
    constraints.push(`${sum(guards)} <= ${wishes.guards}`);
  }
  const bounds = [...inner].map((at) => {
    if (outside.has(at)) return `${potential(at)} = 0`;
    return villages.has(at) ? `${potential(at)} = 1` : `0 <= ${potential(at)} <= 1`;
  });
  const pins = entrances.flatMap(({ id }, at) => {
    const pin = wishes.pinned[id];
    return pin === undefined ? [] : [`z${at} = ${pin === "closed" ? 1 : 0}`];
  });
  const weight = (at: number): number =>
    goal === "guards" ? (entrances[at]?.entrance.guards ?? 0) * (count + 1) : count + 1;
  const objective = entrances.flatMap((_, at) => [`${weight(at)} y${at}`, `1 z${at}`]);
  const named = constraints.map((text, at) => ` c${at}: ${text}`);
  const binaries = entrances.flatMap((_, at) => [`y${at}`, `z${at}`]);
  return [
    "Minimize",
    ` cost: ${sum(objective)}`,
    "Subject To",
    ...named,
    "Bounds",
    ...[...bounds, ...pins].map((text) => ` ${text}`),
    "Binary",
    ...binaries.map((name) => ` ${name}`),
    "End",
    "",
  ].join("\n");
}

/** The plan a solution stands for. @param value of a variable by name */
export function planFrom({ entrances }: Problem, value: (name: string) => number): Plan {
  const states = entrances.map(({ id }, at): [string, EntranceState] => {
    if (value(`y${at}`) > 0.5) return [id, "manned"];
    return [id, value(`z${at}`) > 0.5 ? "closed" : "free"];
  });
  return Object.fromEntries(states);
}

/** What the program's objective says: how many are manned, from a value or a bound. */
export function mannedIn(objective: number, { entrances }: Problem): number {
  return objective / (entrances.length + 1);
}

export interface ClosingCost {
  roadId: string;
  name: string;
  /** Villages whose shortest way led through it, with how much longer it takes now. */
  villages: { name: string; people: number; extraMinutes: number }[];
  /** People times minutes, each way. */
  personMinutes: number;
}

/** What each closing costs: who went that way, and how much longer it takes them now. */
export function closingCosts(problem: Problem, plan: Plan): ClosingCost[] {
  const { network, entrances, entranceOf, today, graph } = problem;
  const isOpen = (road: number): boolean => {
    const entrance = entrances[entranceOf[road] ?? -1];
    return !entrance || plan[entrance.id] !== "closed";
  };
  const after = distancesFrom(network, network.outside, isOpen);
  const through = new Map<number, ClosingCost["villages"]>();
  for (const village of network.villages) {
    const extra = (after.minutes[village] ?? 0) - (today.minutes[village] ?? 0);
    if (!(extra > slack)) continue;
    const line = {
      name: nameOf(problem, village),
      people: graph.nodes[village]?.people ?? 0,
      extraMinutes: Math.round(extra * 10) / 10,
    };
    for (const road of roadsTo(network, today, village)) {
      const entrance = entranceOf[road] ?? -1;
      if (entrance < 0 || isOpen(road)) continue;
      through.set(entrance, [...(through.get(entrance) ?? []), line]);
    }
  }
  return entrances.flatMap(({ id, entrance }, at) => {
    if (plan[id] !== "closed") return [];
    const villages = through.get(at) ?? [];
    const personMinutes = villages.reduce(
      (total, { people, extraMinutes }) => total + people * extraMinutes,
      0,
    );
    return [
      { roadId: id, name: entrance.name, villages, personMinutes: Math.round(personMinutes) },
    ];
  });
}
