/** A point on the map that is moved by hand or by the arrow keys, chosen and taken away. */
import L from "leaflet";
import { latLng, positionOf, tipOf } from "./plain-map.tsx";

/** More handles than this are not moved by hand, and would slow the map down. */
export const mostHandles = 400;

export interface Handle {
  at: readonly [lng: number, lat: number];
  title: string;
  className?: string;
  /** Written beside it on the map. */
  name?: string | undefined;
  isChosen: boolean;
  onChoose: () => void;
  onMove: (to: [lng: number, lat: number]) => void;
  onRemove: () => void;
}

export function addHandle(map: L.Map, group: L.LayerGroup, handle: Handle): void {
  const { at, title, className = "", isChosen } = handle;
  const marker = L.marker(latLng(at), {
    draggable: true,
    keyboard: true,
    title,
    icon: L.divIcon({
      className: `lf-map-corner ${className}${isChosen ? " lf-map-corner-chosen" : ""}`,
      iconSize: [16, 16],
    }),
  });
  if (handle.name) {
    marker.bindTooltip(tipOf(handle.name), {
      permanent: true,
      direction: "right",
      className: "lf-map-name",
    });
  }
  marker.on("click", handle.onChoose);
  marker.on("dragend", () => handle.onMove(positionOf(marker.getLatLng())));
  marker.addTo(group);
  const element = marker.getElement();
  element?.addEventListener("keydown", (event) => pressed(event, { map, marker, handle }));
  // Drawn anew after every step: the keys stay with the chosen one.
  if (isChosen && map.getContainer().contains(document.activeElement)) element?.focus();
}

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

interface Pressed {
  map: L.Map;
  marker: L.Marker;
  handle: Handle;
}

function pressed(event: KeyboardEvent, { map, marker, handle }: Pressed): void {
  const step = steps[event.key];
  if (event.key === "Delete" || event.key === "Backspace") handle.onRemove();
  else if (step) {
    const far = event.shiftKey ? 10 : 1;
    const point = map
      .latLngToContainerPoint(marker.getLatLng())
      .add([step[0] * far, step[1] * far]);
    handle.onMove(positionOf(map.containerPointToLatLng(point)));
  } else return;
  event.preventDefault();
  event.stopPropagation();
}
