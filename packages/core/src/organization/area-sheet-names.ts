/** Which area a line of a list means by a name, while names and places change from line to line. */
import { folded } from "../kernel/sheet.ts";
import { type AreaNames, indexAreaNames } from "./area-names.ts";
import type { AreaNodes, Node } from "./area-sheet-nodes.ts";
import type { RowReason } from "./area-sheet-row.ts";
import type { Area } from "./contract.ts";

export type Found = { node: Node } | { reason: RowReason };

export class AreaSheetNames {
  readonly #nodes: AreaNodes;
  readonly #villages: AreaNames;
  readonly #grids = new Map<string, AreaNames>();

  constructor(areas: readonly Area[], nodes: AreaNodes) {
    this.#nodes = nodes;
    this.#villages = indexAreaNames(
      areas.filter(({ kind }) => kind === "village" || kind === "community"),
      [nodes.town.name, nodes.town.nameEn],
    );
  }

  isTown(text: string): boolean {
    return isCalled(this.#nodes.town, text);
  }

  /**
   * By the name it was added with; by the names it had, and forms of them, in the tree as it was; by
   * the name a line before gave it.
   */
  village(text: string): Found {
    const called = this.#nodes.below(this.#nodes.town).filter((node) => isCalled(node, text));
    const added = called.find(({ areaId }) => !this.#nodes.held(areaId));
    if (added) return { node: added };
    const found = this.#villages.find(text);
    const held = found.is === "found" && !found.group ? this.#nodes.now(found.areaId) : undefined;
    const node = held ?? called[0];
    if (node) return { node };
    const near = found.is === "found" ? [] : found.near.map(({ name }) => name);
    const code = found.is === "ambiguous" ? "ambiguous" : "villageUnknown";
    return { reason: { code, params: { name: text, near: near.join("、") } } };
  }

  /** Grids are looked for where the tree had them, and among what was added. */
  grid(village: Node, text: string): Found | undefined {
    const called = this.#nodes.below(village).find((node) => isCalled(node, text));
    if (called) return { node: called };
    const found = this.#gridsOf(village).find(text);
    if (found.is === "ambiguous") {
      const near = found.near.map(({ name }) => name).join("、");
      return { reason: { code: "ambiguous", params: { name: text, near } } };
    }
    const node = found.is === "found" && !found.group ? this.#nodes.now(found.areaId) : undefined;
    return node && { node };
  }

  #gridsOf({ areaId }: Node): AreaNames {
    const known = this.#grids.get(areaId);
    if (known) return known;
    const held = this.#nodes.held(areaId);
    const names = indexAreaNames(
      this.#nodes.heldBelow(areaId).map(({ parentId: _, ...grid }) => grid),
      held ? [held.name, held.nameEn] : [],
    );
    this.#grids.set(areaId, names);
    return names;
  }
}

function isCalled(node: Node, text: string): boolean {
  return folded(node.name) === folded(text) || folded(node.nameEn) === folded(text);
}

/** Nothing that is there is called much like it. */
export function isPlainlyNew({ code, params }: RowReason): boolean {
  return code === "villageUnknown" && !params?.near;
}

export function kindByName(name: string): "village" | "community" {
  return /(社区|居委会|居民委员会|community)$/i.test(name) ? "community" : "village";
}
