/** Shortest ways through a graph of roads, in minutes. */
import type { Road, RoadGraph } from "./road-graph.ts";

interface Way {
  to: number;
  road: number;
  minutes: number;
}

/** A graph ready to be searched: nodes and roads by number. */
export interface Network {
  nodeIds: readonly string[];
  indexOf: ReadonlyMap<string, number>;
  ways: readonly (readonly Way[])[];
  outside: readonly number[];
  villages: readonly number[];
  roads: readonly Road[];
}

export function networkOf({ nodes, roads }: RoadGraph): Network {
  const nodeIds = nodes.map(({ id }) => id);
  const indexOf = new Map(nodeIds.map((id, at) => [id, at]));
  const ways: Way[][] = nodes.map(() => []);
  for (const [road, { from, to, minutes }] of roads.entries()) {
    const [a, b] = [indexOf.get(from), indexOf.get(to)];
    if (a === undefined || b === undefined) continue;
    ways[a]?.push({ to: b, road, minutes });
    ways[b]?.push({ to: a, road, minutes });
  }
  const ofKind = (kind: string) => nodes.flatMap((node, at) => (node.kind === kind ? [at] : []));
  return { nodeIds, indexOf, ways, outside: ofKind("outside"), villages: ofKind("village"), roads };
}

/** A queue by least minutes: a binary heap of node numbers. */
class Queue {
  readonly #nodes: number[] = [];
  readonly #keys: number[] = [];
  get size(): number {
    return this.#nodes.length;
  }
  push(node: number, key: number): void {
    let at = this.#nodes.length;
    this.#nodes.push(node);
    this.#keys.push(key);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((this.#keys[parent] ?? 0) <= key) break;
      this.#swap(at, parent);
      at = parent;
    }
  }
  pop(): { node: number; key: number } | undefined {
    const [node, key] = [this.#nodes[0], this.#keys[0]];
    const [lastNode, lastKey] = [this.#nodes.pop(), this.#keys.pop()];
    if (node === undefined || key === undefined) return undefined;
    if (this.#nodes.length > 0 && lastNode !== undefined && lastKey !== undefined) {
      this.#nodes[0] = lastNode;
      this.#keys[0] = lastKey;
      this.#sink();
    }
    return { node, key };
  }
  #sink(): void {
    let at = 0;
    for (;;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let least = at;
      if (left < this.size && this.#key(left) < this.#key(least)) least = left;
      if (right < this.size && this.#key(right) < this.#key(least)) least = right;
      if (least === at) return;
      this.#swap(at, least);
      at = least;
    }
  }
  #key(at: number): number {
    return this.#keys[at] ?? Number.POSITIVE_INFINITY;
  }
  #swap(one: number, other: number): void {
    [this.#nodes[one], this.#nodes[other]] = [this.#nodes[other] ?? 0, this.#nodes[one] ?? 0];
    [this.#keys[one], this.#keys[other]] = [this.#keys[other] ?? 0, this.#keys[one] ?? 0];
  }
}

export interface Distances {
  /** From the sources to each node; infinite where there is no way. */
  minutes: readonly number[];
  /** The road by which each node is reached; -1 at the sources. */
  by: readonly number[];
}

/**
 * @param isOpen whether a road, by number, may be used
 * @param within nothing farther than this is looked for
 */
export function distancesFrom(
  { ways }: Network,
  sources: readonly number[],
  isOpen: (road: number) => boolean,
  within = Number.POSITIVE_INFINITY,
): Distances {
  const minutes: number[] = ways.map(() => Number.POSITIVE_INFINITY);
  const by: number[] = ways.map(() => -1);
  const queue = new Queue();
  for (const source of sources) {
    minutes[source] = 0;
    queue.push(source, 0);
  }
  for (let next = queue.pop(); next; next = queue.pop()) {
    if (next.key > (minutes[next.node] ?? 0)) continue;
    for (const way of ways[next.node] ?? []) {
      const reached = next.key + way.minutes;
      if (reached > within || reached >= (minutes[way.to] ?? 0) || !isOpen(way.road)) continue;
      minutes[way.to] = reached;
      by[way.to] = way.road;
      queue.push(way.to, reached);
    }
  }
  return { minutes, by };
}

/** The roads of the way to a node, by number. */
export function roadsTo({ roads, indexOf }: Network, { by }: Distances, node: number): number[] {
  const way: number[] = [];
  let at = node;
  for (let road = by[at] ?? -1; road >= 0; road = by[at] ?? -1) {
    way.push(road);
    const { from, to } = roads[road] ?? { from: "", to: "" };
    at = indexOf.get(from) === at ? (indexOf.get(to) ?? at) : (indexOf.get(from) ?? at);
  }
  return way;
}
