/** What a drawing should be looked at for: not wrong, but seldom meant. */
import type { Chosen } from "./road-drawing.ts";
import type { RoadGraph, RoadNode } from "./road-graph.ts";
import { distancesFrom, networkOf, roadsTo } from "./routes-in-graph.ts";

/** In words at `checkpoints.graph.<code>`; `what` is a name or an id. */
export interface GraphRemark {
  code: "villageCutOff" | "wayInOpen" | "loosePoint" | "checkpointTwice" | "nameless";
  what: string;
  at: Chosen;
}

export function titleOf({ name, id }: RoadNode): string {
  return name ?? id;
}

export function graphRemarks(graph: RoadGraph): GraphRemark[] {
  return [
    ...cutOff(graph),
    ...openWays(graph),
    ...loosePoints(graph),
    ...sharedCheckpoints(graph),
    ...nameless(graph),
  ];
}

/** Villages no road leads to from outside. */
function cutOff(graph: RoadGraph): GraphRemark[] {
  const network = networkOf(graph);
  if (network.outside.length === 0) return [];
  const { minutes } = distancesFrom(network, network.outside, () => true);
  return network.villages.flatMap((village) => {
    const node = graph.nodes[village];
    if (!node || Number.isFinite(minutes[village])) return [];
    return [{ code: "villageCutOff", what: titleOf(node), at: { is: "node", id: node.id } }];
  });
}

/** Roads from outside by which a village is reached past no entrance; each once. */
function openWays(graph: RoadGraph): GraphRemark[] {
  const network = networkOf(graph);
  const isOpen = (road: number) => network.roads[road]?.entrance === undefined;
  const reached = distancesFrom(network, network.outside, isOpen);
  const found = new Map<string, GraphRemark>();
  for (const village of network.villages) {
    const node = graph.nodes[village];
    const outermost = network.roads[roadsTo(network, reached, village).at(-1) ?? -1];
    if (!node || !outermost || found.has(outermost.id)) continue;
    found.set(outermost.id, {
      code: "wayInOpen",
      what: titleOf(node),
      at: { is: "road", id: outermost.id },
    });
  }
  return [...found.values()];
}

function loosePoints({ nodes, roads }: RoadGraph): GraphRemark[] {
  const joined = new Set(roads.flatMap(({ from, to }) => [from, to]));
  return nodes.flatMap((node): GraphRemark[] => {
    // Of a village without a road it is said that no way leads there.
    if (node.kind === "village" || joined.has(node.id)) return [];
    return [{ code: "loosePoint", what: titleOf(node), at: { is: "node", id: node.id } }];
  });
}

function sharedCheckpoints({ roads }: RoadGraph): GraphRemark[] {
  const seen = new Set<string>();
  return roads.flatMap(({ id, entrance }): GraphRemark[] => {
    const { checkpointId, name = "" } = entrance ?? {};
    if (!checkpointId) return [];
    if (seen.has(checkpointId))
      return [{ code: "checkpointTwice", what: name, at: { is: "road", id } }];
    seen.add(checkpointId);
    return [];
  });
}

function nameless({ nodes }: RoadGraph): GraphRemark[] {
  return nodes.flatMap((node): GraphRemark[] => {
    if (node.kind !== "village" || node.name) return [];
    return [{ code: "nameless", what: node.id, at: { is: "node", id: node.id } }];
  });
}
