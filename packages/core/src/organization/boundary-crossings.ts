/** Where lines of a boundary meet that must not. Exact for whole numbers below a hundred million. */

export interface Point {
  x: number;
  y: number;
}

interface Segment {
  a: Point;
  b: Point;
  ring: number;
  /** Its place in its ring, and how many that has. */
  at: number;
  of: number;
}

/**
 * A point in which rings cross themselves or each other, by a sweep from left to right. Different
 * rings may touch in single points.
 * @param rings without their closing points
 * @param options.mayShareEdges whether different rings may run along one another
 */
export function ringsMeet(
  rings: readonly (readonly Point[])[],
  { mayShareEdges }: { mayShareEdges: boolean },
): Point | undefined {
  const segments = rings.flatMap((ring, index) =>
    ring.map((a, at): Segment => {
      const b = ring[(at + 1) % ring.length] ?? a;
      return { a, b, ring: index, at, of: ring.length };
    }),
  );
  segments.sort((one, other) => left(one) - left(other));
  let open: Segment[] = [];
  for (const segment of segments) {
    open = open.filter((other) => right(other) >= left(segment));
    for (const other of open) {
      const met = meeting(other, segment, mayShareEdges);
      if (met) return met;
    }
    open.push(segment);
  }
  return undefined;
}

const left = ({ a, b }: Segment): number => Math.min(a.x, b.x);
const right = ({ a, b }: Segment): number => Math.max(a.x, b.x);

function meeting(one: Segment, other: Segment, mayShareEdges: boolean): Point | undefined {
  if (Math.max(one.a.y, one.b.y) < Math.min(other.a.y, other.b.y)) return undefined;
  if (Math.max(other.a.y, other.b.y) < Math.min(one.a.y, one.b.y)) return undefined;
  const sides = [
    turn(one.a, one.b, other.a),
    turn(one.a, one.b, other.b),
    turn(other.a, other.b, one.a),
    turn(other.a, other.b, one.b),
  ] as const;
  if (sides.every((side) => side === 0)) return alongside(one, other, mayShareEdges);
  const isCrossed = sides[0] * sides[1] < 0 && sides[2] * sides[3] < 0;
  if (isCrossed) return crossing(one, other);
  const touch = touching(one, other, sides);
  if (!touch) return undefined;
  const isCorner = one.ring === other.ring && areNeighbours(one, other);
  return one.ring !== other.ring || isCorner ? undefined : touch;
}

/** On which side of the line from a to b a point is: 1 left, -1 right, 0 on it. */
function turn(a: Point, b: Point, point: Point): number {
  return Math.sign((b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x));
}

/** Both on one line: neighbours share a point there, strangers none, unless they may. */
function alongside(one: Segment, other: Segment, mayShareEdges: boolean): Point | undefined {
  const along = (point: Point) =>
    Math.abs(one.b.x - one.a.x) >= Math.abs(one.b.y - one.a.y) ? point.x : point.y;
  const start = Math.max(
    Math.min(along(one.a), along(one.b)),
    Math.min(along(other.a), along(other.b)),
  );
  const end = Math.min(
    Math.max(along(one.a), along(one.b)),
    Math.max(along(other.a), along(other.b)),
  );
  if (start > end) return undefined;
  const shared = [one.a, one.b, other.a, other.b].find((point) => along(point) === start);
  const isPoint = start === end;
  if (one.ring !== other.ring) return mayShareEdges || isPoint ? undefined : shared;
  return isPoint && areNeighbours(one, other) ? undefined : shared;
}

function touching(
  one: Segment,
  other: Segment,
  sides: readonly [number, number, number, number],
): Point | undefined {
  const candidates: [number, Point, Segment][] = [
    [sides[0], other.a, one],
    [sides[1], other.b, one],
    [sides[2], one.a, other],
    [sides[3], one.b, other],
  ];
  return candidates.find(([side, point, on]) => side === 0 && isBetween(point, on))?.[1];
}

function isBetween({ x, y }: Point, { a, b }: Segment): boolean {
  return (
    x >= Math.min(a.x, b.x) &&
    x <= Math.max(a.x, b.x) &&
    y >= Math.min(a.y, b.y) &&
    y <= Math.max(a.y, b.y)
  );
}

function areNeighbours(one: Segment, other: Segment): boolean {
  const apart = Math.abs(one.at - other.at);
  return apart === 1 || apart === one.of - 1;
}

function crossing(one: Segment, other: Segment): Point {
  const dx = one.b.x - one.a.x;
  const dy = one.b.y - one.a.y;
  const ex = other.b.x - other.a.x;
  const ey = other.b.y - other.a.y;
  const share = ((other.a.x - one.a.x) * ey - (other.a.y - one.a.y) * ex) / (dx * ey - dy * ex);
  return { x: Math.round(one.a.x + share * dx), y: Math.round(one.a.y + share * dy) };
}
