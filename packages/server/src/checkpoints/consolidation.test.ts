import {
  type EntranceState,
  entranceStates,
  faultsOf,
  type Plan,
  type Problem,
  problemOf,
  Wishes,
} from "@lianfang/core/checkpoints/consolidation.ts";
import { closingCosts } from "@lianfang/core/checkpoints/consolidation-costs.ts";
import { graphFromGeoJson } from "@lianfang/core/checkpoints/road-file.ts";
import { entrancesOf, type RoadGraph } from "@lianfang/core/checkpoints/road-graph.ts";
import { chanceFrom } from "@lianfang/testkit/people/random.ts";
import { generateRoads } from "@lianfang/testkit/roads.ts";
import { describe, expect, test } from "vitest";
import { loadSolver, search } from "./plan-search.ts";
import { solvePlan } from "./plan-solver.ts";

const highs = await loadSolver();
const wishesOf = (given: Partial<Wishes> = {}) => Wishes.parse({ maxDetourMinutes: 6, ...given });
const solved = (graph: RoadGraph, wishes: Wishes, seconds = 20) => {
  const result = search({ graph, wishes, seconds }, highs);
  if (result.is !== "solved") throw new Error(JSON.stringify(result));
  return result;
};

/** Every plan there is, tried. @returns the least manned and, of those, the least closed */
function bestByTrying(problem: Problem): { manned: number; closed: number } | undefined {
  const { entrances } = problem;
  let best: { manned: number; closed: number } | undefined;
  for (let code = 0; code < 3 ** entrances.length; code += 1) {
    let rest = code;
    const states = entrances.map(({ id }): [string, EntranceState] => {
      const state = entranceStates[rest % 3] ?? "free";
      rest = Math.floor(rest / 3);
      return [id, state];
    });
    const plan: Plan = Object.fromEntries(states);
    const manned = states.filter(([, state]) => state === "manned").length;
    const closed = states.filter(([, state]) => state === "closed").length;
    const isBetter =
      !best || manned < best.manned || (manned === best.manned && closed < best.closed);
    if (isBetter && faultsOf(problem, plan).length === 0) best = { manned, closed };
  }
  return best;
}

/** Up to seven entrances in several layers, some roads without. */
function smallGraph(seed: number): RoadGraph {
  const chance = chanceFrom(seed, "small");
  const kinds = ["outside", "outside", "village", "village", "village", "junction"] as const;
  const nodes = kinds.map((kind, at) => ({ id: `n${at}`, kind, lon: at, lat: 0 }));
  const roads: RoadGraph["roads"] = [];
  for (const [a, one] of nodes.entries()) {
    for (const other of nodes.slice(a + 1)) {
      if (one.kind === "outside" && other.kind === "outside") continue;
      if (!chance.happens(0.6)) continue;
      const touchesOutside = one.kind === "outside";
      const isEntrance =
        roads.filter(({ entrance }) => entrance).length < 7 &&
        chance.happens(touchesOutside ? 0.95 : 0.35);
      if (touchesOutside && !isEntrance) continue;
      roads.push({
        id: `r${roads.length}`,
        from: one.id,
        to: other.id,
        minutes: chance.whole(1, 9),
        ...(isEntrance && { entrance: { name: `e${roads.length}`, guards: chance.whole(2, 9) } }),
      });
    }
  }
  return { nodes, roads };
}

describe("the best plan", () => {
  const seeds = Array.from({ length: 40 }, (_, at) => at + 1);
  test.each(seeds)("of small graph %i is the one found by trying them all", (seed) => {
    const graph = smallGraph(seed);
    const chance = chanceFrom(seed, "wishes");
    const pinned = Object.fromEntries(
      entrancesOf(graph)
        .filter(() => chance.happens(0.15))
        .map(({ id }) => [id, chance.pick(["open", "closed"] as const)]),
    );
    const wishes = wishesOf({
      maxDetourMinutes: chance.whole(0, 8),
      guards: chance.happens(0.5) ? chance.whole(4, 30) : undefined,
      pinned,
    });
    const problem = problemOf(graph, wishes);
    const tried = bestByTrying(problem);
    const result = search({ graph, wishes, seconds: 20 }, highs);
    if (!tried) {
      expect(result.is).toBe("none");
      return;
    }
    expect(result).toMatchObject({ is: "solved", ...tried, gap: 0 });
    if (result.is === "solved") expect(faultsOf(problem, result.plan)).toEqual([]);
  });

  test("of a town of 121 entrances is proved", async () => {
    const graph = generateRoads({ seed: 1, villages: 47, entrances: 121 });
    expect(entrancesOf(graph)).toHaveLength(121);
    const wishes = wishesOf({ maxDetourMinutes: 5 });
    const result = await solvePlan({ graph, wishes, seconds: 60 });
    expect(result).toMatchObject({ is: "solved", gap: 0 });
    if (result.is !== "solved") return;
    expect(result.manned).toBeLessThan(47);
    expect(faultsOf(problemOf(graph, wishes), result.plan)).toEqual([]);
  });
});

describe("when there is none, it says why", () => {
  const graph = generateRoads({ seed: 2, villages: 9, entrances: 20 });
  test("a road nobody can man leads in", () => {
    const village = graph.nodes.find(({ kind }) => kind === "village");
    const outside = graph.nodes.find(({ kind }) => kind === "outside");
    const road = { id: "track", from: outside?.id ?? "", to: village?.id ?? "", minutes: 3 };
    const open = { ...graph, roads: [...graph.roads, road] };
    const result = search({ graph: open, wishes: wishesOf(), seconds: 20 }, highs);
    expect(result).toMatchObject({
      is: "none",
      faults: expect.arrayContaining([{ code: "unguardedRoad", what: village?.name }]),
    });
  });
  test("pinned closings cut villages off", () => {
    const pinned = Object.fromEntries(entrancesOf(graph).map(({ id }) => [id, "closed" as const]));
    const result = search({ graph, wishes: wishesOf({ pinned }), seconds: 20 }, highs);
    expect(result).toMatchObject({ is: "none" });
    if (result.is === "none") expect(result.faults[0]?.code).toBe("cutOff");
  });
  test("there are too few guards: how many it takes", () => {
    const { guards } = solved(graph, wishesOf());
    const result = search({ graph, wishes: wishesOf({ guards: 3 }), seconds: 20 }, highs);
    expect(result).toMatchObject({ is: "none", faults: [{ code: "guards" }] });
    if (result.is !== "none") return;
    const needed = result.faults[0]?.needed ?? 0;
    expect(needed).toBeLessThanOrEqual(guards);
    expect(solved(graph, wishesOf({ guards: needed })).guards).toBeLessThanOrEqual(needed);
    const oneLess = search({ graph, wishes: wishesOf({ guards: needed - 1 }), seconds: 20 }, highs);
    expect(oneLess.is).toBe("none");
  });
});

describe("what it costs and what is asked", () => {
  const graph = generateRoads({ seed: 3, villages: 16, entrances: 40 });
  test("a pinned entrance stays open, another stays closed", () => {
    const free = solved(graph, wishesOf());
    const closed = Object.keys(free.plan).find((id) => free.plan[id] === "closed") ?? "";
    const manned = Object.keys(free.plan).find((id) => free.plan[id] === "manned") ?? "";
    const pinned = { [closed]: "open", [manned]: "closed" } as const;
    const { plan } = solved(graph, wishesOf({ pinned }));
    expect(plan[closed]).not.toBe("closed");
    expect(plan[manned]).toBe("closed");
  });
  test("each closing names who has a longer way, and none longer than allowed", () => {
    const wishes = wishesOf({ maxDetourMinutes: 4 });
    const { plan } = solved(graph, wishes);
    const costs = closingCosts(problemOf(graph, wishes), plan);
    expect(costs.length).toBe(Object.values(plan).filter((state) => state === "closed").length);
    const extra = costs.flatMap(({ villages }) => villages.map(({ extraMinutes }) => extraMinutes));
    expect(Math.max(...extra)).toBeLessThanOrEqual(4);
    expect(extra.length).toBeGreaterThan(0);
  });
});

describe("a graph from GeoJSON", () => {
  const point = (id: string, kind: string, lon: number) => ({
    type: "Feature",
    geometry: { type: "Point", coordinates: [lon, 30.7] },
    properties: { id, kind, name: id },
  });
  const line = (properties: object) => ({
    type: "Feature",
    geometry: {
      type: "LineString",
      coordinates: [
        [106, 30.7],
        [106.01, 30.7],
      ],
    },
    properties: { id: "r", ...properties },
  });
  const collection = (...features: object[]) => ({ type: "FeatureCollection", features });
  const both = [point("县道", "outside", 106), point("柳林", "village", 106.01)];
  test("knows ends by place and minutes by length", () => {
    const read = graphFromGeoJson(collection(...both, line({ entrance: "桥头" })));
    expect(read).toMatchObject({
      ok: true,
      graph: {
        roads: [{ from: "县道", to: "柳林", minutes: 2.4, entrance: { name: "桥头", guards: 8 } }],
      },
    });
  });
  test.each([
    ["anything else", { type: "Topology" }, "unreadable"],
    [
      "no outside",
      collection(both[1] ?? {}, both[1] ?? {}, line({ entrance: "x", from: "柳林", to: "柳林" })),
      "noOutside",
    ],
    ["no entrance", collection(...both, line({})), "noEntrance"],
    ["a road to nowhere", collection(...both, line({ entrance: "x", to: "无" })), "unknownNode"],
  ])("%s is refused with what is wrong", (_, json, code) => {
    const read = graphFromGeoJson(json);
    expect(read.ok ? [] : read.faults.map((fault) => fault.code)).toContain(code);
  });
});
