import type { Act, DrawingHistory } from "@lianfang/core/checkpoints/road-drawing.ts";
import { drawingFromGeoJson, jsonIn } from "@lianfang/core/checkpoints/road-file.ts";
import type { NodeKind } from "@lianfang/core/checkpoints/road-graph.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button, Segmented } from "antd";
import { useRef, useState } from "react";
import { choicesOf, type Words } from "../kernel/kit/choices.ts";
import { Note } from "../kernel/kit/problem-note.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { exportRoads } from "./road-export.ts";
import { graphFaultText, nodeKindWords } from "./road-words.ts";

/** What a press on the map does: choose, set a point of a kind, or join. */
export type RoadTool = "choose" | NodeKind | "join";

const tools: Words<RoadTool> = {
  choose: () => m["checkpoints.draw.tool.choose"](),
  village: () => m["checkpoints.draw.tool.village"](),
  outside: () => m["checkpoints.draw.tool.outside"](),
  junction: () => m["checkpoints.draw.tool.junction"](),
  join: () => m["checkpoints.draw.tool.join"](),
};

const hints: Words<RoadTool> = {
  choose: () => m["checkpoints.draw.hint.choose"](),
  village: () => m["checkpoints.draw.hint.village"](),
  outside: () => m["checkpoints.draw.hint.outside"](),
  junction: () => m["checkpoints.draw.hint.junction"](),
  join: () => m["checkpoints.draw.hint.join"](),
};

interface RoadToolsProps {
  history: DrawingHistory;
  /** Names the file. */
  title: string;
  tool: RoadTool;
  onTool: (tool: RoadTool) => void;
  act: (act: Act) => void;
  onAddInMiddle: (kind: NodeKind) => void;
}

export function RoadTools(props: RoadToolsProps) {
  const { history, title, tool, onTool, act } = props;
  const { graph } = history.now;
  const kind = tool === "choose" || tool === "join" ? "junction" : tool;
  return (
    <div className="lf-road-tools">
      <div className="lf-map-bar">
        <Segmented
          aria-label={m["checkpoints.draw.tool"]()}
          value={tool}
          onChange={onTool}
          options={choicesOf(tools).map(({ value, label }) => ({
            value: value as RoadTool,
            label,
          }))}
        />
        <Button disabled={history.past.length === 0} onClick={() => act({ does: "undo" })}>
          {m["web.step.back"]()}
        </Button>
        <Button disabled={history.future.length === 0} onClick={() => act({ does: "redo" })}>
          {m["web.step.forth"]()}
        </Button>
        <Button onClick={() => props.onAddInMiddle(kind)}>
          {m["checkpoints.draw.addInMiddle"]({ kind: nodeKindWords[kind]() })}
        </Button>
        <ImportButton onRead={(read) => act({ does: "replace", graph: read })} />
        <Button disabled={graph.nodes.length === 0} onClick={() => exportRoads(title, graph)}>
          {m["checkpoints.draw.export"]()}
        </Button>
      </div>
      <p className="lf-muted" aria-live="polite">
        {hints[tool]()}
      </p>
    </div>
  );
}

type Read = Extract<ReturnType<typeof drawingFromGeoJson>, { ok: true }>["graph"];

/** Another file in the drawing's place; a step like any other, to be taken back. */
function ImportButton({ onRead }: { onRead: (graph: Read) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const read = async (file: File) => {
    const answer = drawingFromGeoJson(jsonIn(await file.text()));
    setWrong(answer.ok ? [] : answer.faults.slice(0, 5).map(graphFaultText));
    if (!answer.ok) return;
    onRead(answer.graph);
    tell(m["checkpoints.draw.imported"]({ points: answer.graph.nodes.length }));
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        aria-label={m["checkpoints.plan.file"]()}
        accept=".geojson,.json,application/geo+json"
        className="lf-sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) void read(file);
          // The same file, mended, may be picked again.
          event.target.value = "";
        }}
      />
      <Button onClick={() => input.current?.click()}>{m["checkpoints.draw.import"]()}</Button>
      {wrong.length > 0 ? <Note tone="wrong">{wrong.join(m["web.colon"]())}</Note> : null}
    </>
  );
}
