import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkShape, joined, mostPoints, type Position, surfaceM2 } from "./boundary.ts";
import { ringsMeet } from "./boundary-crossings.ts";

type Ring = Position[];

/** Around 东经 105°, 北纬 30°, in thousandths of a degree. */
const at = (x: number, y: number): Position => [105 + x / 1000, 30 + y / 1000];
const ring = (...points: [number, number][]): Ring => {
  const [first] = points;
  return [...points, ...(first ? [first] : [])].map(([x, y]) => at(x, y));
};
const square = (x: number, y: number, size: number) =>
  ring([x, y], [x + size, y], [x + size, y + size], [x, y + size]);
const polygon = (...coordinates: Ring[]) => ({ type: "Polygon", coordinates });
const parts = (...coordinates: Ring[][]) => ({ type: "MultiPolygon", coordinates });
const faultOf = (given: unknown) => {
  const checked = checkShape(given);
  return checked.ok ? undefined : checked.fault.reason;
};
const soundShape = (given: unknown) => {
  const checked = checkShape(given);
  if (!checked.ok) throw new Error(checked.fault.reason);
  return checked.shape;
};

describe("a boundary is refused", () => {
  test.each([
    ["form", undefined],
    ["form", { type: "Point", coordinates: [105, 30] }],
    ["form", { type: "Polygon", coordinates: [] }],
    ["short", polygon([])],
    ["form", { type: "Polygon", coordinates: [[["105", "30"]]] }],
    ["open", polygon(square(0, 0, 10).slice(0, -1))],
    ["short", polygon(ring([0, 0], [10, 0]))],
    ["short", polygon(ring([0, 0], [0, 0], [10, 10]))],
    [
      "outside",
      polygon([
        [205, 30],
        [205, 31],
        [206, 31],
        [205, 30],
      ]),
    ],
    [
      "swapped",
      polygon([
        [30, 105],
        [31, 105],
        [31, 106],
        [30, 105],
      ]),
    ],
    ["tooWide", polygon(ring([0, 0], [3000, 0], [3000, 10]))],
    ["tooMany", polygon(Array.from({ length: mostPoints + 1 }, (_, x) => at(x, x % 2)))],
    ["crossing", polygon(ring([0, 0], [10, 10], [10, 0], [0, 10]))],
    ["crossing", polygon(ring([0, 0], [10, 0], [5, 0], [5, 10]))],
    ["crossing", polygon(ring([0, 0], [10, 0], [10, 10], [5, 0], [0, 10]))],
    ["crossing", polygon(square(0, 0, 10), square(5, 5, 10))],
    ["hole", polygon(square(0, 0, 10), square(20, 20, 5))],
    ["hole", polygon(square(0, 0, 30), square(5, 5, 20), square(10, 10, 5))],
    ["hole", polygon(square(5, 5, 10), square(0, 0, 30))],
    ["overlap", parts([square(0, 0, 10)], [square(5, 5, 10)])],
    ["overlap", parts([square(0, 0, 30)], [square(5, 5, 10)])],
    ["overlap", parts([square(0, 0, 10)], [square(0, 0, 10)])],
    ["overlap", parts([square(0, 0, 10)], [ring([0, 5], [5, 0], [10, 5], [5, 10])])],
  ])("%s", (reason, given) => {
    expect(faultOf(given)).toBe(reason);
  });

  test("where it crosses itself, it is said", () => {
    const bow = checkShape(polygon(ring([0, 0], [10, 10], [10, 0], [0, 10])));
    expect(bow).toEqual({ ok: false, fault: { reason: "crossing", at: at(5, 5) } });
  });
});

describe("a boundary is taken", () => {
  test("with holes that touch its line in a point, and parts that share an edge", () => {
    expect(faultOf(polygon(square(0, 0, 30), ring([0, 15], [10, 10], [10, 20])))).toBeUndefined();
    expect(faultOf(parts([square(0, 0, 10)], [square(10, 0, 10)]))).toBeUndefined();
    const ringed = [square(0, 0, 30), square(5, 5, 20)];
    expect(faultOf(parts(ringed, [square(10, 10, 5)]))).toBeUndefined();
    expect(faultOf(parts(ringed, [square(5, 5, 20)]))).toBeUndefined();
  });

  test("in its form: outer rings counterclockwise, holes clockwise, six decimals, no heights", () => {
    const clockwise = square(0, 0, 10).toReversed();
    const { coordinates } = soundShape(polygon(clockwise, square(2, 2, 4)));
    const turned = (line: unknown) => JSON.stringify(line);
    expect(turned(coordinates[0]?.[1])).not.toBe(turned(clockwise[1]));
    const high = [...square(0, 0, 10).map(([x, y]) => [x + 1e-8, y, 312.5])];
    expect(soundShape({ type: "Polygon", coordinates: [high] })).toEqual(
      soundShape(polygon(square(0, 0, 10))),
    );
    expect(soundShape(parts([square(0, 0, 10)])).type).toBe("Polygon");
  });

  test("its surface is told in square metres, holes taken off", () => {
    const side = 0.01 * 111_195;
    const whole = surfaceM2(soundShape(polygon(square(0, 0, 10))));
    const expected = side * side * Math.cos((30.005 * Math.PI) / 180);
    expect(Math.abs(whole - expected) / expected).toBeLessThan(0.001);
    const holed = surfaceM2(soundShape(polygon(square(0, 0, 10), square(2, 2, 5))));
    expect(holed / whole).toBeCloseTo(0.75, 2);
  });

  test("two are one where they don't cover each other", () => {
    const one = soundShape(polygon(square(0, 0, 10)));
    const beside = soundShape(polygon(square(10, 0, 10)));
    const both = joined(one, beside);
    expect(both?.coordinates).toHaveLength(2);
    expect(joined(one, soundShape(polygon(square(5, 5, 10))))).toBeUndefined();
    expect(joined(one, one)).toBeUndefined();
  });
});

/** Points around a middle by angle: never crosses itself. */
const star = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 359 }), fc.integer({ min: 50, max: 400 })), {
    minLength: 4,
    maxLength: 40,
  })
  .map((rays) => new Map([[0, 200], [120, 200], [240, 200], ...rays]))
  .map((rays) =>
    [...rays]
      .sort(([one], [other]) => one - other)
      .map(([degrees, far]): [number, number] => {
        const angle = (degrees * Math.PI) / 180;
        return [Math.round(far * Math.cos(angle)), Math.round(far * Math.sin(angle))];
      }),
  );

test("a star is sound; checked again, begun elsewhere or walked backwards it is the same", () => {
  fc.assert(
    fc.property(star, fc.nat(), (points, start) => {
      const shape = soundShape(polygon(ring(...points)));
      expect(soundShape(shape)).toEqual(shape);
      const turnedRound = [
        ...points.slice(start % points.length),
        ...points.slice(0, start % points.length),
      ];
      for (const other of [turnedRound, points.toReversed()]) {
        const again = soundShape(polygon(ring(...other)));
        expect(Math.abs(surfaceM2(again) - surfaceM2(shape))).toBeLessThanOrEqual(1);
        expect(new Set(again.coordinates.flat().map(String))).toEqual(
          new Set(shape.coordinates.flat().map(String)),
        );
      }
    }),
  );
});

/** Whether two segments meet, by the parameters of their lines in whole numbers. */
function segmentsMeet(a: number[], b: number[], c: number[], d: number[]): boolean {
  const [ax = 0, ay = 0, bx = 0, by = 0, cx = 0, cy = 0, dx = 0, dy = 0] = [a, b, c, d].flat();
  const cross = (x1: number, y1: number, x2: number, y2: number) => x1 * y2 - y1 * x2;
  const below = cross(bx - ax, by - ay, dx - cx, dy - cy);
  const t = cross(cx - ax, cy - ay, dx - cx, dy - cy);
  const u = cross(cx - ax, cy - ay, bx - ax, by - ay);
  if (below !== 0) {
    const inside = (n: number) => (below > 0 ? n >= 0 && n <= below : n <= 0 && n >= below);
    return inside(t) && inside(u);
  }
  if (u !== 0) return false;
  const overlaps = (p: number, q: number, r: number, s: number) =>
    Math.max(Math.min(p, q), Math.min(r, s)) <= Math.min(Math.max(p, q), Math.max(r, s));
  return overlaps(ax, bx, cx, dx) && overlaps(ay, by, cy, dy);
}

test("the sweep finds a ring crossing itself exactly when two of its edges meet", () => {
  const corner = fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }));
  const corners = fc.uniqueArray(corner, { minLength: 3, maxLength: 8, selector: String });
  fc.assert(
    fc.property(corners, (points) => {
      const edges = points.map((a, i) => [a, points[(i + 1) % points.length] ?? a] as const);
      let meets = false;
      for (const [i, [a, b]] of edges.entries()) {
        for (const [j, [c, d]] of edges.entries()) {
          if (j <= i) continue;
          const isNext = j === i + 1 || (i === 0 && j === edges.length - 1);
          // Neighbours share a corner; they meet once more only when they fold back on a line.
          const far = j === i + 1 ? [a, d] : [b, c];
          const folds =
            segmentsMeet(a, b, far[1] ?? c, far[1] ?? c) ||
            segmentsMeet(c, d, far[0] ?? a, far[0] ?? a);
          if (isNext ? folds : segmentsMeet(a, b, c, d)) meets = true;
        }
      }
      const found = ringsMeet([points.map(([x, y]) => ({ x, y }))], { mayShareEdges: false });
      expect(found !== undefined).toBe(meets);
    }),
    { numRuns: 500 },
  );
});
