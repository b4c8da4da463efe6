/**
 * The choice of entrances as a mixed-integer program: `y` manned, `z` closed; a potential from 0
 * (outside) to 1 (villages) may rise only across manned or closed entrances (the dual of a cut: this is
 * "one on every way in").
 */
import type { EntranceState, Plan, Problem } from "./consolidation.ts";
import type { Cover } from "./consolidation-covers.ts";

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
