/** The tree of areas as it changes: where an area may stand, in which order, what a merge makes of it. Pure. */
import type { Area } from "./contract.ts";
import { problems } from "./problems.ts";
import { checkPlace } from "./rules.ts";

export type TreeArea = Pick<Area, "areaId" | "parentId" | "kind" | "name" | "nameEn">;

export interface AreaChange {
  name?: string | undefined;
  nameEn?: string | undefined;
  kind?: Area["kind"] | undefined;
  parentId?: string | undefined;
}

/**
 * An area as it is after a change. An English name that isn't given follows the Chinese one.
 * @throws Problem `organization.areaNotFound`, `areaKindMisplaced`, `areaNameTaken`
 */
export function changedArea(
  areas: readonly TreeArea[],
  areaId: string,
  change: AreaChange,
): TreeArea & { parentId: string } {
  const held = areaIn(areas, areaId);
  const parentId = change.parentId ?? held.parentId;
  if (parentId === undefined || parentId === areaId) throw problems.areaKindMisplaced();
  const { kind = held.kind, name = held.name } = change;
  checkPlace(kind, areaIn(areas, parentId).kind);
  for (const below of childrenOf(areas, areaId)) checkPlace(below.kind, kind);
  const isTaken = childrenOf(areas, parentId).some(
    (sibling) => sibling.areaId !== areaId && sibling.name === name,
  );
  if (isTaken) throw problems.areaNameTaken({ name });
  const nameEn = change.nameEn || (name === held.name ? held.nameEn : name);
  return { areaId, parentId, kind, name, nameEn };
}

/**
 * Siblings in their new order.
 * @param siblings in their order, the moved one included or not
 * @param beforeId the one it comes before; the last place when absent or not among them
 */
export function placedBefore(
  siblings: readonly string[],
  movedId: string,
  beforeId: string | undefined,
): string[] {
  const others = siblings.filter((id) => id !== movedId);
  const at = beforeId === undefined ? -1 : others.indexOf(beforeId);
  return at < 0 ? [...others, movedId] : others.toSpliced(at, 0, movedId);
}

export interface Merge {
  from: TreeArea;
  into: TreeArea;
  /** The areas below the merged one, with the names they have in the survivor. */
  below: { areaId: string; before: string; name: string; nameEn: string }[];
}

/**
 * What becomes of an area that is made part of another. Villages and communities go into one
 * another, grids into grids or into a village as a whole. Of two grids of one name, the one that
 * comes takes its old village's name in front.
 * @throws Problem `organization.areaNotFound`, `mergeMisplaced`, `areaNameTaken`
 */
export function mergeOf(areas: readonly TreeArea[], fromId: string, intoId: string): Merge {
  const from = areaIn(areas, fromId);
  const into = areaIn(areas, intoId);
  const isWide = into.kind === "village" || into.kind === "community";
  const fits = from.kind === "grid" ? isWide || into.kind === "grid" : isWide;
  if (fromId === intoId || from.kind === "town" || !fits) throw problems.mergeMisplaced();
  const held = childrenOf(areas, intoId).filter(({ areaId }) => areaId !== fromId);
  const taken = new Set(held.map(({ name }) => name));
  const below = childrenOf(areas, fromId).map(({ areaId, name: before, nameEn }) => {
    const isTaken = taken.has(before);
    const name = isTaken ? from.name + before : before;
    if (taken.has(name)) throw problems.areaNameTaken({ name });
    taken.add(name);
    return { areaId, before, name, nameEn: isTaken ? `${from.nameEn}, ${nameEn}` : nameEn };
  });
  return { from, into, below };
}

export function childrenOf(areas: readonly TreeArea[], areaId: string): TreeArea[] {
  return areas.filter(({ parentId }) => parentId === areaId);
}

function areaIn(areas: readonly TreeArea[], areaId: string): TreeArea {
  const area = areas.find((one) => one.areaId === areaId);
  if (!area) throw problems.areaNotFound();
  return area;
}
