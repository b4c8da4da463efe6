import {
  type Act,
  isTimedByLength,
  lineOf,
  middleOf,
  nodeOf,
} from "@lianfang/core/checkpoints/road-drawing.ts";
import { metresAlong } from "@lianfang/core/checkpoints/road-geometry.ts";
import {
  entrancesOf,
  type Road,
  type RoadGraph,
  usualGuards,
} from "@lianfang/core/checkpoints/road-graph.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button, Checkbox, Input, InputNumber } from "antd";
import { Labelled } from "../kernel/kit/labelled.tsx";
import { RegisterCheckpoint } from "./road-checkpoint.tsx";
import { nodeTitle } from "./road-words.ts";
import { useTyped } from "./typed.ts";

interface RoadFormProps {
  road: Road;
  graph: RoadGraph;
  act: (act: Act) => void;
}

/** A road: how long it takes, and whether it can be manned or closed. */
export function RoadForm({ road, graph, act }: RoadFormProps) {
  const { id, entrance } = road;
  const title = titleOf(road, graph);
  const line = lineOf(graph, road);
  const middle = middleOf(graph, road);
  const set = (to: Road["entrance"] | null) => act({ does: "setEntrance", id, entrance: to });
  const split = () => middle && act({ does: "split", id, at: middle });
  const usual = m["checkpoints.draw.entrance.name"]({ number: entrancesOf(graph).length + 1 });
  return (
    <section className="lf-road-form" aria-label={title}>
      <h2>{title}</h2>
      <Minutes road={road} graph={graph} metres={metresAlong(line)} act={act} />
      <Checkbox
        checked={entrance !== undefined}
        onChange={({ target }) => set(target.checked ? { name: usual, guards: usualGuards } : null)}
      >
        {m["checkpoints.draw.entrance"]()}
      </Checkbox>
      {entrance ? <EntranceFields entrance={entrance} onChange={set} /> : null}
      <div className="lf-send">
        <Button onClick={split}>{m["checkpoints.draw.split"]()}</Button>
        <Button danger onClick={() => act({ does: "removeRoad", id })}>
          {m["checkpoints.draw.removeRoad"]()}
        </Button>
      </div>
    </section>
  );
}

export function titleOf({ from, to }: Road, graph: RoadGraph): string {
  const [one, other] = [nodeOf(graph, from), nodeOf(graph, to)];
  return `${one ? nodeTitle(one) : from} – ${other ? nodeTitle(other) : to}`;
}

interface MinutesProps extends RoadFormProps {
  metres: number;
}

function Minutes({ road, graph, metres, act }: MinutesProps) {
  const { id, minutes } = road;
  const kilometres = (metres / 1000).toFixed(2);
  return (
    <Labelled
      id="road-minutes"
      label={m["checkpoints.draw.minutes"]()}
      hint={m["checkpoints.draw.length"]({ kilometres })}
    >
      <span className="lf-road-minutes">
        <InputNumber
          id="road-minutes"
          aria-describedby="road-minutes-hint"
          value={minutes}
          min={0.1}
          max={600}
          step={0.5}
          precision={1}
          changeOnBlur
          suffix={m["checkpoints.minutesUnit"]()}
          onChange={(next) => next && act({ does: "timeRoad", id, minutes: next })}
        />
        {isTimedByLength(graph, road) ? null : (
          <Button type="link" onClick={() => act({ does: "timeRoad", id, minutes: null })}>
            {m["checkpoints.draw.byLength"]()}
          </Button>
        )}
      </span>
    </Labelled>
  );
}

type Entrance = NonNullable<Road["entrance"]>;

interface EntranceProps {
  entrance: Entrance;
  onChange: (entrance: Entrance) => void;
}

function EntranceFields({ entrance, onChange }: EntranceProps) {
  return (
    <>
      <RegisterCheckpoint
        checkpointId={entrance.checkpointId}
        onPick={(picked) =>
          onChange(
            picked
              ? { ...picked, guards: picked.guards || entrance.guards }
              : { name: entrance.name, guards: entrance.guards },
          )
        }
      />
      <EntranceName
        key={entrance.name}
        name={entrance.name}
        onName={(name) => onChange({ ...entrance, name })}
      />
      <Labelled id="road-guards" label={m["checkpoints.guardsNeeded"]()}>
        <InputNumber
          id="road-guards"
          value={entrance.guards}
          min={0}
          max={500}
          precision={0}
          changeOnBlur
          suffix={m["checkpoints.peopleUnit"]()}
          onChange={(guards) => onChange({ ...entrance, guards: guards ?? 0 })}
        />
      </Labelled>
    </>
  );
}

function EntranceName({ name, onName }: { name: string; onName: (name: string) => void }) {
  // An entrance is known by its name: emptied, it keeps the one it had.
  const typed = useTyped(name, (next) => next && onName(next));
  return (
    <Labelled id="road-entrance" label={m["checkpoints.plan.entrance"]()}>
      <Input
        id="road-entrance"
        value={typed.value}
        maxLength={60}
        onChange={({ target }) => typed.onChange(target.value)}
        onBlur={typed.onDone}
        onKeyDown={typed.onKey}
      />
    </Labelled>
  );
}
