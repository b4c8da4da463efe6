/**
 * A road graph as GeoJSON (RFC 7946), both ways: what is written is read again as the same graph.
 *
 * Points are nodes (`id`, `kind`, `name`, `people`); lines are roads (`id`, `from`, `to`, `minutes`,
 * `entrance`, `guards`, `checkpoint`). Ends not named are the nodes at the line's ends; minutes not
 * given follow from its length.
 */
import { z } from "zod";
import { minutesAlong, type Place } from "./road-geometry.ts";
import {
  brokenIn,
  type GraphFault,
  graphFaults,
  nodeKinds,
  type Road,
  RoadGraph,
  type RoadNode,
  usualGuards,
} from "./road-graph.ts";

const position = z.tuple([z.number(), z.number()], z.number());
const name = z.union([z.string(), z.number()]).transform(String);
const pointFeature = z.object({
  type: z.literal("Feature"),
  geometry: z.object({ type: z.literal("Point"), coordinates: position }),
  properties: z.looseObject({
    id: name,
    kind: z.enum(nodeKinds).default("junction"),
    name: z.string().optional(),
    people: z.number().optional(),
  }),
});
const lineFeature = z.object({
  type: z.literal("Feature"),
  geometry: z.object({ type: z.literal("LineString"), coordinates: z.array(position).min(2) }),
  properties: z.looseObject({
    id: name,
    from: name.optional(),
    to: name.optional(),
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

type Point = z.infer<typeof pointFeature>;
type Line = z.infer<typeof lineFeature>;
type Position = z.infer<typeof position>;

const isPoint = (feature: Point | Line): feature is Point => feature.geometry.type === "Point";
const isLine = (feature: Point | Line): feature is Line => feature.geometry.type === "LineString";
const placeIn = ([lon, lat]: Position): Place => [lon, lat];
const placeText = ([lon, lat]: Place) => `${lon.toFixed(6)} ${lat.toFixed(6)}`;

function nodeFrom({ geometry, properties }: Point): RoadNode {
  const [lon, lat] = geometry.coordinates;
  const { id, kind, name: named, people } = properties;
  return {
    id,
    kind,
    lon,
    lat,
    ...(named && { name: named }),
    ...(people !== undefined && { people: Math.round(people) }),
  };
}

function roadFrom({ geometry, properties }: Line, nodeAt: ReadonlyMap<string, string>): Road {
  const { id, entrance, guards, checkpoint, minutes } = properties;
  const line = geometry.coordinates.map(placeIn);
  const [first, last] = [line[0], line.at(-1)];
  const end = (named: string | undefined, at: Place | undefined) =>
    named ?? (at && nodeAt.get(placeText(at))) ?? "?";
  return {
    id,
    from: end(properties.from, first),
    to: end(properties.to, last),
    minutes: minutes ?? minutesAlong(line),
    ...(entrance && {
      entrance: {
        name: entrance,
        guards: Math.round(guards ?? usualGuards),
        ...(checkpoint && { checkpointId: checkpoint }),
      },
    }),
  };
}

type Reading = { ok: true; graph: RoadGraph } | { ok: false; faults: GraphFault[] };

const unreadable = (error: z.ZodError): Reading => ({
  ok: false,
  faults: [{ code: "unreadable", what: error.issues[0]?.path.join(".") ?? "" }],
});

function readGeoJson(json: unknown, faultsIn: (graph: RoadGraph) => GraphFault[]): Reading {
  const read = collection.safeParse(json);
  if (!read.success) return unreadable(read.error);
  const { features } = read.data;
  const nodes = features.filter(isPoint).map(nodeFrom);
  const nodeAt = new Map(nodes.map(({ id, lon, lat }) => [placeText([lon, lat]), id]));
  const roads = features.filter(isLine).map((line) => roadFrom(line, nodeAt));
  const graph = RoadGraph.safeParse({ nodes, roads });
  if (!graph.success) return unreadable(graph.error);
  const faults = faultsIn(graph.data);
  return faults.length > 0 ? { ok: false, faults } : { ok: true, graph: graph.data };
}

/** A file's text as what the readers take; they say of what is no JSON that it is unreadable. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads a drawing, finished or not: only what is no graph at all is refused. */
export function drawingFromGeoJson(json: unknown): Reading {
  return readGeoJson(json, brokenIn);
}

/** Reads a graph that can be worked with at once. */
export function graphFromGeoJson(json: unknown): Reading {
  return readGeoJson(json, graphFaults);
}

export function graphToGeoJson({ nodes, roads }: RoadGraph): object {
  const places = new Map(nodes.map(({ id, lon, lat }) => [id, [lon, lat]]));
  const feature = (type: string, coordinates: unknown, properties: object) => ({
    type: "Feature",
    geometry: { type, coordinates },
    properties,
  });
  return {
    type: "FeatureCollection",
    features: [
      ...nodes.map(({ lon, lat, ...properties }) => feature("Point", [lon, lat], properties)),
      ...roads.map(({ entrance, ...road }) =>
        feature("LineString", [places.get(road.from), places.get(road.to)], {
          ...road,
          ...(entrance && {
            entrance: entrance.name,
            guards: entrance.guards,
            checkpoint: entrance.checkpointId,
          }),
        }),
      ),
    ],
  };
}
