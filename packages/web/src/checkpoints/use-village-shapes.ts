import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api } from "../kernel/client.ts";
import { useAreas } from "../kernel/kit/areas.ts";
import type { MapShape } from "../kernel/kit/plain-map.tsx";
import { nameOf } from "../kernel/locale.ts";

/** The villages whose boundary is drawn, to lie below what a map is about. */
export function useVillageShapes(): readonly MapShape[] {
  const areas = useAreas();
  const { data } = useQuery(api.organization.boundaries.queryOptions({ input: {} }));
  return useMemo(() => {
    const byId = new Map(areas.map((area) => [area.areaId, area]));
    return (data?.boundaries ?? []).flatMap(({ areaId, shape }): MapShape[] => {
      const area = byId.get(areaId);
      if (area?.kind !== "village" && area?.kind !== "community") return [];
      return [{ key: areaId, shape, look: "beside", name: nameOf(area) }];
    });
  }, [areas, data]);
}
