import type { EntranceState } from "@lianfang/core/checkpoints/consolidation.ts";
import type { RoadGraph } from "@lianfang/core/checkpoints/road-graph.ts";
import { m } from "@lianfang/messages/messages.js";
import { Segmented } from "antd";
import { useMemo, useState } from "react";
import { Card } from "../kernel/kit/detail-page.tsx";
import { nodeTitle, nodeTones } from "./road-words.ts";
import { type MapLine, type MapPoint, type MapTone, TownMap } from "./town-map.tsx";
import { entranceStates } from "./words.ts";

type States = Readonly<Record<string, EntranceState>>;

const tones: Readonly<Record<EntranceState, MapTone>> = {
  manned: "green",
  closed: "red",
  free: "grey",
};

interface PlanMapProps {
  graph: RoadGraph;
  states: States | undefined;
}

/** The roads before, with every entrance manned, and after. */
export function PlanMap({ graph, states }: PlanMapProps) {
  const [when, setWhen] = useState<"before" | "after">("after");
  const shown = when === "after" ? states : undefined;
  const { points, lines } = useMemo(() => drawn(graph, shown), [graph, shown]);
  const kept = shown
    ? Object.values(shown).filter((state) => state === "manned").length
    : graph.roads.filter(({ entrance }) => entrance).length;
  return (
    <Card
      title={m["checkpoints.plan.map"]()}
      actions={
        states ? (
          <Segmented
            value={when}
            onChange={setWhen}
            options={[
              { value: "before", label: m["checkpoints.plan.before"]() },
              { value: "after", label: m["checkpoints.plan.after"]() },
            ]}
          />
        ) : null
      }
    >
      <TownMap
        label={m["checkpoints.plan.map.label"]({ count: kept })}
        points={points}
        lines={lines}
        height={520}
      />
      <ul className="lf-legend">
        <li>
          <span aria-hidden="true" style={{ color: "#0958d9" }}>
            ●
          </span>{" "}
          {m["checkpoints.plan.village"]()}
        </li>
        <li>
          <span aria-hidden="true" style={{ color: "#ad4e00" }}>
            ●
          </span>{" "}
          {m["checkpoints.draw.outside"]()}
        </li>
        <li>
          <span aria-hidden="true" style={{ color: "#237804" }}>
            ●
          </span>{" "}
          {entranceStates.manned()}
        </li>
        <li>
          <span aria-hidden="true" style={{ color: "#a8071a" }}>
            ○
          </span>{" "}
          {entranceStates.closed()}
        </li>
        <li>
          <span aria-hidden="true" style={{ color: "#8c8c8c" }}>
            ●
          </span>{" "}
          {entranceStates.free()}
        </li>
      </ul>
    </Card>
  );
}

function drawn({ nodes, roads }: RoadGraph, states: States | undefined) {
  const placeOf = new Map(nodes.map(({ id, lon, lat }) => [id, [lon, lat] as const]));
  const points: MapPoint[] = nodes
    .filter(({ kind }) => kind !== "junction")
    .map((node) => ({
      key: node.id,
      lon: node.lon,
      lat: node.lat,
      name: node.name,
      label: nodeTitle(node),
      tone: nodeTones[node.kind],
      radius: 5,
    }));
  const lines: MapLine[] = [];
  for (const { id, from, to, entrance } of roads) {
    const [one, other] = [placeOf.get(from), placeOf.get(to)];
    if (!one || !other) continue;
    const state = entrance && (states ? (states[id] ?? "free") : "manned");
    lines.push({
      key: id,
      from: one,
      to: other,
      tone: state === "closed" ? "red" : "grey",
      isDashed: state === "closed",
      width: state === "closed" ? 1 : 2,
    });
    if (!entrance || !state) continue;
    points.push({
      key: `entrance ${id}`,
      lon: one[0] + (other[0] - one[0]) * 0.4,
      lat: one[1] + (other[1] - one[1]) * 0.4,
      label: `${entrance.name} ${entranceStates[state]()}`,
      tone: tones[state],
      radius: state === "manned" ? 7 : 4,
      isHollow: state === "closed",
    });
  }
  return { points, lines };
}
