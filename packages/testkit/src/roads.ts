/** A made-up town's roads: villages between two county roads, with entrances to close or man. */
import type { Road, RoadGraph, RoadNode } from "@lianfang/core/checkpoints/road-graph.ts";
import { chanceFrom } from "./people/random.ts";

export interface RoadsWish {
  seed: string | number;
  villages: number;
  entrances: number;
  /** South-western corner, degrees. */
  lon?: number;
  lat?: number;
}

interface Placed {
  id: string;
  x: number;
  y: number;
}

const metresADegree = 111_000;
const metresAMinute = 400;
/** Between villages, on average. */
const spacingM = 1_400;

const distance = (one: Placed, other: Placed): number =>
  Math.hypot(one.x - other.x, one.y - other.y);

function nearest(to: Placed, among: readonly Placed[], count: number): Placed[] {
  return among
    .filter(({ id }) => id !== to.id)
    .toSorted((one, other) => distance(to, one) - distance(to, other))
    .slice(0, count);
}

/**
 * Villages on a bent grid, each with a road to its two nearest neighbours; county roads along the
 * north and south and every eighth row between, from which the entrances lead into the villages; one
 * in eight entrances lies between two villages, at a bridge.
 */
export function generateRoads(wish: RoadsWish): RoadGraph {
  const { seed, villages, entrances, lon = 106.0, lat = 30.7 } = wish;
  const chance = chanceFrom(seed, "roads");
  const columns = Math.ceil(Math.sqrt(villages));
  const bent = () => (chance.next() - 0.5) * spacingM * 0.7;
  const placed: Placed[] = Array.from({ length: villages }, (_, at) => ({
    id: `v${at + 1}`,
    x: (at % columns) * spacingM + bent(),
    y: Math.floor(at / columns) * spacingM + bent(),
  }));
  const rows = Math.ceil(villages / columns);
  const county: Placed[] = [];
  for (let row = -1; row <= rows; row += Math.max(1, Math.min(8, Math.floor(rows / 2)))) {
    for (let column = 0; column < columns; column += 1) {
      const id = `o${county.length + 1}`;
      county.push({ id, x: column * spacingM + bent() / 2, y: row * spacingM - spacingM / 2 });
    }
  }
  const roads: Road[] = [];
  const joined = new Set<string>();
  const lay = (one: Placed, other: Placed, entrance?: Road["entrance"]): boolean => {
    const pair = [one.id, other.id].sort().join(" ");
    if (joined.has(pair)) return false;
    joined.add(pair);
    const minutes = Math.max(0.5, Math.round((distance(one, other) / metresAMinute) * 10) / 10);
    const id = `r${roads.length + 1}`;
    roads.push({ id, from: one.id, to: other.id, minutes, ...(entrance && { entrance }) });
    return true;
  };
  let made = 0;
  const entrance = () => ({ name: `入口${made + 1}`, guards: chance.pick([6, 8, 8, 10]) });
  const bridges = Math.floor(entrances / 8);
  for (const village of placed) {
    for (const other of nearest(village, placed, 2)) {
      const isBridge = made < bridges && chance.happens(0.25);
      if (lay(village, other, isBridge ? entrance() : undefined) && isBridge) made += 1;
    }
  }
  // Every village its nearest county road first, then farther ones, until there are enough.
  for (let rank = 1; made < entrances && rank <= county.length; rank += 1) {
    for (const village of placed) {
      const other = nearest(village, county, rank)[rank - 1];
      if (made < entrances && other && lay(other, village, entrance())) made += 1;
    }
  }
  const nodeOf =
    (kind: RoadNode["kind"], people: boolean) =>
    (place: Placed, at: number): RoadNode => ({
      id: place.id,
      kind,
      name: kind === "village" ? `第${at + 1}村` : `县道${at + 1}`,
      lon: Number((lon + place.x / metresADegree).toFixed(6)),
      lat: Number((lat + place.y / metresADegree).toFixed(6)),
      ...(people && { people: chance.whole(120, 1_900) }),
    });
  const used = new Set(roads.flatMap(({ from, to }) => [from, to]));
  return {
    nodes: [
      ...placed.map(nodeOf("village", true)),
      ...county.filter(({ id }) => used.has(id)).map(nodeOf("outside", false)),
    ],
    roads,
  };
}
