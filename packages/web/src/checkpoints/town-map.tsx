import L from "leaflet";
import { useEffect, useRef } from "react";
import { latLng, tipOf, useMap } from "../kernel/kit/plain-map.tsx";

export type MapTone = "blue" | "green" | "red" | "amber" | "grey";

export interface MapPoint {
  key: string;
  lon: number;
  lat: number;
  label: string;
  tone: MapTone;
  /** Pixels. */
  radius?: number;
  /** Closed: drawn as a ring. */
  isHollow?: boolean;
  onOpen?: (() => void) | undefined;
}

export interface MapLine {
  key: string;
  from: readonly [lon: number, lat: number];
  to: readonly [lon: number, lat: number];
  tone: MapTone;
  isDashed?: boolean;
  width?: number;
}

interface TownMapProps {
  /** What the map shows, for those who can't see it; the same stands in a list beside it. */
  label: string;
  points: readonly MapPoint[];
  lines?: readonly MapLine[];
  height?: number;
}

const noLines: readonly MapLine[] = [];

/** Points and roads on the plain map. */
export function TownMap({ label, points, lines = noLines, height = 420 }: TownMapProps) {
  const element = useRef<HTMLDivElement>(null);
  const map = useMap(element, false);
  useEffect(() => {
    if (!map) return;
    const group = L.layerGroup().addTo(map);
    for (const line of lines) lineOn(map, line).addTo(group);
    for (const point of points) pointOn(map, point).addTo(group);
    const all = points.map(({ lon, lat }) => latLng([lon, lat]));
    if (all.length > 0) {
      // Nothing below limits it: a single point would be looked at from no distance.
      const bounds = L.latLngBounds(all.map((at) => L.latLng(at))).pad(0.08);
      map.fitBounds(bounds, { animate: false, maxZoom: 16 });
    }
    return () => void group.remove();
  }, [map, points, lines]);
  return <section ref={element} className="lf-map" style={{ height }} aria-label={label} />;
}

/** A tone as the style sheet has it. */
export function toneOn(map: L.Map, tone: MapTone): string {
  const style = getComputedStyle(map.getContainer());
  return style.getPropertyValue(`--lf-map-${tone}`).trim() || "#595959";
}

export function lineOn(map: L.Map, { from, to, tone, width = 2, isDashed }: MapLine): L.Polyline {
  return L.polyline([latLng(from), latLng(to)], {
    color: toneOn(map, tone),
    weight: width,
    interactive: false,
    ...(isDashed ? { dashArray: "5 6" } : {}),
  });
}

export function pointOn(map: L.Map, point: MapPoint): L.CircleMarker {
  const tone = toneOn(map, point.tone);
  const marker = L.circleMarker(latLng([point.lon, point.lat]), {
    radius: point.radius ?? 7,
    color: tone,
    weight: 2,
    fillColor: point.isHollow ? "#ffffff" : tone,
    fillOpacity: 0.9,
  });
  marker.bindTooltip(tipOf(point.label));
  if (point.onOpen) marker.on("click", point.onOpen);
  return marker;
}
