/**
 * Boundaries of areas: GeoJSON polygons (RFC 7946), WGS 84, longitude first. Pure. What is checked is
 * computed on whole millionths of a degree (11 cm), so that no rounding decides whether lines cross.
 */
import { z } from "zod";
import { type Point, ringsMeet } from "./boundary-crossings.ts";

export const Position = z.tuple([z.number(), z.number()]);
export type Position = z.infer<typeof Position>;
export const Shape = z.discriminatedUnion("type", [
  z.object({ type: z.literal("Polygon"), coordinates: z.array(z.array(Position)) }),
  z.object({ type: z.literal("MultiPolygon"), coordinates: z.array(z.array(z.array(Position))) }),
]);
export type Shape = z.infer<typeof Shape>;

/** What can be wrong with a boundary. `at` says where, when it is in one place. */
export const ShapeFault = z.object({
  reason: z.enum([
    "form",
    "open",
    "short",
    "outside",
    "swapped",
    "crossing",
    "hole",
    "overlap",
    "tooMany",
    "tooWide",
  ]),
  at: Position.optional(),
});
export type ShapeFault = z.infer<typeof ShapeFault>;

export type CheckedShape = { ok: true; shape: Shape } | { ok: false; fault: ShapeFault };

export const mostPoints = 2_000;
const mostRings = 100;
/** No township is wider: 2° are some 200 km. */
const widestDegrees = 2;
const perDegree = 1_000_000;

class Fault extends Error {
  readonly fault: ShapeFault;
  constructor(reason: ShapeFault["reason"], at?: Position) {
    super(reason);
    this.fault = { reason, ...(at && { at }) };
  }
}

/**
 * Checks a boundary and brings it into its form: outer rings counterclockwise, holes clockwise, six
 * decimals, no point twice in a row, no heights.
 * @param given a GeoJSON geometry; anything
 */
export function checkShape(given: unknown): CheckedShape {
  try {
    return { ok: true, shape: shapeOf(given) };
  } catch (error) {
    if (error instanceof Fault) return { ok: false, fault: error.fault };
    throw error;
  }
}

function shapeOf(given: unknown): Shape {
  const geometry = z
    .object({ type: z.string(), coordinates: z.array(z.unknown()) })
    .safeParse(given);
  if (!geometry.success) throw new Fault("form");
  const { type, coordinates } = geometry.data;
  if (type !== "Polygon" && type !== "MultiPolygon") throw new Fault("form");
  const polygons = polygonsOf(type === "Polygon" ? [coordinates] : coordinates);
  demandSize(polygons);
  const whole = polygons.map((rings) => rings.map(ringOf));
  const origin = demandPlace(whole.flat(2));
  for (const rings of whole) demandSound(rings, origin);
  demandApart(whole, origin);
  const turned = whole.map((rings) => rings.map((ring, at) => closed(turnedRight(ring, at === 0))));
  const [only] = turned;
  return turned.length === 1 && only
    ? { type: "Polygon", coordinates: only }
    : { type: "MultiPolygon", coordinates: turned };
}

const Polygons = z.array(z.array(z.array(z.array(z.number()).min(2).max(4))).min(1)).min(1);

function polygonsOf(coordinates: unknown): number[][][][] {
  const polygons = Polygons.safeParse(coordinates);
  if (!polygons.success) throw new Fault("form");
  return polygons.data;
}

function demandSize(polygons: number[][][][]): void {
  const rings = polygons.flat();
  const points = rings.reduce((sum, ring) => sum + ring.length, 0);
  if (points > mostPoints || rings.length > mostRings) throw new Fault("tooMany");
}

/** In millionths of a degree, without the closing point. */
function ringOf(positions: number[][]): Point[] {
  const points = positions.map(([lng = Number.NaN, lat = Number.NaN]): Point => {
    demandOnEarth(lng, lat);
    return { x: Math.round(lng * perDegree), y: Math.round(lat * perDegree) };
  });
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) throw new Fault("short");
  if (!isSame(first, last)) throw new Fault("open", positionOf(first));
  const ring = points.slice(0, -1).filter((point, at) => !isSame(point, points[at + 1] ?? first));
  if (ring.length < 3) throw new Fault("short", positionOf(first));
  return ring;
}

function demandOnEarth(lng: number, lat: number): void {
  if (Math.abs(lng) <= 180 && Math.abs(lat) <= 90) return;
  const isSwapped = Math.abs(lat) <= 180 && Math.abs(lng) <= 90;
  throw new Fault(isSwapped ? "swapped" : "outside", [lng, lat]);
}

/** Where the shape begins: its coordinates are counted from there, which keeps products exact. */
function demandPlace(points: readonly Point[]): Point {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const origin = { x: Math.min(...xs), y: Math.min(...ys) };
  const widest = Math.max(Math.max(...xs) - origin.x, Math.max(...ys) - origin.y);
  if (widest > widestDegrees * perDegree) throw new Fault("tooWide");
  return origin;
}

/** Rings that don't cross themselves or each other; holes within the outer ring, apart. */
function demandSound(rings: readonly Point[][], origin: Point): void {
  const met = ringsMeet(
    rings.map((ring) => from(origin, ring)),
    { mayShareEdges: false },
  );
  if (met) throw new Fault("crossing", positionOf({ x: met.x + origin.x, y: met.y + origin.y }));
  const [outer = [], ...holes] = rings;
  for (const [at, hole] of holes.entries()) {
    const isOut = sidesOf(hole, outer).includes("out");
    const others = holes.filter((_, index) => index !== at);
    const isInAnother = others.some((other) => sidesOf(hole, other).includes("in"));
    if (isOut || isInAnother) throw new Fault("hole", positionOf(hole[0] ?? origin));
  }
}

/** Parts may touch and share edges, as joined villages do, but not cover one another. */
function demandApart(polygons: readonly Point[][][], origin: Point): void {
  if (polygons.length === 1) return;
  const outers = polygons.map(([outer = []]) => outer);
  const met = ringsMeet(
    outers.map((ring) => from(origin, ring)),
    { mayShareEdges: true },
  );
  if (met) throw new Fault("overlap", positionOf({ x: met.x + origin.x, y: met.y + origin.y }));
  for (const [at, outer] of outers.entries()) {
    for (const [index, [other = [], ...holes]] of polygons.entries()) {
      const isOver = index !== at && sidesOf(outer, other).includes("in");
      const isInHole = holes.some((hole) => !sidesOf(outer, hole).includes("out"));
      if (isOver && !isInHole) throw new Fault("overlap", positionOf(outer[0] ?? origin));
    }
  }
}

function from(origin: Point, ring: readonly Point[]): Point[] {
  return ring.map(({ x, y }) => ({ x: x - origin.x, y: y - origin.y }));
}

type Side = "in" | "on" | "out";

/**
 * Where a ring lies that doesn't cross another: on which sides of it its corners and the middles of
 * its edges are; for one that only runs along it, a point inside.
 */
function sidesOf(ring: readonly Point[], other: readonly Point[]): Side[] {
  const middles = ring.map((a, at) => {
    const b = ring[(at + 1) % ring.length] ?? a;
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  });
  const sides = [...ring, ...middles].map((point) => sideOf(point, other));
  return sides.every((side) => side === "on") ? [sideOf(insideOf(ring), other)] : sides;
}

/** On a line across the ring between its two lowest heights, the middle of the first stretch inside. */
function insideOf(ring: readonly Point[]): Point {
  const [lowest = 0, next = 0] = [...new Set(ring.map(({ y }) => y))].sort((a, b) => a - b);
  const y = (lowest + next) / 2;
  const crossed = ring.flatMap((a, at) => {
    const b = ring[(at + 1) % ring.length] ?? a;
    return a.y > y === b.y > y ? [] : [a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)];
  });
  const [first = 0, second = 0] = crossed.sort((a, b) => a - b);
  return { x: (first + second) / 2, y };
}

function sideOf({ x, y }: Point, ring: readonly Point[]): Side {
  let isIn = false;
  for (const [at, a] of ring.entries()) {
    const b = ring[(at + 1) % ring.length] ?? a;
    const turn = (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
    const isBeside = x >= Math.min(a.x, b.x) && x <= Math.max(a.x, b.x);
    if (turn === 0 && isBeside && y >= Math.min(a.y, b.y) && y <= Math.max(a.y, b.y)) return "on";
    if (a.y > y !== b.y > y && turn > 0 === b.y > a.y) isIn = !isIn;
  }
  return isIn ? "in" : "out";
}

/** RFC 7946, 3.1.6: what is enclosed lies to the left of the line. */
function turnedRight(ring: Point[], isOuter: boolean): Point[] {
  return doubleArea(ring) > 0 === isOuter ? ring : ring.toReversed();
}

/** Positive when counterclockwise. */
function doubleArea(ring: readonly Point[]): number {
  const [origin = { x: 0, y: 0 }] = ring;
  return from(origin, ring).reduce((sum, a, at, all) => {
    const b = all[(at + 1) % all.length] ?? a;
    return sum + (a.x * b.y - b.x * a.y);
  }, 0);
}

function closed(ring: readonly Point[]): Position[] {
  const [first] = ring;
  return [...ring, ...(first ? [first] : [])].map(positionOf);
}

function positionOf({ x, y }: Point): Position {
  return [x / perDegree, y / perDegree];
}

function isSame(one: Point, other: Point): boolean {
  return one.x === other.x && one.y === other.y;
}

/** Metres a degree of latitude takes. */
const metresPerDegree = 111_195;

/** The surface in square metres; within a few tenths of a percent for what is no wider than a county. */
export function surfaceM2(shape: Shape): number {
  const polygons = shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates;
  const sum = polygons.flat().reduce((total, ring) => total + ringM2(ring), 0);
  return Math.round(sum);
}

/** Holes run the other way and count as less. */
function ringM2(ring: readonly Position[]): number {
  const heights = ring.map(([, lat]) => lat);
  const middle = (Math.min(...heights) + Math.max(...heights)) / 2;
  const narrowing = Math.cos((middle * Math.PI) / 180);
  const points = ring.map(([lng, lat]) => ({
    x: lng * metresPerDegree * narrowing,
    y: lat * metresPerDegree,
  }));
  return doubleArea(points) / 2;
}

/** Two boundaries as one; undefined where they cover one another and somebody must draw anew. */
export function joined(one: Shape, other: Shape): Shape | undefined {
  const parts = [one, other].flatMap((shape) =>
    shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates,
  );
  const checked = checkShape({ type: "MultiPolygon", coordinates: parts });
  return checked.ok ? checked.shape : undefined;
}
