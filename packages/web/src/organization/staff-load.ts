import type { Area, TargetKind } from "@lianfang/core/organization/contract.ts";

export interface LoadLine {
  targetKind: TargetKind;
  areaId: string;
  level: number;
  count: number;
}

/** How many targets there are of each kind, in the order of their kinds. */
export function loadByKind(load: readonly LoadLine[]): { targetKind: TargetKind; count: number }[] {
  const counts = new Map<TargetKind, number>();
  for (const { targetKind, count } of load) {
    counts.set(targetKind, (counts.get(targetKind) ?? 0) + count);
  }
  return [...counts].map(([targetKind, count]) => ({ targetKind, count }));
}

/** By village or community, those of their grids with them; most first. */
export function loadByVillage(
  load: readonly LoadLine[],
  areas: readonly Area[],
): { area: Area; count: number }[] {
  const byId = new Map(areas.map((area) => [area.areaId, area]));
  const counts = new Map<Area, number>();
  for (const { areaId, count } of load) {
    const area = byId.get(areaId);
    const village = area?.kind === "grid" ? byId.get(area.parentId ?? "") : area;
    if (village) counts.set(village, (counts.get(village) ?? 0) + count);
  }
  return [...counts]
    .map(([area, count]) => ({ area, count }))
    .sort((one, other) => other.count - one.count);
}

/** What lies in an area and below it, and is of some kinds. */
export function loadWithin(
  load: readonly LoadLine[],
  areas: readonly Area[],
  { areaId, kinds }: { areaId: string | undefined; kinds: readonly TargetKind[] },
): LoadLine[] {
  const byId = new Map(areas.map((area) => [area.areaId, area]));
  const isWithin = (id: string | undefined): boolean =>
    id !== undefined && (id === areaId || isWithin(byId.get(id)?.parentId));
  return load.filter(
    (line) => kinds.includes(line.targetKind) && (areaId === undefined || isWithin(line.areaId)),
  );
}
