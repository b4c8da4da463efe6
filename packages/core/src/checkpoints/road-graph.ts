/**
 * The roads of a town as a graph: villages, the world outside, and roads between them, some of which
 * can be closed or manned (entrances). Drawn by hand (`road-drawing.ts`) or read from a file
 * (`road-file.ts`); while it is drawn it may hold nothing yet.
 */
import { z } from "zod";
import { Id } from "../kernel/ids.ts";

export const nodeKinds = ["outside", "village", "junction"] as const;
export type NodeKind = (typeof nodeKinds)[number];

const key = z.string().trim().min(1).max(60);

export const RoadNode = z.object({
  id: key,
  kind: z.enum(nodeKinds),
  name: z.string().trim().max(60).optional(),
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  /** Of a village. */
  people: z.int().min(0).max(1_000_000).optional(),
});
export type RoadNode = z.infer<typeof RoadNode>;

export const Road = z.object({
  id: key,
  from: key,
  to: key,
  minutes: z.number().positive().max(600),
  /** Where the road can be manned or closed; a road without can be neither. */
  entrance: z
    .object({
      name: z.string().trim().min(1).max(60),
      /** People needed to man it day and night. */
      guards: z.int().min(0).max(500),
      checkpointId: Id.optional(),
    })
    .optional(),
});
export type Road = z.infer<typeof Road>;

/** Eight people in shifts keep a post of one or two day and night (南独乐河: 399 for 47). */
export const usualGuards = 8;

export const RoadGraph = z.object({
  nodes: z.array(RoadNode).max(20_000),
  roads: z.array(Road).max(40_000),
});
export type RoadGraph = z.infer<typeof RoadGraph>;

export type Entrance = Road & { entrance: NonNullable<Road["entrance"]> };

export function entrancesOf({ roads }: RoadGraph): Entrance[] {
  return roads.filter((road): road is Entrance => road.entrance !== undefined);
}

/** What is wrong with a graph: a message `checkpoints.graph.<code>` and the thing it is about. */
export interface GraphFault {
  code: "noOutside" | "noVillage" | "noEntrance" | "idTwice" | "unknownNode" | "unreadable";
  what: string;
}

function twice(ids: readonly string[]): GraphFault[] {
  const seen = new Set<string>();
  return ids.flatMap((id) => {
    if (seen.has(id)) return [{ code: "idTwice" as const, what: id }];
    seen.add(id);
    return [];
  });
}

/** What keeps it from being a graph at all; never so for one that is drawn. */
export function brokenIn({ nodes, roads }: RoadGraph): GraphFault[] {
  const known = new Set(nodes.map(({ id }) => id));
  const missing = roads.flatMap(({ id, from, to }) =>
    known.has(from) && known.has(to) ? [] : [{ code: "unknownNode" as const, what: id }],
  );
  return [...twice(nodes.map(({ id }) => id)), ...twice(roads.map(({ id }) => id)), ...missing];
}

/** What a drawing still lacks before anything can be asked of it. */
export function lackingIn({ nodes, roads }: RoadGraph): GraphFault[] {
  const has = (kind: NodeKind) => nodes.some((node) => node.kind === kind);
  return [
    ...(has("outside") ? [] : [{ code: "noOutside" as const, what: "" }]),
    ...(has("village") ? [] : [{ code: "noVillage" as const, what: "" }]),
    ...(roads.some(({ entrance }) => entrance) ? [] : [{ code: "noEntrance" as const, what: "" }]),
  ];
}

/** Faults of a graph as a whole; none when it can be worked with. */
export function graphFaults(graph: RoadGraph): GraphFault[] {
  return [...lackingIn(graph), ...brokenIn(graph)];
}
