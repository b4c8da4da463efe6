/**
 * Drawing a road graph by hand: points added, moved and joined, roads timed, split and given
 * entrances. Pure: every act gives another drawing, and whatever is done it stays a graph (no id twice,
 * no road that ends nowhere).
 *
 * A road's minutes follow from its length until somebody writes others; those stay when an end is moved.
 */
import { begun, type History, redone, stepped, undone } from "../kernel/history.ts";
import { metresBetween, minutesAlong, type Place, wholeMinutes } from "./road-geometry.ts";
import type { NodeKind, Road, RoadGraph, RoadNode } from "./road-graph.ts";

export interface Chosen {
  is: "node" | "road";
  id: string;
}

export interface RoadDrawing {
  graph: RoadGraph;
  chosen: Chosen | undefined;
}

export type DrawingHistory = History<RoadDrawing>;

type Change =
  | { does: "addNode"; at: Place; kind: NodeKind; joinedTo?: string | undefined }
  | { does: "moveNode"; id: string; to: Place }
  | { does: "changeNode"; id: string; to: Partial<Omit<RoadNode, "id" | "lon" | "lat">> }
  | { does: "removeNode"; id: string }
  | { does: "join"; from: string; to: string }
  | { does: "split"; id: string; at: Place }
  /** `minutes` absent or `null`: as long as its length says. `entrance` null: none. */
  | { does: "timeRoad"; id: string; minutes: number | null }
  | { does: "setEntrance"; id: string; entrance: Road["entrance"] | null }
  | { does: "removeRoad"; id: string }
  | { does: "replace"; graph: RoadGraph };

export type Act =
  | Change
  | { does: "choose"; chosen: Chosen | undefined }
  | { does: "undo" | "redo" };

export function drawingOf(graph: RoadGraph): DrawingHistory {
  return begun({ graph, chosen: undefined });
}

export function drawn(history: DrawingHistory, act: Act): DrawingHistory {
  switch (act.does) {
    case "undo":
      return undone(history);
    case "redo":
      return redone(history);
    case "choose":
      return { ...history, now: { ...history.now, chosen: act.chosen } };
    default:
      return stepped(history, changed(history.now, act));
  }
}

/** To a tenth of a metre or so. */
const rounded = ([lon, lat]: Place) => ({
  lon: Math.round(lon * 1_000_000) / 1_000_000,
  lat: Math.round(lat * 1_000_000) / 1_000_000,
});

const placeOf = ({ lon, lat }: RoadNode): Place => [lon, lat];

export function nodeOf({ nodes }: RoadGraph, id: string): RoadNode | undefined {
  return nodes.find((node) => node.id === id);
}

export function roadOf({ roads }: RoadGraph, id: string): Road | undefined {
  return roads.find((road) => road.id === id);
}

/** Both ends of a road, in degrees. */
export function lineOf(graph: RoadGraph, { from, to }: Pick<Road, "from" | "to">): Place[] {
  return [nodeOf(graph, from), nodeOf(graph, to)].flatMap((node) => (node ? [placeOf(node)] : []));
}

/** Halfway between a road's ends. */
export function middleOf(graph: RoadGraph, road: Pick<Road, "from" | "to">): Place | undefined {
  const [one, other] = lineOf(graph, road);
  return one && other && [(one[0] + other[0]) / 2, (one[1] + other[1]) / 2];
}

/** Whether nobody has written other minutes than the length says. */
export function isTimedByLength(graph: RoadGraph, road: Road): boolean {
  return road.minutes === minutesAlong(lineOf(graph, road));
}

/** The first of `n1`, `n2` … that nothing bears. */
function freeId(letter: string, taken: readonly { id: string }[]): string {
  const pattern = new RegExp(`^${letter}(\\d{1,9})$`);
  const numbers = taken.map(({ id }) => Number(pattern.exec(id)?.[1] ?? 0));
  return `${letter}${numbers.reduce((most, one) => Math.max(most, one), 0) + 1}`;
}

function changed(drawing: RoadDrawing, act: Change): RoadDrawing {
  switch (act.does) {
    case "addNode":
      return withNode(drawing, act);
    case "moveNode":
      return withMoved(drawing, act.id, act.to);
    case "changeNode":
      return withNodes(drawing, act.id, (node) => cleaned({ ...node, ...act.to }));
    case "removeNode":
      return withoutNode(drawing, act.id);
    case "join":
      return withRoad(drawing, act.from, act.to);
    case "split":
      return withSplit(drawing, act.id, act.at);
    case "timeRoad": {
      const { graph } = drawing;
      return withRoads(drawing, act.id, (road) => ({
        ...road,
        minutes: wholeMinutes(act.minutes ?? minutesAlong(lineOf(graph, road))),
      }));
    }
    case "setEntrance":
      return withRoads(drawing, act.id, ({ entrance: _, ...road }) => ({
        ...road,
        ...(act.entrance && { entrance: act.entrance }),
      }));
    case "removeRoad":
      return withoutRoad(drawing, act.id);
    case "replace":
      return { graph: act.graph, chosen: undefined };
  }
}

/** Without what is empty; only villages count people. */
function cleaned({ id, kind, name, lon, lat, people }: RoadNode): RoadNode {
  const named = name?.trim();
  return {
    id,
    kind,
    lon,
    lat,
    ...(named && { name: named }),
    ...(kind === "village" && people !== undefined && { people }),
  };
}

interface NewNode {
  at: Place;
  kind: NodeKind;
  joinedTo?: string | undefined;
}

function withNode({ graph }: RoadDrawing, { at, kind, joinedTo }: NewNode): RoadDrawing {
  const id = freeId("n", graph.nodes);
  const nodes = [...graph.nodes, { id, kind, ...rounded(at) }];
  const next: RoadDrawing = { graph: { ...graph, nodes }, chosen: { is: "node", id } };
  if (joinedTo === undefined || !nodeOf(graph, joinedTo)) return next;
  return { ...withRoad(next, joinedTo, id), chosen: next.chosen };
}

function withNodes(
  drawing: RoadDrawing,
  id: string,
  change: (node: RoadNode) => RoadNode,
): RoadDrawing {
  if (!nodeOf(drawing.graph, id)) return drawing;
  const nodes = drawing.graph.nodes.map((node) => (node.id === id ? change(node) : node));
  return { graph: { ...drawing.graph, nodes }, chosen: { is: "node", id } };
}

function withRoads(drawing: RoadDrawing, id: string, change: (road: Road) => Road): RoadDrawing {
  if (!roadOf(drawing.graph, id)) return drawing;
  const roads = drawing.graph.roads.map((road) => (road.id === id ? change(road) : road));
  return { graph: { ...drawing.graph, roads }, chosen: { is: "road", id } };
}

function withMoved(drawing: RoadDrawing, id: string, to: Place): RoadDrawing {
  const { graph } = drawing;
  const moved = withNodes(drawing, id, (node) => ({ ...node, ...rounded(to) }));
  const roads = graph.roads.map((road) => {
    if ((road.from !== id && road.to !== id) || !isTimedByLength(graph, road)) return road;
    return { ...road, minutes: minutesAlong(lineOf(moved.graph, road)) };
  });
  return moved === drawing ? drawing : { ...moved, graph: { ...moved.graph, roads } };
}

function withoutNode(drawing: RoadDrawing, id: string): RoadDrawing {
  const { nodes, roads } = drawing.graph;
  if (!nodeOf(drawing.graph, id)) return drawing;
  return {
    graph: {
      nodes: nodes.filter((node) => node.id !== id),
      roads: roads.filter(({ from, to }) => from !== id && to !== id),
    },
    chosen: undefined,
  };
}

function withoutRoad(drawing: RoadDrawing, id: string): RoadDrawing {
  const { graph } = drawing;
  if (!roadOf(graph, id)) return drawing;
  const roads = graph.roads.filter((road) => road.id !== id);
  return { graph: { ...graph, roads }, chosen: undefined };
}

/** Two points that are joined already are not joined twice: their road is chosen. */
function withRoad(drawing: RoadDrawing, from: string, to: string): RoadDrawing {
  const { graph } = drawing;
  if (from === to || !nodeOf(graph, from) || !nodeOf(graph, to)) return drawing;
  const known = graph.roads.find(
    (road) => (road.from === from && road.to === to) || (road.from === to && road.to === from),
  );
  if (known) return { graph, chosen: { is: "road", id: known.id } };
  const id = freeId("r", graph.roads);
  const road = { id, from, to, minutes: minutesAlong(lineOf(graph, { from, to })) };
  return { graph: { ...graph, roads: [...graph.roads, road] }, chosen: { is: "road", id } };
}

/** A junction on a road: its first part keeps the entrance, its minutes are shared by length. */
function withSplit(drawing: RoadDrawing, id: string, at: Place): RoadDrawing {
  const { graph } = drawing;
  const road = roadOf(graph, id);
  const [one, other] = road ? lineOf(graph, road) : [];
  if (!road || !one || !other) return drawing;
  const joint: RoadNode = { id: freeId("n", graph.nodes), kind: "junction", ...rounded(at) };
  const rest: Road = {
    id: freeId("r", graph.roads),
    from: joint.id,
    to: road.to,
    minutes: road.minutes,
  };
  const middle = placeOf(joint);
  const [before, after] = [metresBetween(one, middle), metresBetween(middle, other)];
  const share = before + after === 0 ? 0.5 : before / (before + after);
  const byLength = isTimedByLength(graph, road);
  const timed = (line: Place[], part: number) =>
    byLength ? minutesAlong(line) : wholeMinutes(road.minutes * part);
  const first = { ...road, to: joint.id, minutes: timed([one, middle], share) };
  const second = { ...rest, minutes: timed([middle, other], 1 - share) };
  const roads = graph.roads.flatMap((each) => (each.id === id ? [first, second] : [each]));
  return {
    graph: { nodes: [...graph.nodes, joint], roads },
    chosen: { is: "node", id: joint.id },
  };
}
