/**
 * A map without a background from elsewhere: a town without internet sees the same. Loaded with the
 * page that needs it, never with the desk.
 */
import type { Shape } from "@lianfang/core/organization/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import L from "leaflet";
import { type RefObject, useEffect, useRef, useState } from "react";
import "leaflet/dist/leaflet.css";
import "./plain-map.css";

/** Leaflet writes the latitude first; everybody else here the longitude. */
export function latLng([lng, lat]: readonly [number, number]): L.LatLngExpression {
  return [lat, lng];
}

/** Degrees of a point on the map, to a tenth of a metre. */
export function positionOf({ lng, lat }: L.LatLng): [lng: number, lat: number] {
  const rounded = (degrees: number) => Math.round(degrees * 1_000_000) / 1_000_000;
  return [rounded(L.Util.wrapNum(lng, [-180, 180], true)), rounded(lat)];
}

/** What stands beside a thing on the map. As text: a name may hold anything, and Leaflet takes strings for HTML. */
export function tipOf(name: string): HTMLElement {
  const tip = document.createElement("span");
  tip.textContent = name;
  return tip;
}

/** The outlines of a boundary, as Leaflet draws a polygon. */
export function outlines(shape: Shape): L.LatLngExpression[][][] {
  const polygons = shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates;
  return polygons.map((rings) => rings.map((ring) => ring.map(latLng)));
}

/**
 * The map in an element, drawn on canvas; undefined until it stands.
 * @param hasWheel whether the wheel zooms; on a page to be read it scrolls
 */
export function useMap(
  element: RefObject<HTMLDivElement | null>,
  hasWheel = true,
): L.Map | undefined {
  const [map, setMap] = useState<L.Map>();
  useEffect(() => {
    if (!element.current) return;
    const made = L.map(element.current, {
      renderer: L.canvas({ padding: 0.5 }),
      attributionControl: false,
      zoomControl: false,
      scrollWheelZoom: hasWheel,
      zoomAnimation: false,
      fadeAnimation: false,
      zoomSnap: 0.5,
      minZoom: 6,
      maxZoom: 20,
    });
    const words = { zoomInTitle: m["web.map.in"](), zoomOutTitle: m["web.map.out"]() };
    L.control.zoom(words).addTo(made);
    L.control.scale({ imperial: false }).addTo(made);
    setMap(made);
    return () => {
      setMap(undefined);
      made.remove();
    };
  }, [element, hasWheel]);
  return map;
}

export interface MapShape {
  key: string;
  shape: Shape;
  name?: string;
  look: "area" | "grid" | "own" | "beside";
  onOpen?: () => void;
}

const looks: Record<MapShape["look"], L.PathOptions> = {
  area: { color: "#0958d9", weight: 1.5, fillColor: "#0958d9", fillOpacity: 0.08 },
  grid: { color: "#59616b", weight: 1, dashArray: "4 3", fill: false },
  own: { color: "#0958d9", weight: 2.5, fillColor: "#0958d9", fillOpacity: 0.16 },
  beside: { color: "#c3c8ce", weight: 1, fillColor: "#59616b", fillOpacity: 0.05 },
};

/** Draws shapes and keeps them as they are given. */
export function useShapes(map: L.Map | undefined, shapes: readonly MapShape[]): void {
  // The shapes are made anew at every drawing of the page; only what differs is drawn again.
  const question = JSON.stringify(shapes);
  const current = useRef(shapes);
  current.current = shapes;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question stands for the shapes
  useEffect(() => {
    if (!map) return;
    const group = L.layerGroup().addTo(map);
    for (const { shape, name, look, onOpen } of current.current) {
      const polygon = L.polygon(outlines(shape), {
        ...looks[look],
        interactive: onOpen !== undefined,
      });
      if (onOpen) polygon.on("click", onOpen);
      polygon.addTo(group);
      if (name) {
        polygon.bindTooltip(tipOf(name), {
          permanent: true,
          direction: "center",
          className: "lf-map-name",
        });
      }
    }
    return () => void group.remove();
  }, [map, question]);
}

const noPlaces: readonly (readonly [number, number])[] = [];

/** Shows all of some shapes and places once, when the map first has them. */
export function useFirstView(
  map: L.Map | undefined,
  shapes: readonly Shape[],
  places = noPlaces,
): void {
  const isDone = useRef(false);
  useEffect(() => {
    if (!map || isDone.current) return;
    const bounds = L.latLngBounds([]);
    for (const shape of shapes) bounds.extend(L.polygon(outlines(shape)).getBounds());
    for (const place of places) bounds.extend(latLng(place));
    if (bounds.isValid()) {
      map.fitBounds(bounds, { padding: [24, 24], animate: false, maxZoom: 16 });
      isDone.current = true;
    } else {
      // Somewhere in the middle of the country, until somebody says where.
      map.setView([34, 108], 6, { animate: false });
    }
  }, [map, shapes, places]);
}
