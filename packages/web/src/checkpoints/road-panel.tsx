import { type Act, type Chosen, nodeOf, roadOf } from "@lianfang/core/checkpoints/road-drawing.ts";
import type { RoadGraph, RoadNode } from "@lianfang/core/checkpoints/road-graph.ts";
import { m } from "@lianfang/messages/messages.js";
import { AutoComplete, Button, InputNumber, Radio, Select } from "antd";
import { useAreas } from "../kernel/kit/areas.ts";
import { choicesOf, keyIn } from "../kernel/kit/choices.ts";
import { Degrees } from "../kernel/kit/degrees.tsx";
import { Labelled } from "../kernel/kit/labelled.tsx";
import { nameOf } from "../kernel/locale.ts";
import { RoadForm } from "./road-form.tsx";
import { nodeKindWords, nodeTitle } from "./road-words.ts";
import { useTyped } from "./typed.ts";

interface PanelProps {
  graph: RoadGraph;
  chosen: Chosen | undefined;
  act: (act: Act) => void;
}

/** What is chosen on the map, to be told more about. */
export function RoadPanel({ graph, chosen, act }: PanelProps) {
  const node = chosen?.is === "node" ? nodeOf(graph, chosen.id) : undefined;
  const road = chosen?.is === "road" ? roadOf(graph, chosen.id) : undefined;
  if (node) return <NodeForm key={node.id} node={node} graph={graph} act={act} />;
  if (road) return <RoadForm key={road.id} road={road} graph={graph} act={act} />;
  return <p className="lf-muted">{m["checkpoints.draw.nothingChosen"]()}</p>;
}

interface NodeFormProps {
  node: RoadNode;
  graph: RoadGraph;
  act: (act: Act) => void;
}

function NodeForm({ node, graph, act }: NodeFormProps) {
  const { id, kind, lon, lat, people } = node;
  const change = (to: Partial<Pick<RoadNode, "kind" | "name" | "people">>) =>
    act({ does: "changeNode", id, to });
  const move = (to: readonly [number, number]) => act({ does: "moveNode", id, to });
  return (
    <section className="lf-road-form" aria-label={nodeTitle(node)}>
      <h2>{nodeTitle(node)}</h2>
      <Radio.Group
        aria-label={m["checkpoints.draw.kind"]()}
        optionType="button"
        value={kind}
        options={choicesOf(nodeKindWords)}
        onChange={({ target }) => {
          const next = keyIn(nodeKindWords, String(target.value));
          if (next) change({ kind: next });
        }}
      />
      <NodeName
        key={node.name ?? ""}
        node={node}
        graph={graph}
        onName={(name) => change({ name })}
      />
      {kind === "village" ? (
        <Labelled id="road-people" label={m["checkpoints.draw.people"]()} isOptional>
          <InputNumber
            id="road-people"
            value={people ?? null}
            min={0}
            max={1_000_000}
            precision={0}
            changeOnBlur
            suffix={m["checkpoints.peopleUnit"]()}
            onChange={(next) => change({ people: next ?? undefined })}
          />
        </Labelled>
      ) : null}
      <div className="lf-road-degrees">
        <Degrees
          label={m["checkpoints.lon"]()}
          value={lon}
          most={180}
          onChange={(next) => move([next, lat])}
        />
        <Degrees
          label={m["checkpoints.lat"]()}
          value={lat}
          most={90}
          onChange={(next) => move([lon, next])}
        />
      </div>
      <JoinWith node={node} graph={graph} onJoin={(to) => act({ does: "join", from: id, to })} />
      <Button danger onClick={() => act({ does: "removeNode", id })}>
        {m["checkpoints.draw.removePoint"]()}
      </Button>
    </section>
  );
}

interface NameProps {
  node: RoadNode;
  graph: RoadGraph;
  onName: (name: string) => void;
}

/** A village is offered the names of villages that stand nowhere on the drawing yet. */
function NodeName({ node, graph, onName }: NameProps) {
  const areas = useAreas();
  const typed = useTyped(node.name ?? "", onName);
  const used = new Set(graph.nodes.map(({ name }) => name));
  const names = areas
    .filter(({ kind }) => kind === "village" || kind === "community")
    .map(nameOf)
    .filter((name) => !used.has(name) && name.includes(typed.value));
  return (
    <Labelled id="road-name" label={m["checkpoints.name"]()} isOptional={node.kind !== "village"}>
      <AutoComplete
        id="road-name"
        value={typed.value}
        maxLength={60}
        options={node.kind === "village" ? names.map((value) => ({ value })) : []}
        onChange={typed.onChange}
        onSelect={onName}
        onBlur={typed.onDone}
        onInputKeyDown={typed.onKey}
      />
    </Labelled>
  );
}

interface JoinProps {
  node: RoadNode;
  graph: RoadGraph;
  onJoin: (to: string) => void;
}

/** The way to lay a road without a pointer. */
function JoinWith({ node, graph, onJoin }: JoinProps) {
  const others = graph.nodes.filter(({ id }) => id !== node.id);
  if (others.length === 0) return null;
  return (
    <Labelled id="road-join" label={m["checkpoints.draw.joinWith"]()} isOptional>
      <Select
        id="road-join"
        value={null}
        placeholder={m["checkpoints.draw.joinWith.placeholder"]()}
        showSearch={{ optionFilterProp: "label" }}
        options={others.map((other) => ({ value: other.id, label: nodeTitle(other) }))}
        onChange={(to: string | null) => to && onJoin(to)}
      />
    </Labelled>
  );
}
