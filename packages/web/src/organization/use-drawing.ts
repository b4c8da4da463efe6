/** The corners of a boundary on the map: clicked, dragged, taken away, moved by the arrow keys. */
import type { Position } from "@lianfang/core/organization/boundary.ts";
import { m } from "@lianfang/messages/messages.js";
import L from "leaflet";
import { useEffect, useRef } from "react";
import { latLng } from "../kernel/kit/plain-map.tsx";
import { type Act, type Draft, type Drawing, ringIn } from "./boundary-draft.ts";

/** More corners than this are not moved by hand, and would slow the map down. */
export const mostHandles = 400;

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

function positionOf({ lng, lat }: L.LatLng): Position {
  const rounded = (degrees: number) => Math.round(degrees * 1_000_000) / 1_000_000;
  return [rounded(L.Util.wrapNum(lng, [-180, 180], true)), rounded(lat)];
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
  for (const [corner, position] of ring.entries()) {
    const isChosen = corner === chosen;
    const marker = L.marker(latLng(position), {
      draggable: true,
      keyboard: true,
      title: m["organization.boundary.corner"]({ number: corner + 1 }),
      icon: L.divIcon({
        className: `lf-map-corner${isChosen ? " lf-map-corner-chosen" : ""}`,
        iconSize: [16, 16],
      }),
    });
    marker.on("click", () => act({ does: "choose", part, ring: ringAt, corner }));
    marker.on("dragend", () => act({ does: "move", corner, to: positionOf(marker.getLatLng()) }));
    marker.addTo(group);
    const element = marker.getElement();
    element?.addEventListener("keydown", (event) => handleKey(event, { map, marker, corner, act }));
    // Drawn anew after every step: the keys stay with the corner.
    if (isChosen && map.getContainer().contains(document.activeElement)) element?.focus();
  }
}

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

function handleKey(
  event: KeyboardEvent,
  { map, marker, corner, act }: Omit<Hand, "group"> & { marker: L.Marker; corner: number },
): void {
  const step = steps[event.key];
  if (event.key === "Delete" || event.key === "Backspace") act({ does: "remove", corner });
  else if (step) {
    const far = event.shiftKey ? 10 : 1;
    const point = map
      .latLngToContainerPoint(marker.getLatLng())
      .add([step[0] * far, step[1] * far]);
    act({ does: "move", corner, to: positionOf(map.containerPointToLatLng(point)) });
  } else return;
  event.preventDefault();
  event.stopPropagation();
}
