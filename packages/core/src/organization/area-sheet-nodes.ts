/** The areas as they come to be while a list is gone through, beside how they were. */
import type { SheetChange } from "../kernel/sheet.ts";
import type { Area } from "./contract.ts";

export interface Node {
  areaId: string;
  parentId: string | undefined;
  kind: Area["kind"];
  name: string;
  nameEn: string;
}

export type Change = SheetChange<"name" | "nameEn" | "kind" | "parent">;

export class AreaNodes {
  readonly #nodes: Map<string, Node>;
  readonly #held: ReadonlyMap<string, Area>;
  readonly #newId: (what: string) => string;
  readonly town: Node;

  constructor(areas: readonly Area[], newId: (what: string) => string) {
    const town = areas.find(({ kind }) => kind === "town");
    if (!town) throw new Error("a tree without a town");
    this.#held = new Map(areas.map((area) => [area.areaId, area]));
    this.#nodes = new Map(areas.map((area) => [area.areaId, nodeOf(area)]));
    this.#newId = newId;
    this.town = nodeOf(town);
  }

  now(areaId: string): Node | undefined {
    return this.#nodes.get(areaId);
  }

  /** As it was before the list. */
  held(areaId: string): Area | undefined {
    return this.#held.get(areaId);
  }

  heldBelow(areaId: string): Area[] {
    return [...this.#held.values()].filter(({ parentId }) => parentId === areaId);
  }

  add(area: Omit<Node, "areaId">): Node {
    const node = { areaId: this.#newId(`${area.parentId} ${area.name}`), ...area };
    this.put(node);
    return node;
  }

  put(node: Node): void {
    this.#nodes.set(node.areaId, node);
  }

  remove({ areaId }: Node): void {
    this.#nodes.delete(areaId);
  }

  below(node: Node): Node[] {
    return [...this.#nodes.values()].filter(({ parentId }) => parentId === node.areaId);
  }

  siblings(node: Node): Node[] {
    return [...this.#nodes.values()].filter(
      ({ areaId, parentId }) => parentId === node.parentId && areaId !== node.areaId,
    );
  }

  parentName({ parentId }: Node): string {
    return parentId === undefined ? "" : (this.#nodes.get(parentId)?.name ?? "");
  }

  differences(before: Node, after: Node): Change[] {
    const fields = ["name", "nameEn", "kind"] as const;
    const changes: Change[] = fields
      .filter((field) => before[field] !== after[field])
      .map((field) => ({ field, from: before[field], to: after[field] }));
    if (before.parentId === after.parentId) return changes;
    return [
      ...changes,
      { field: "parent", from: this.parentName(before), to: this.parentName(after) },
    ];
  }

  outcome(): { added: Node[]; changed: Node[] } {
    const nodes = [...this.#nodes.values()];
    const added = nodes.filter(({ areaId }) => !this.#held.has(areaId));
    const changed = nodes.filter((node) => {
      const held = this.#held.get(node.areaId);
      return held !== undefined && JSON.stringify(nodeOf(held)) !== JSON.stringify(node);
    });
    const isGrid = ({ kind }: Node) => Number(kind === "grid");
    return { added: added.sort((one, other) => isGrid(one) - isGrid(other)), changed };
  }
}

function nodeOf({ areaId, parentId, kind, name, nameEn }: Area): Node {
  return { areaId, parentId, kind, name, nameEn };
}
