import L from "leaflet";
import { useEffect, useRef } from "react";
import { latLng, type MapShape, tipOf, useMap, useShapes } from "../kernel/kit/plain-map.tsx";

export type MapTone = "blue" | "green" | "red" | "amber" | "grey";

export interface MapPoint {
  key: string;
  lon: number;
  lat: number;
  label: string;
  /** Stands beside the point where there is room; those of earlier points first. */
  name?: string | undefined;
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
  ground?: readonly MapShape[];
  height?: number;
}

const noLines: readonly MapLine[] = [];
const noGround: readonly MapShape[] = [];

/** Points and roads on the plain map. */
export function TownMap(props: TownMapProps) {
  const { label, points, lines = noLines, ground = noGround, height = 420 } = props;
  const element = useRef<HTMLDivElement>(null);
  const map = useMap(element, false);
  useShapes(map, ground);
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
    const names = points.flatMap(nameOn);
    for (const name of names) name.addTo(group);
    const thinOut = () => {
      const origin = map.getContainer().getBoundingClientRect();
      showWhereRoom(
        names,
        points.map((point) => boxOf(map, point, origin)),
      );
    };
    thinOut();
    map.on("zoomend resize", thinOut);
    return () => {
      map.off("zoomend resize", thinOut);
      group.remove();
    };
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

function nameOn({ name, lon, lat, radius = 7 }: MapPoint): L.Tooltip[] {
  if (!name) return [];
  const look = { permanent: true, direction: "auto", className: "lf-map-name" } as const;
  const tip = L.tooltip({ ...look, offset: [radius, 0] });
  return [tip.setLatLng(latLng([lon, lat])).setContent(tipOf(name))];
}

/** Where a point lies in the window. */
function boxOf(map: L.Map, { lon, lat, radius = 7 }: MapPoint, origin: DOMRect): DOMRect {
  const { x, y } = map.latLngToContainerPoint(latLng([lon, lat]));
  const [left, top] = [origin.left + x - radius, origin.top + y - radius];
  return new DOMRect(left, top, 2 * radius, 2 * radius);
}

/** @param taken what no name may cover */
function showWhereRoom(names: readonly L.Tooltip[], taken: readonly DOMRect[]): void {
  const shown = [...taken];
  for (const name of names) {
    const element = name.getElement();
    if (!element) continue;
    const box = element.getBoundingClientRect();
    const isFree = !shown.some((other) => overlap(box, other));
    element.style.visibility = isFree ? "" : "hidden";
    if (isFree) shown.push(box);
  }
}

function overlap(one: DOMRect, other: DOMRect): boolean {
  return (
    one.left < other.right &&
    other.left < one.right &&
    one.top < other.bottom &&
    other.top < one.bottom
  );
}
