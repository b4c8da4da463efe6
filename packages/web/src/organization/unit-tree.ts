import type { Unit } from "@lianfang/core/organization/contract.ts";

export interface UnitNode extends Unit {
  children: UnitNode[];
  /** People in it and its teams. */
  strength: number;
}

/** Units under those they are part of; one whose parent is gone stands at the top. */
export function unitTree(units: readonly Unit[]): UnitNode[] {
  const nodes = new Map(
    units.map((unit) => [unit.unitId, { ...unit, children: [] as UnitNode[], strength: 0 }]),
  );
  const tops: UnitNode[] = [];
  for (const node of nodes.values()) {
    const parent = node.parentId ? nodes.get(node.parentId) : undefined;
    (parent?.children ?? tops).push(node);
  }
  for (const top of tops) count(top);
  return tops;
}

function count(node: UnitNode): number {
  node.strength = node.children.reduce((sum, child) => sum + count(child), node.members);
  return node.strength;
}

/** The tree line by line, with how deep each stands; only what is called so, and what it lies in. */
export function unitLines(
  nodes: readonly UnitNode[],
  text: string,
  depth = 0,
): { node: UnitNode; depth: number }[] {
  return nodes.flatMap((node) => {
    const isHit = `${node.name} ${node.nameEn}`.toLowerCase().includes(text.toLowerCase());
    const below = unitLines(node.children, isHit ? "" : text, depth + 1);
    return isHit || below.length > 0 ? [{ node, depth }, ...below] : [];
  });
}
