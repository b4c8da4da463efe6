/** What lies below a drawing: the villages' boundaries, and the checkpoints that stand today. */
import type { RoadGraph } from "@lianfang/core/checkpoints/road-graph.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import L from "leaflet";
import { useEffect, useMemo } from "react";
import { api } from "../kernel/client.ts";
import { useAreas } from "../kernel/kit/areas.ts";
import { type MapShape, useFirstView, useShapes } from "../kernel/kit/plain-map.tsx";
import { nameOf } from "../kernel/locale.ts";
import { pointOn } from "./town-map.tsx";

export function useRoadGround(map: L.Map | undefined, atFirst: RoadGraph): void {
  const areas = useAreas();
  const drawn = useQuery(api.organization.boundaries.queryOptions({ input: {} }));
  const standing = useQuery(api.checkpoints.map.queryOptions({ input: {} }));
  const byId = new Map(areas.map((area) => [area.areaId, area]));
  const shapes = (drawn.data?.boundaries ?? []).flatMap(({ areaId, shape }): MapShape[] => {
    const area = byId.get(areaId);
    if (area?.kind !== "village" && area?.kind !== "community") return [];
    return [{ key: areaId, shape, look: "beside", name: nameOf(area) }];
  });
  useShapes(map, shapes);
  const checkpoints = standing.data?.checkpoints;
  useEffect(() => {
    if (!map || !checkpoints) return;
    const group = L.layerGroup().addTo(map);
    for (const { checkpointId, lon, lat, name } of checkpoints) {
      const label = m["checkpoints.draw.standing"]({ name });
      const point = { key: checkpointId, lon, lat, label, radius: 5, isHollow: true };
      pointOn(map, { ...point, tone: "green" }).addTo(group);
    }
    return () => void group.remove();
  }, [map, checkpoints]);
  // What is drawn already; else the villages and checkpoints it is to lie among.
  const isBegun = atFirst.nodes.length > 0;
  const boundaries = drawn.data?.boundaries;
  useFirstView(
    map,
    useMemo(
      () => (isBegun ? [] : (boundaries ?? []).map(({ shape }) => shape)),
      [isBegun, boundaries],
    ),
    useMemo(
      () =>
        (isBegun ? atFirst.nodes : (checkpoints ?? [])).map(({ lon, lat }) => [lon, lat] as const),
      [isBegun, atFirst, checkpoints],
    ),
  );
}
