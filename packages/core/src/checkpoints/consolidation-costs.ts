/** What closing entrances costs whom. */
import { nameOf, type Plan, type Problem, slack } from "./consolidation.ts";
import { distancesFrom, roadsTo } from "./routes-in-graph.ts";

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
