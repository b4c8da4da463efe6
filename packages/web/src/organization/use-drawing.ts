/** The corners of a boundary on the map: clicked, dragged, taken away, moved by the arrow keys. */
import type { Position } from "@lianfang/core/organization/boundary.ts";
import { m } from "@lianfang/messages/messages.js";
import L from "leaflet";
import { useEffect, useRef } from "react";
import { addHandle, mostHandles } from "../kernel/kit/map-handle.ts";
import { latLng, positionOf } from "../kernel/kit/plain-map.tsx";
import { type Act, type Draft, type Drawing, ringIn } from "./boundary-draft.ts";

interface Given {
  drawing: Drawing;
  act: (act: Act) => void;
  /** Where something is wrong. */
  at: Position | undefined;
}

export function useDrawing(map: L.Map | undefined, { drawing, act, at }: Given): void {
  const draft = drawing.now;
  const doing = useRef(act);
  doing.current = act;
  useEffect(() => {
    if (!map) return;
    const add = ({ latlng }: L.LeafletMouseEvent) =>
      doing.current({ does: "add", at: positionOf(latlng) });
    map.on("click", add);
    return () => void map.off("click", add);
  }, [map]);
  useEffect(() => {
    if (!map) return;
    const group = L.layerGroup().addTo(map);
    drawParts(draft, group, (next) => doing.current(next));
    drawCorners(draft, { map, group, act: (next) => doing.current(next) });
    return () => void group.remove();
  }, [map, draft]);
  const wrongAt = at?.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text stands for the place
  useEffect(() => {
    if (!map || !at) return;
    const mark = L.circleMarker(latLng(at), {
      color: "#a8071a",
      radius: 9,
      weight: 2,
      fill: false,
    });
    mark.addTo(map);
    return () => void mark.remove();
  }, [map, wrongAt]);
}

function drawParts({ parts, place }: Draft, group: L.LayerGroup, act: (act: Act) => void): void {
  for (const [part, rings] of parts.entries()) {
    const isCurrent = part === place.part;
    const polygon = L.polygon(
      rings.map((ring) => ring.map(latLng)),
      {
        color: "#0958d9",
        weight: isCurrent ? 2.5 : 1.5,
        fillOpacity: isCurrent ? 0.14 : 0.06,
        interactive: !isCurrent,
        bubblingMouseEvents: false,
      },
    );
    polygon.on("click", () => act({ does: "choose", part, ring: 0 }));
    polygon.addTo(group);
  }
}

interface Hand {
  map: L.Map;
  group: L.LayerGroup;
  act: (act: Act) => void;
}

function drawCorners(draft: Draft, { map, group, act }: Hand): void {
  const ring = ringIn(draft);
  const { part, ring: ringAt, corner: chosen } = draft.place;
  if (ring.length > mostHandles) return;
  for (const [corner, at] of ring.entries()) {
    addHandle(map, group, {
      at,
      title: m["organization.boundary.corner"]({ number: corner + 1 }),
      isChosen: corner === chosen,
      onChoose: () => act({ does: "choose", part, ring: ringAt, corner }),
      onMove: (to) => act({ does: "move", corner, to }),
      onRemove: () => act({ does: "remove", corner }),
    });
  }
}
