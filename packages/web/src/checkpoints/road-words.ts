/** The words of a drawing: what a point is, what is lacking, what should be looked at. */
import type { GraphFault, NodeKind, RoadGraph } from "@lianfang/core/checkpoints/road-graph.ts";
import type { GraphRemark } from "@lianfang/core/checkpoints/road-remarks.ts";
import { m } from "@lianfang/messages/messages.js";
import type { Words } from "../kernel/kit/choices.ts";
import type { MapTone } from "./town-map.tsx";

export const nodeKindWords: Words<NodeKind> = {
  village: () => m["checkpoints.draw.village"](),
  outside: () => m["checkpoints.draw.outside"](),
  junction: () => m["checkpoints.draw.junction"](),
};

export const nodeTones: Readonly<Record<NodeKind, MapTone>> = {
  village: "blue",
  outside: "amber",
  junction: "grey",
};

const faultTexts: Readonly<Record<GraphFault["code"], (about: { what: string }) => string>> = {
  noOutside: m["checkpoints.draw.noOutside"],
  noVillage: m["checkpoints.draw.noVillage"],
  noEntrance: m["checkpoints.draw.noEntrance"],
  idTwice: m["checkpoints.graph.idTwice"],
  unknownNode: m["checkpoints.graph.unknownNode"],
  unreadable: m["checkpoints.graph.unreadable"],
};

export function graphFaultText({ code, what }: GraphFault): string {
  return faultTexts[code]({ what });
}

const remarkTexts: Readonly<Record<GraphRemark["code"], (about: { what: string }) => string>> = {
  villageCutOff: m["checkpoints.draw.villageCutOff"],
  wayInOpen: m["checkpoints.draw.wayInOpen"],
  loosePoint: m["checkpoints.draw.loosePoint"],
  checkpointTwice: m["checkpoints.draw.checkpointTwice"],
  nameless: m["checkpoints.draw.nameless"],
};

export function remarkText({ code, what }: GraphRemark): string {
  return remarkTexts[code]({ what });
}

type Titled = Pick<RoadGraph["nodes"][number], "id" | "kind" | "name">;

/** 柳林村; a point without a name by its kind: 路口 n4. */
export function nodeTitle({ id, kind, name }: Titled): string {
  return name ?? `${nodeKindWords[kind]()} ${id}`;
}
