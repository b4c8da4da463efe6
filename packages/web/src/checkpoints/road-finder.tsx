import type { Chosen } from "@lianfang/core/checkpoints/road-drawing.ts";
import type { RoadGraph } from "@lianfang/core/checkpoints/road-graph.ts";
import { m } from "@lianfang/messages/messages.js";
import { Input } from "antd";
import { useMemo, useState } from "react";
import { titleOf } from "./road-form.tsx";
import { nodeTitle } from "./road-words.ts";

interface Entry {
  title: string;
  detail: string | undefined;
  chosen: Chosen;
}

interface FinderProps {
  graph: RoadGraph;
  chosen: Chosen | undefined;
  onChoose: (chosen: Chosen) => void;
}

const mostShown = 60;

/** Every point and road by name: found by typing, chosen without a pointer. */
export function RoadFinder({ graph, chosen, onChoose }: FinderProps) {
  const [search, setSearch] = useState("");
  const entries = useMemo(() => entriesOf(graph), [graph]);
  const found = entries.filter(({ title, detail }) => `${title} ${detail}`.includes(search.trim()));
  if (entries.length === 0) return null;
  return (
    <section className="lf-road-finder" aria-label={m["checkpoints.draw.all"]()}>
      <Input
        allowClear
        aria-label={m["checkpoints.draw.find"]()}
        placeholder={m["checkpoints.draw.find"]()}
        value={search}
        onChange={({ target }) => setSearch(target.value)}
      />
      <ul>
        {found.slice(0, mostShown).map((entry) => (
          <li key={`${entry.chosen.is} ${entry.chosen.id}`}>
            <button
              type="button"
              className="lf-plain-button"
              aria-pressed={chosen?.is === entry.chosen.is && chosen.id === entry.chosen.id}
              onClick={() => onChoose(entry.chosen)}
            >
              <span>{entry.title}</span>
              {entry.detail ? <span className="lf-muted">{entry.detail}</span> : null}
            </button>
          </li>
        ))}
      </ul>
      {found.length > mostShown ? (
        <p className="lf-muted">
          {m["checkpoints.draw.more"]({ count: found.length - mostShown })}
        </p>
      ) : null}
    </section>
  );
}

function entriesOf(graph: RoadGraph): Entry[] {
  const points = graph.nodes.map((node): Entry => {
    const isPeopled = node.people !== undefined;
    return {
      title: nodeTitle(node),
      detail: isPeopled ? m["checkpoints.draw.peopleOf"]({ count: node.people ?? 0 }) : undefined,
      chosen: { is: "node", id: node.id },
    };
  });
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const roads = graph.roads.map((road): Entry => {
    // Only its ends are looked at: among thousands each would be searched for.
    const nodes = [road.from, road.to].flatMap((id) => byId.get(id) ?? []);
    return {
      title: titleOf(road, { nodes, roads: [] }),
      detail: road.entrance?.name ?? m["checkpoints.draw.minutesOf"]({ minutes: road.minutes }),
      chosen: { is: "road", id: road.id },
    };
  });
  return [...points, ...roads];
}
