import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Act, type DrawingHistory, drawingOf, drawn, roadOf } from "./road-drawing.ts";
import { drawingFromGeoJson, graphToGeoJson } from "./road-file.ts";
import { minutesAlong } from "./road-geometry.ts";
import { brokenIn, lackingIn, nodeKinds, type RoadGraph } from "./road-graph.ts";
import { graphRemarks } from "./road-remarks.ts";

const empty: RoadGraph = { nodes: [], roads: [] };
const after = (acts: readonly Act[], from = empty): DrawingHistory =>
  acts.reduce(drawn, drawingOf(from));
const codes = (graph: RoadGraph) => graphRemarks(graph).map(({ code }) => code);

/** The county road, a village a kilometre east of it, and the road between. */
const begun: Act[] = [
  { does: "addNode", at: [106, 30.7], kind: "outside" },
  { does: "addNode", at: [106.01, 30.7], kind: "village" },
  { does: "changeNode", id: "n2", to: { name: " 柳林村 ", people: 420 } },
  { does: "join", from: "n1", to: "n2" },
];
const gate = { name: "桥头", guards: 8 };

const place = fc.tuple(
  fc.double({ min: 105.9, max: 106.1, noNaN: true }),
  fc.double({ min: 30.6, max: 30.8, noNaN: true }),
);
const nodeId = fc.integer({ min: 1, max: 9 }).map((number) => `n${number}`);
const roadId = fc.integer({ min: 1, max: 9 }).map((number) => `r${number}`);
const kind = fc.constantFrom(...nodeKinds);
const name = fc.string({ maxLength: 12 });
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    does: fc.constant("addNode" as const),
    at: place,
    kind,
    joinedTo: fc.option(nodeId, { nil: undefined }),
  }),
  fc.record({ does: fc.constant("moveNode" as const), id: nodeId, to: place }),
  fc.record({
    does: fc.constant("changeNode" as const),
    id: nodeId,
    to: fc.record({ kind, name, people: fc.nat({ max: 9_000 }) }, { requiredKeys: [] }),
  }),
  fc.record({ does: fc.constant("removeNode" as const), id: nodeId }),
  fc.record({ does: fc.constant("join" as const), from: nodeId, to: nodeId }),
  fc.record({ does: fc.constant("split" as const), id: roadId, at: place }),
  fc.record({
    does: fc.constant("timeRoad" as const),
    id: roadId,
    minutes: fc.option(fc.double({ min: 0.1, max: 90, noNaN: true })),
  }),
  fc.record({
    does: fc.constant("setEntrance" as const),
    id: roadId,
    entrance: fc.option(
      fc.record({ name: fc.constantFrom("桥头", "渡口"), guards: fc.nat({ max: 40 }) }),
    ),
  }),
  fc.record({ does: fc.constant("removeRoad" as const), id: roadId }),
  fc.constantFrom({ does: "undo" as const }, { does: "redo" as const }),
);
const anyActs = fc.array(anyAct, { maxLength: 60 });

describe("whatever is drawn", () => {
  test("is a graph: no id twice, no road that ends nowhere", () => {
    fc.assert(fc.property(anyActs, (acts) => brokenIn(after(acts).now.graph).length === 0));
  });
  test("is the same once written to a file and read again", () => {
    fc.assert(
      fc.property(anyActs, (acts) => {
        const { graph } = after(acts).now;
        const written = JSON.stringify(graphToGeoJson(graph));
        expect(drawingFromGeoJson(JSON.parse(written))).toEqual({ ok: true, graph });
      }),
    );
  });
  test("is gone once every step is taken back, and there again once every step is redone", () => {
    fc.assert(
      fc.property(anyActs, (acts) => {
        const whole = after(acts);
        const back = whole.past.reduce((now) => drawn(now, { does: "undo" }), whole);
        expect(back.now.graph).toEqual(empty);
        const forth = back.future.reduce((now) => drawn(now, { does: "redo" }), back);
        expect(forth.now.graph).toEqual(
          whole.future.reduce((now) => drawn(now, { does: "redo" }), whole).now.graph,
        );
      }),
    );
  });
});

describe("a road", () => {
  test("takes as long as it is, until somebody writes other minutes", () => {
    const drawing = after(begun);
    expect(roadOf(drawing.now.graph, "r1")).toEqual({
      id: "r1",
      from: "n1",
      to: "n2",
      minutes: 2.4,
    });
    const farther = drawn(drawing, { does: "moveNode", id: "n2", to: [106.02, 30.7] });
    expect(roadOf(farther.now.graph, "r1")?.minutes).toBe(4.8);
    const timed = drawn(farther, { does: "timeRoad", id: "r1", minutes: 9 });
    const moved = drawn(timed, { does: "moveNode", id: "n2", to: [106.01, 30.7] });
    expect(roadOf(moved.now.graph, "r1")?.minutes).toBe(9);
    const byLength = drawn(moved, { does: "timeRoad", id: "r1", minutes: null });
    expect(roadOf(byLength.now.graph, "r1")?.minutes).toBe(2.4);
  });
  test("between two points is one: joining them again chooses it", () => {
    const again = drawn(after(begun), { does: "join", from: "n2", to: "n1" });
    expect(again.now.graph.roads).toHaveLength(1);
    expect(again.now.chosen).toEqual({ is: "road", id: "r1" });
  });
  test("that is split keeps its entrance and its minutes", () => {
    const split = after([
      ...begun,
      { does: "setEntrance", id: "r1", entrance: gate },
      { does: "timeRoad", id: "r1", minutes: 8 },
      { does: "split", id: "r1", at: [106.0025, 30.7] },
    ]).now;
    expect(split.graph.roads).toEqual([
      { id: "r1", from: "n1", to: "n3", minutes: 2, entrance: gate },
      { id: "r2", from: "n3", to: "n2", minutes: 6 },
    ]);
    expect(split.chosen).toEqual({ is: "node", id: "n3" });
  });
  test("goes with its point", () => {
    expect(drawn(after(begun), { does: "removeNode", id: "n2" }).now.graph.roads).toEqual([]);
  });
  test("is drawn on from point to point", () => {
    const { graph } = after([
      ...begun,
      { does: "addNode", at: [106.02, 30.71], kind: "junction", joinedTo: "n2" },
    ]).now;
    const [, second] = graph.roads;
    expect(second).toMatchObject({ from: "n2", to: "n3" });
    expect(second?.minutes).toBe(
      minutesAlong([
        [106.01, 30.7],
        [106.02, 30.71],
      ]),
    );
  });
});

test("what is lacking and what should be looked at is told", () => {
  expect(lackingIn(empty).map(({ code }) => code)).toEqual([
    "noOutside",
    "noVillage",
    "noEntrance",
  ]);
  const open = after(begun).now.graph;
  expect(lackingIn(open).map(({ code }) => code)).toEqual(["noEntrance"]);
  expect(graphRemarks(open)).toEqual([
    { code: "wayInOpen", what: "柳林村", at: { is: "road", id: "r1" } },
  ]);
  const manned = after([{ does: "setEntrance", id: "r1", entrance: gate }], open).now.graph;
  expect([...lackingIn(manned), ...graphRemarks(manned)]).toEqual([]);
  const more = after(
    [
      { does: "addNode", at: [106.03, 30.7], kind: "village" },
      { does: "addNode", at: [106.04, 30.7], kind: "outside" },
    ],
    manned,
  ).now.graph;
  expect(codes(more)).toEqual(["villageCutOff", "loosePoint", "nameless"]);
  const checkpointId = "01900000-0000-7000-8000-000000000000";
  const twice = after(
    [
      { does: "setEntrance", id: "r1", entrance: { ...gate, checkpointId } },
      { does: "join", from: "n4", to: "n3" },
      { does: "setEntrance", id: "r2", entrance: { ...gate, checkpointId } },
    ],
    more,
  ).now.graph;
  expect(codes(twice)).toEqual(["checkpointTwice", "nameless"]);
});

test("a file that names neither ends nor minutes is understood by its places", () => {
  const point = (id: string, lon: number, kind?: string) => ({
    type: "Feature",
    geometry: { type: "Point", coordinates: [lon, 30.7] },
    properties: { id, kind },
  });
  const line = {
    type: "Feature",
    geometry: {
      type: "LineString",
      coordinates: [
        [106, 30.7],
        [106.01, 30.7],
      ],
    },
    properties: { id: 7, kind: "village road" },
  };
  const features = [point("a", 106), point("b", 106.01, "village"), line];
  expect(drawingFromGeoJson({ type: "FeatureCollection", features })).toEqual({
    ok: true,
    graph: {
      nodes: [
        { id: "a", kind: "junction", lon: 106, lat: 30.7 },
        { id: "b", kind: "village", lon: 106.01, lat: 30.7 },
      ],
      roads: [{ id: "7", from: "a", to: "b", minutes: 2.4 }],
    },
  });
});
