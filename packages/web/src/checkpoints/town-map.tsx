import { m } from "@lianfang/messages/messages.js";
import L from "leaflet";
import { useEffect, useRef } from "react";
import "leaflet/dist/leaflet.css";
import "./checkpoints.css";

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

function colour(element: HTMLElement, tone: MapTone): string {
  return getComputedStyle(element).getPropertyValue(`--lf-map-${tone}`).trim() || "#595959";
}

/** Points and roads on a canvas, without a picture of the land below: nothing is fetched from outside. */
export function TownMap({ label, points, lines = [], height = 420 }: TownMapProps) {
  const place = useRef<HTMLElement>(null);
  const drawn = useRef<{ map: L.Map; layer: L.LayerGroup }>(undefined);
  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const map = L.map(element, {
      preferCanvas: true,
      attributionControl: false,
      zoomControl: false,
      zoomAnimation: false,
      fadeAnimation: false,
      scrollWheelZoom: false,
      center: [30.7, 106.1],
      zoom: 12,
      // Without pictures below nothing limits it: a single point would be looked at from no distance.
      maxZoom: 16,
    });
    drawn.current = { map, layer: L.layerGroup().addTo(map) };
    const words = {
      zoomInTitle: m["checkpoints.map.in"](),
      zoomOutTitle: m["checkpoints.map.out"](),
    };
    L.control.zoom(words).addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    return () => {
      map.remove();
      drawn.current = undefined;
    };
  }, []);
  useEffect(() => {
    const element = place.current;
    if (!drawn.current || !element) return;
    const { map, layer } = drawn.current;
    layer.clearLayers();
    for (const line of lines) {
      const [[lon1, lat1], [lon2, lat2]] = [line.from, line.to];
      L.polyline(
        [
          [lat1, lon1],
          [lat2, lon2],
        ],
        {
          color: colour(element, line.tone),
          weight: line.width ?? 2,
          interactive: false,
          ...(line.isDashed ? { dashArray: "5 6" } : {}),
        },
      ).addTo(layer);
    }
    for (const point of points) {
      const tone = colour(element, point.tone);
      const marker = L.circleMarker([point.lat, point.lon], {
        radius: point.radius ?? 7,
        color: tone,
        weight: 2,
        fillColor: point.isHollow ? "#ffffff" : tone,
        fillOpacity: 0.9,
      });
      const tip = document.createElement("span");
      // As text: a name may hold anything.
      tip.textContent = point.label;
      marker.bindTooltip(tip);
      if (point.onOpen) marker.on("click", point.onOpen);
      marker.addTo(layer);
    }
    const all = points.map(({ lon, lat }): [number, number] => [lat, lon]);
    if (all.length > 0) map.fitBounds(L.latLngBounds(all).pad(0.08), { animate: false });
  }, [points, lines]);
  return <section ref={place} className="lf-map" style={{ height }} aria-label={label} />;
}
