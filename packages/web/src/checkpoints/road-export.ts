import { graphToGeoJson } from "@lianfang/core/checkpoints/road-file.ts";
import type { RoadGraph } from "@lianfang/core/checkpoints/road-graph.ts";
import { saveFile } from "../kernel/kit/download.tsx";

/** Hands the roads to the browser as a GeoJSON file, which can be read again. */
export function exportRoads(title: string, graph: RoadGraph): void {
  const text = `${JSON.stringify(graphToGeoJson(graph), undefined, 1)}\n`;
  saveFile(new Blob([text], { type: "application/geo+json" }), `${title}.geojson`);
}
