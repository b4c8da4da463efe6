import type { Area } from "@lianfang/core/organization/contract.ts";

export interface AreaNode extends Area {
  children: AreaNode[];
}

/** The flat list, parents first, as a tree. An area whose parent can't be seen stands at the top. */
export function treeOf(areas: readonly Area[]): AreaNode[] {
  const nodes = new Map(
    areas.map((area) => [area.areaId, { ...area, children: [] as AreaNode[] }]),
  );
  const tops: AreaNode[] = [];
  for (const node of nodes.values()) {
    const parent = node.parentId ? nodes.get(node.parentId) : undefined;
    (parent?.children ?? tops).push(node);
  }
  return tops;
}
