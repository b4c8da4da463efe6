/** A road graph on the map: points set, dragged and joined, roads chosen and split. */
import {
  type Act,
  middleOf,
  nodeOf,
  type RoadDrawing,
  roadOf,
} from "@lianfang/core/checkpoints/road-drawing.ts";
import type { Road, RoadNode } from "@lianfang/core/checkpoints/road-graph.ts";
import L from "leaflet";
import { useEffect, useRef } from "react";
import { addHandle, mostHandles } from "../kernel/kit/map-handle.ts";
import { latLng, positionOf } from "../kernel/kit/plain-map.tsx";
import type { RoadTool } from "./road-tools.tsx";
import { nodeTitle, nodeTones } from "./road-words.ts";
import { pointOn, toneOn } from "./town-map.tsx";

interface Given {
  drawing: RoadDrawing;
  tool: RoadTool;
  act: (act: Act) => void;
}

export function useRoadMap(map: L.Map | undefined, given: Given): void {
  const latest = useRef(given);
  latest.current = given;
  const { drawing } = given;
  useEffect(() => {
    if (!map) return;
    const pressed = ({ latlng }: L.LeafletMouseEvent) => pressGround(latlng, latest.current);
    map.on("click", pressed);
    return () => void map.off("click", pressed);
  }, [map]);
  useEffect(() => {
    if (!map) return;
    const group = L.layerGroup().addTo(map);
    drawRoads(map, group, drawing, () => latest.current);
    drawNodes(map, group, drawing, () => latest.current);
    return () => void group.remove();
  }, [map, drawing]);
  const place = placeOfChosen(drawing);
  const at = place?.join();
  const wasChosen = useRef<string>(undefined);
  const chosenKey = drawing.chosen && `${drawing.chosen.is} ${drawing.chosen.id}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text stands for the place
  useEffect(() => {
    if (!map || !place || wasChosen.current === chosenKey) return;
    wasChosen.current = chosenKey;
    if (!map.getBounds().contains(latLng(place))) map.panTo(latLng(place), { animate: false });
  }, [map, at, chosenKey]);
}

function placeOfChosen({ graph, chosen }: RoadDrawing): readonly [number, number] | undefined {
  if (!chosen) return undefined;
  if (chosen.is === "node") {
    const node = nodeOf(graph, chosen.id);
    return node && [node.lon, node.lat];
  }
  const road = roadOf(graph, chosen.id);
  return road && middleOf(graph, road);
}

function pressGround(at: L.LatLng, { drawing, tool, act }: Given): void {
  const { chosen } = drawing;
  if (tool === "choose") act({ does: "choose", chosen: undefined });
  else if (tool !== "join") act({ does: "addNode", at: positionOf(at), kind: tool });
  else if (chosen?.is === "node") {
    act({ does: "addNode", at: positionOf(at), kind: "junction", joinedTo: chosen.id });
  }
}

/** With the tool that joins, a road is drawn on from point to point. */
function pressNode(id: string, { drawing, tool, act }: Given): void {
  const { chosen } = drawing;
  if (tool === "join" && chosen?.is === "node") act({ does: "join", from: chosen.id, to: id });
  act({ does: "choose", chosen: { is: "node", id } });
}

function pressRoad(id: string, at: L.LatLng, { tool, act }: Given): void {
  if (tool === "junction") act({ does: "split", id, at: positionOf(at) });
  else act({ does: "choose", chosen: { is: "road", id } });
}

function drawRoads(
  map: L.Map,
  group: L.LayerGroup,
  { graph, chosen }: RoadDrawing,
  now: () => Given,
): void {
  const places = new Map(graph.nodes.map(({ id, lon, lat }) => [id, [lon, lat] as const]));
  for (const road of graph.roads) {
    const [from, to] = [places.get(road.from), places.get(road.to)];
    if (!from || !to) continue;
    const isChosen = chosen?.is === "road" && chosen.id === road.id;
    const line = [latLng(from), latLng(to)];
    L.polyline(line, { ...lookOf(map, road, isChosen), interactive: false }).addTo(group);
    // Wider than it looks, so that it can be hit.
    const target = L.polyline(line, { weight: 14, opacity: 0, bubblingMouseEvents: false });
    target.on("click", ({ latlng }) => pressRoad(road.id, latlng, now()));
    target.addTo(group);
    if (road.entrance) {
      const [lon, lat] = [from[0] + (to[0] - from[0]) * 0.4, from[1] + (to[1] - from[1]) * 0.4];
      const label = road.entrance.name;
      const mark = pointOn(map, { key: road.id, lon, lat, label, tone: "green", radius: 7 });
      mark.options.bubblingMouseEvents = false;
      mark.on("click", ({ latlng }) => pressRoad(road.id, latlng, now()));
      mark.addTo(group);
    }
  }
}

function lookOf(map: L.Map, { entrance }: Road, isChosen: boolean): L.PolylineOptions {
  if (isChosen) return { color: toneOn(map, "blue"), weight: 5 };
  return { color: toneOn(map, entrance ? "green" : "grey"), weight: 3 };
}

function drawNodes(
  map: L.Map,
  group: L.LayerGroup,
  { graph, chosen }: RoadDrawing,
  now: () => Given,
): void {
  const areAllHandles = graph.nodes.length <= mostHandles;
  for (const node of graph.nodes) {
    const isChosen = chosen?.is === "node" && chosen.id === node.id;
    if (areAllHandles || isChosen) handleOf(map, group, { node, isChosen, now });
    else {
      const { id, lon, lat } = node;
      const look = { key: id, lon, lat, label: nodeTitle(node), tone: nodeTones[node.kind] };
      const mark = pointOn(map, { ...look, radius: node.kind === "junction" ? 4 : 6 });
      mark.options.bubblingMouseEvents = false;
      mark.on("click", () => pressNode(id, now()));
      mark.addTo(group);
    }
  }
}

interface Handled {
  node: RoadNode;
  isChosen: boolean;
  now: () => Given;
}

function handleOf(map: L.Map, group: L.LayerGroup, { node, isChosen, now }: Handled): void {
  const { id, lon, lat, kind } = node;
  addHandle(map, group, {
    at: [lon, lat],
    title: nodeTitle(node),
    name: node.name,
    className: `lf-road-node lf-road-node-${kind}`,
    isChosen,
    onChoose: () => pressNode(id, now()),
    onMove: (to) => now().act({ does: "moveNode", id, to }),
    onRemove: () => now().act({ does: "removeNode", id }),
  });
}
