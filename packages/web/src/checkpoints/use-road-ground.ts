/** What lies below a drawing: the villages' boundaries, and the checkpoints that stand today. */
import type { RoadGraph } from "@lianfang/core/checkpoints/road-graph.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import L from "leaflet";
import { useEffect, useMemo } from "react";
import { api } from "../kernel/client.ts";
import { useFirstView, useShapes } from "../kernel/kit/plain-map.tsx";
import { nameOf } from "../kernel/locale.ts";
import { pointOn } from "./town-map.tsx";
import { useVillageShapes } from "./use-village-shapes.ts";

export function useRoadGround(map: L.Map | undefined, atFirst: RoadGraph): void {
  const shapes = useVillageShapes();
  const standing = useQuery(api.checkpoints.map.queryOptions({ input: {} }));
  useShapes(map, shapes);
  const checkpoints = standing.data?.checkpoints;
  useEffect(() => {
    if (!map || !checkpoints) return;
    const group = L.layerGroup().addTo(map);
    for (const { checkpointId, lon, lat, ...post } of checkpoints) {
      const label = m["checkpoints.draw.standing"]({ name: nameOf(post) });
      const point = { key: checkpointId, lon, lat, label, radius: 5, isHollow: true };
      pointOn(map, { ...point, tone: "green" }).addTo(group);
    }
    return () => void group.remove();
  }, [map, checkpoints]);
  // What is drawn already; else the villages and checkpoints it is to lie among.
  const isBegun = atFirst.nodes.length > 0;
  useFirstView(
    map,
    useMemo(() => (isBegun ? [] : shapes.map(({ shape }) => shape)), [isBegun, shapes]),
    useMemo(
      () =>
        (isBegun ? atFirst.nodes : (checkpoints ?? [])).map(({ lon, lat }) => [lon, lat] as const),
      [isBegun, atFirst, checkpoints],
    ),
  );
}
