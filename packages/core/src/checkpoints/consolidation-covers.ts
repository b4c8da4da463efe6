/**
 * Covers: of the entrances on a village's ways that are short enough, one at least stays open. Those
 * that matter are added as plans violate them, until none is: then the plan is sound, and since every
 * cover holds for all sound plans, it is the best.
 */
import { limitOf, type Plan, type Problem } from "./consolidation.ts";
import { type Distances, distancesFrom } from "./routes-in-graph.ts";

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
