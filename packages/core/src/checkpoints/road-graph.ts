/**
 * The roads of a town as a graph: villages, the world outside, and roads between them, some of which
 * can be closed or manned (entrances). Read from GeoJSON (RFC 7946).
 */
import { z } from "zod";
import { Id } from "../kernel/ids.ts";

export const nodeKinds = ["outside", "village", "junction"] as const;

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

export const RoadGraph = z.object({
  nodes: z.array(RoadNode).min(2).max(20_000),
  roads: z.array(Road).min(1).max(40_000),
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

/** Faults of a graph as a whole; none when it can be worked with. */
export function graphFaults({ nodes, roads }: RoadGraph): GraphFault[] {
  const known = new Set(nodes.map(({ id }) => id));
  const has = (kind: RoadNode["kind"]) => nodes.some((node) => node.kind === kind);
  const missing = roads.flatMap(({ id, from, to }) =>
    known.has(from) && known.has(to) ? [] : [{ code: "unknownNode" as const, what: id }],
  );
  return [
    ...(has("outside") ? [] : [{ code: "noOutside" as const, what: "" }]),
    ...(has("village") ? [] : [{ code: "noVillage" as const, what: "" }]),
    ...(roads.some(({ entrance }) => entrance) ? [] : [{ code: "noEntrance" as const, what: "" }]),
    ...twice(nodes.map(({ id }) => id)),
    ...twice(roads.map(({ id }) => id)),
    ...missing,
  ];
}

const position = z.tuple([z.number(), z.number()], z.number());
const pointFeature = z.object({
  type: z.literal("Feature"),
  geometry: z.object({ type: z.literal("Point"), coordinates: position }),
  properties: z.looseObject({
    id: z.union([z.string(), z.number()]).transform(String),
    kind: z.enum(nodeKinds).default("junction"),
    name: z.string().optional(),
    people: z.number().optional(),
  }),
});
const lineFeature = z.object({
  type: z.literal("Feature"),
  geometry: z.object({ type: z.literal("LineString"), coordinates: z.array(position).min(2) }),
  properties: z.looseObject({
    id: z.union([z.string(), z.number()]).transform(String),
    from: z.union([z.string(), z.number()]).transform(String).optional(),
    to: z.union([z.string(), z.number()]).transform(String).optional(),
    minutes: z.number().positive().optional(),
    /** The entrance's name; the road can be neither manned nor closed without. */
    entrance: z.string().optional(),
    guards: z.number().optional(),
    checkpoint: z.string().optional(),
  }),
});
const collection = z.object({
  type: z.literal("FeatureCollection"),
  features: z.array(z.union([pointFeature, lineFeature])).max(60_000),
});

type Position = z.infer<typeof position>;
const placeOf = ([lon, lat]: Position) => `${lon.toFixed(6)} ${lat.toFixed(6)}`;

const earthRadiusM = 6_371_000;
/** On country roads, with their bends. */
const metresAMinute = 400;
/** Eight people in shifts keep a post of one or two day and night (南独乐河: 399 for 47). */
const usualGuards = 8;

function metresBetween([lon1, lat1]: Position, [lon2, lat2]: Position): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const x = radians(lon2 - lon1) * Math.cos(radians((lat1 + lat2) / 2));
  const y = radians(lat2 - lat1);
  return earthRadiusM * Math.hypot(x, y);
}

function minutesAlong(line: readonly Position[]): number {
  const metres = line
    .slice(1)
    .reduce((sum, point, at) => sum + metresBetween(line[at] ?? point, point), 0);
  return Math.max(0.1, Math.round((metres / metresAMinute) * 10) / 10);
}

function nodeFrom({ geometry, properties }: z.infer<typeof pointFeature>): RoadNode {
  const [lon, lat] = geometry.coordinates;
  const { id, kind, name, people } = properties;
  return {
    id,
    kind,
    lon,
    lat,
    ...(name && { name }),
    ...(people !== undefined && { people: Math.round(people) }),
  };
}

function roadFrom(
  { geometry, properties }: z.infer<typeof lineFeature>,
  nodeAt: ReadonlyMap<string, string>,
): Road {
  const { id, entrance, guards, checkpoint, minutes } = properties;
  const [first, last] = [geometry.coordinates[0], geometry.coordinates.at(-1)];
  const end = (named: string | undefined, at: Position | undefined) =>
    named ?? (at && nodeAt.get(placeOf(at))) ?? "?";
  return {
    id,
    from: end(properties.from, first),
    to: end(properties.to, last),
    minutes: minutes ?? minutesAlong(geometry.coordinates),
    ...(entrance && {
      entrance: {
        name: entrance,
        guards: Math.round(guards ?? usualGuards),
        ...(checkpoint && { checkpointId: checkpoint }),
      },
    }),
  };
}

/**
 * Points are nodes (`id`, `kind`, `name`, `people`); lines are roads (`id`, `from`, `to`, `minutes`,
 * `entrance`, `guards`, `checkpoint`). Ends not named are the nodes at the line's ends; minutes not
 * given follow from its length.
 */
export function graphFromGeoJson(
  json: unknown,
): { ok: true; graph: RoadGraph } | { ok: false; faults: GraphFault[] } {
  const read = collection.safeParse(json);
  if (!read.success) {
    const [issue] = read.error.issues;
    return { ok: false, faults: [{ code: "unreadable", what: issue?.path.join(".") ?? "" }] };
  }
  const points = read.data.features.flatMap((feature) =>
    feature.geometry.type === "Point" ? [pointFeature.parse(feature)] : [],
  );
  const lines = read.data.features.flatMap((feature) =>
    feature.geometry.type === "LineString" ? [lineFeature.parse(feature)] : [],
  );
  const nodes = points.map(nodeFrom);
  const nodeAt = new Map(nodes.map(({ id, lon, lat }) => [placeOf([lon, lat]), id]));
  const graph = RoadGraph.safeParse({ nodes, roads: lines.map((line) => roadFrom(line, nodeAt)) });
  if (!graph.success) {
    const [issue] = graph.error.issues;
    return { ok: false, faults: [{ code: "unreadable", what: issue?.path.join(".") ?? "" }] };
  }
  const faults = graphFaults(graph.data);
  return faults.length > 0 ? { ok: false, faults } : { ok: true, graph: graph.data };
}
