/** The tree of areas while a list is gone through: what is there, what has been added and changed so far. */
import { folded, type SheetChange } from "../kernel/sheet.ts";
import { type AreaNames, indexAreaNames } from "./area-names.ts";
import type { RowReason, Wanted, WantedGrid, WantedVillage } from "./area-sheet-row.ts";
import type { Area } from "./contract.ts";
import { renamedAlong } from "./rules.ts";

export interface Node {
  areaId: string;
  parentId: string | undefined;
  kind: Area["kind"];
  name: string;
  nameEn: string;
}

export type Change = SheetChange<"name" | "nameEn" | "kind" | "parent">;

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

type Found = { node: Node } | { reason: RowReason };

const refused = (code: RowReason["code"], params?: RowReason["params"]): Applied => ({
  ok: false,
  reasons: [{ code, ...(params && { params }) }],
});

export class PlannedTree {
  readonly #nodes: Map<string, Node>;
  readonly #held: ReadonlyMap<string, Area>;
  readonly #town: Node;
  readonly #newId: (what: string) => string;
  readonly #villages: AreaNames;
  readonly #grids = new Map<string, AreaNames>();

  constructor(areas: readonly Area[], newId: (what: string) => string) {
    const town = areas.find(({ kind }) => kind === "town");
    if (!town) throw new Error("a tree without a town");
    this.#held = new Map(areas.map((area) => [area.areaId, area]));
    this.#nodes = new Map(areas.map((area) => [area.areaId, nodeOf(area)]));
    this.#town = nodeOf(town);
    this.#newId = newId;
    this.#villages = indexAreaNames(
      areas.filter(({ kind }) => kind === "village" || kind === "community"),
      [town.name, town.nameEn],
    );
  }

  isTown(text: string): boolean {
    return [this.#town.name, this.#town.nameEn].some((name) => folded(name) === folded(text));
  }

  /** Does what a line says, or says why not. */
  apply(wanted: Wanted): Applied {
    if (wanted.is === "town") return this.#unchanged(this.#town);
    return wanted.is === "village" ? this.#village(wanted) : this.#grid(wanted);
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

  #village(wanted: WantedVillage): Applied {
    const { kind, newName } = wanted;
    const found = this.#findVillage(wanted.name);
    if ("node" in found) {
      const renames = newName !== undefined && newName !== found.node.name;
      return this.#change(found.node, {
        name: newName,
        nameEn: wanted.nameEn,
        kind,
        remarks: renames && this.#below(found.node).length > 0 ? [{ code: "renamesBelow" }] : [],
      });
    }
    if (found.reason.code === "ambiguous") return { ok: false, reasons: [found.reason] };
    if (newName) return this.#renamedBefore(this.#findVillage(newName), wanted.name);
    const near = found.reason.params?.near;
    const node = this.#add({
      kind: kind ?? kindByName(wanted.name),
      name: wanted.name,
      nameEn: wanted.nameEn || wanted.name,
      parentId: this.#town.areaId,
    });
    return this.#added(node, near ? [{ code: "near", params: { near } }] : []);
  }

  #grid(wanted: WantedGrid): Applied {
    const village = this.#findVillage(wanted.village);
    if (!("node" in village) && !isPlainlyNew(village.reason)) {
      return { ok: false, reasons: [village.reason] };
    }
    const at = "node" in village ? village.node : undefined;
    const parent = wanted.parent === undefined ? undefined : this.#findVillage(wanted.parent);
    if (parent && !("node" in parent) && at) {
      return refused("parentUnknown", { name: wanted.parent ?? "" });
    }
    const home = parent && "node" in parent ? parent.node : at;
    const found =
      (home && this.#findGrid(home, wanted.name)) ?? (at && this.#findGrid(at, wanted.name));
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
      const renamed = home && this.#findGrid(home, wanted.newName);
      return this.#renamedBefore(renamed, wanted.name);
    }
    return this.#addGrid(wanted, home);
  }

  #addGrid({ name, nameEn, village }: WantedGrid, home: Node | undefined): Applied {
    const brought = home
      ? undefined
      : this.#add({
          kind: kindByName(village),
          name: village,
          nameEn: village,
          parentId: this.#town.areaId,
        });
    const { areaId: parentId } = home ?? brought ?? this.#town;
    const node = this.#add({ kind: "grid", name, nameEn: nameEn || name, parentId });
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
    const taken = this.#siblings(next).some(({ name }) => name === next.name);
    if (taken) return refused("nameTaken", { name: next.name });
    const before = this.#told(node);
    const changes = this.#differences(node, next);
    const below = this.#below(node);
    this.#nodes.set(node.areaId, next);
    if (isNamed) this.#renameBelow(below, node, next);
    const undo = () => {
      for (const old of [node, ...below]) this.#nodes.set(old.areaId, old);
    };
    return { ok: true, node: next, isNew: false, before, changes, remarks: change.remarks, undo };
  }

  #renameBelow(below: readonly Node[], before: Node, after: Node): void {
    for (const grid of below) {
      this.#nodes.set(grid.areaId, {
        ...grid,
        name: renamedAlong(grid.name, before.name, after.name),
        nameEn: renamedAlong(grid.nameEn, before.nameEn, after.nameEn),
      });
    }
  }

  #differences(before: Node, after: Node): Change[] {
    const fields = ["name", "nameEn", "kind"] as const;
    const changes: Change[] = fields
      .filter((field) => before[field] !== after[field])
      .map((field) => ({ field, from: before[field], to: after[field] }));
    if (before.parentId === after.parentId) return changes;
    return [
      ...changes,
      { field: "parent", from: this.#parentName(before), to: this.#parentName(after) },
    ];
  }

  #add(area: Omit<Node, "areaId">): Node {
    const node = { areaId: this.#newId(`${area.parentId} ${area.name}`), ...area };
    this.#nodes.set(node.areaId, node);
    return node;
  }

  #added(node: Node, remarks: RowReason[]): Applied {
    const undo = () => void this.#nodes.delete(node.areaId);
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

  /**
   * By the name it was added with; by the names it had, and forms of them, in the tree as it was; by
   * the name a line before gave it.
   */
  #findVillage(text: string): Found {
    const called = this.#below(this.#town).filter((node) => isCalled(node, text));
    const added = called.find(({ areaId }) => !this.#held.has(areaId));
    if (added) return { node: added };
    const found = this.#villages.find(text);
    const held = found.is === "found" && !found.group ? this.#nodes.get(found.areaId) : undefined;
    const node = held ?? called[0];
    if (node) return { node };
    const near = found.is === "found" ? [] : found.near.map(({ name }) => name);
    const code = found.is === "ambiguous" ? "ambiguous" : "villageUnknown";
    return { reason: { code, params: { name: text, near: near.join("、") } } };
  }

  /** Grids are looked for where the tree had them, and among what was added. */
  #findGrid(village: Node, text: string): Found | undefined {
    const here = [...this.#nodes.values()].filter(({ parentId }) => parentId === village.areaId);
    const called = here.find((node) => isCalled(node, text));
    if (called) return { node: called };
    const names = this.#gridNames(village);
    const found = names.find(text);
    if (found.is === "ambiguous") {
      const near = found.near.map(({ name }) => name).join("、");
      return { reason: { code: "ambiguous", params: { name: text, near } } };
    }
    const node = found.is === "found" && !found.group ? this.#nodes.get(found.areaId) : undefined;
    return node && { node };
  }

  #gridNames(village: Node): AreaNames {
    const known = this.#grids.get(village.areaId);
    if (known) return known;
    const held = this.#held.get(village.areaId);
    const names = indexAreaNames(
      [...this.#held.values()]
        .filter(({ parentId }) => parentId === village.areaId)
        .map(({ parentId: _, ...grid }) => grid),
      held ? [held.name, held.nameEn] : [],
    );
    this.#grids.set(village.areaId, names);
    return names;
  }

  #below(node: Node): Node[] {
    return [...this.#nodes.values()].filter(({ parentId }) => parentId === node.areaId);
  }

  #siblings(node: Node): Node[] {
    return [...this.#nodes.values()].filter(
      ({ areaId, parentId }) => parentId === node.parentId && areaId !== node.areaId,
    );
  }

  #told(node: Node) {
    const { areaId, name, kind } = node;
    return { areaId, name, kind, parentName: this.#parentName(node) };
  }

  #parentName({ parentId }: Node): string {
    return parentId === undefined ? "" : (this.#nodes.get(parentId)?.name ?? "");
  }
}

function nodeOf({ areaId, parentId, kind, name, nameEn }: Area): Node {
  return { areaId, parentId, kind, name, nameEn };
}

function isCalled(node: Node, text: string): boolean {
  return folded(node.name) === folded(text) || folded(node.nameEn) === folded(text);
}

/** Nothing that is there is called much like it. */
function isPlainlyNew({ code, params }: RowReason): boolean {
  return code === "villageUnknown" && !params?.near;
}

function kindByName(name: string): "village" | "community" {
  return /(社区|居委会|居民委员会|community)$/i.test(name) ? "community" : "village";
}
