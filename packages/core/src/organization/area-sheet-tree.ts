/** Goes through a list of areas line by line: what each adds and changes in the tree. */

import { AreaSheetNames, type Found, isPlainlyNew, kindByName } from "./area-sheet-names.ts";
import { AreaNodes, type Change, type Node } from "./area-sheet-nodes.ts";
import type { RowReason, Wanted, WantedGrid, WantedVillage } from "./area-sheet-row.ts";
import type { Area } from "./contract.ts";
import { renamedAlong } from "./rules.ts";

export type Applied =
  | {
      ok: true;
      node: Node;
      isNew: boolean;
      before: { areaId: string; name: string; kind: Area["kind"]; parentName: string };
      changes: Change[];
      remarks: RowReason[];
      undo(): void;
    }
  | { ok: false; reasons: RowReason[] };

const refused = (code: RowReason["code"], params?: RowReason["params"]): Applied => ({
  ok: false,
  reasons: [{ code, ...(params && { params }) }],
});

export class PlannedTree {
  readonly #nodes: AreaNodes;
  readonly #names: AreaSheetNames;

  constructor(areas: readonly Area[], newId: (what: string) => string) {
    this.#nodes = new AreaNodes(areas, newId);
    this.#names = new AreaSheetNames(areas, this.#nodes);
  }

  isTown(text: string): boolean {
    return this.#names.isTown(text);
  }

  outcome(): { added: Node[]; changed: Node[] } {
    return this.#nodes.outcome();
  }

  /** Does what a line says, or says why not. */
  apply(wanted: Wanted): Applied {
    if (wanted.is === "town") return this.#unchanged(this.#nodes.town);
    return wanted.is === "village" ? this.#village(wanted) : this.#grid(wanted);
  }

  #village(wanted: WantedVillage): Applied {
    const { kind, newName } = wanted;
    const found = this.#names.village(wanted.name);
    if ("node" in found) {
      const renames = newName !== undefined && newName !== found.node.name;
      return this.#change(found.node, {
        name: newName,
        nameEn: wanted.nameEn,
        kind,
        remarks:
          renames && this.#nodes.below(found.node).length > 0 ? [{ code: "renamesBelow" }] : [],
      });
    }
    if (found.reason.code === "ambiguous") return { ok: false, reasons: [found.reason] };
    if (newName) return this.#renamedBefore(this.#names.village(newName), wanted.name);
    const near = found.reason.params?.near;
    const node = this.#nodes.add({
      kind: kind ?? kindByName(wanted.name),
      name: wanted.name,
      nameEn: wanted.nameEn || wanted.name,
      parentId: this.#nodes.town.areaId,
    });
    return this.#added(node, near ? [{ code: "near", params: { near } }] : []);
  }

  #grid(wanted: WantedGrid): Applied {
    const village = this.#names.village(wanted.village);
    if (!("node" in village) && !isPlainlyNew(village.reason)) {
      return { ok: false, reasons: [village.reason] };
    }
    const at = "node" in village ? village.node : undefined;
    const parent = wanted.parent === undefined ? undefined : this.#names.village(wanted.parent);
    if (parent && !("node" in parent) && at) {
      return refused("parentUnknown", { name: wanted.parent ?? "" });
    }
    const home = parent && "node" in parent ? parent.node : at;
    const found =
      (home && this.#names.grid(home, wanted.name)) ?? (at && this.#names.grid(at, wanted.name));
    if (found && !("node" in found)) return { ok: false, reasons: [found.reason] };
    if (found) {
      return this.#change(found.node, {
        name: wanted.newName,
        nameEn: wanted.nameEn,
        parent: home,
        remarks: [],
      });
    }
    if (wanted.newName) {
      const renamed = home && this.#names.grid(home, wanted.newName);
      return this.#renamedBefore(renamed, wanted.name);
    }
    return this.#addGrid(wanted, home);
  }

  #addGrid({ name, nameEn, village }: WantedGrid, home: Node | undefined): Applied {
    const brought = home
      ? undefined
      : this.#nodes.add({
          kind: kindByName(village),
          name: village,
          nameEn: village,
          parentId: this.#nodes.town.areaId,
        });
    const { areaId: parentId } = home ?? brought ?? this.#nodes.town;
    const node = this.#nodes.add({ kind: "grid", name, nameEn: nameEn || name, parentId });
    return this.#added(node, brought ? [{ code: "alsoAdds", params: { name: village } }] : []);
  }

  /** A line that renames what has its new name already says nothing new. */
  #renamedBefore(found: Found | undefined, oldName: string): Applied {
    if (found && "node" in found) return this.#unchanged(found.node);
    return refused("oldNameUnknown", { name: oldName });
  }

  #change(
    node: Node,
    change: {
      name?: string | undefined;
      nameEn?: string | undefined;
      kind?: Area["kind"] | undefined;
      parent?: Node | undefined;
      remarks: RowReason[];
    },
  ): Applied {
    const isNamed = change.name !== undefined && change.name !== node.name;
    const next: Node = {
      ...node,
      name: change.name ?? node.name,
      nameEn: change.nameEn ?? (isNamed ? (change.name ?? node.nameEn) : node.nameEn),
      kind: change.kind ?? node.kind,
      parentId: change.parent?.areaId ?? node.parentId,
    };
    const taken = this.#nodes.siblings(next).some(({ name }) => name === next.name);
    if (taken) return refused("nameTaken", { name: next.name });
    const before = this.#told(node);
    const changes = this.#nodes.differences(node, next);
    const below = this.#nodes.below(node);
    this.#nodes.put(next);
    if (isNamed) this.#renameBelow(below, node, next);
    const undo = () => {
      for (const old of [node, ...below]) this.#nodes.put(old);
    };
    return { ok: true, node: next, isNew: false, before, changes, remarks: change.remarks, undo };
  }

  #renameBelow(below: readonly Node[], before: Node, after: Node): void {
    for (const grid of below) {
      this.#nodes.put({
        ...grid,
        name: renamedAlong(grid.name, before.name, after.name),
        nameEn: renamedAlong(grid.nameEn, before.nameEn, after.nameEn),
      });
    }
  }

  #added(node: Node, remarks: RowReason[]): Applied {
    const undo = () => this.#nodes.remove(node);
    return { ok: true, node, isNew: true, before: this.#told(node), changes: [], remarks, undo };
  }

  #unchanged(node: Node): Applied {
    const undo = () => {};
    return {
      ok: true,
      node,
      isNew: false,
      before: this.#told(node),
      changes: [],
      remarks: [],
      undo,
    };
  }

  #told(node: Node) {
    const { areaId, name, kind } = node;
    return { areaId, name, kind, parentName: this.#nodes.parentName(node) };
  }
}
