import { type Act, drawingOf, drawn } from "@lianfang/core/checkpoints/road-drawing.ts";
import { lackingIn, type NodeKind } from "@lianfang/core/checkpoints/road-graph.ts";
import { graphRemarks } from "@lianfang/core/checkpoints/road-remarks.ts";
import { m } from "@lianfang/messages/messages.js";
import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from "react";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { useCarriedState } from "../kernel/kit/carried.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { LeaveGuard } from "../kernel/kit/form.tsx";
import { positionOf, useMap } from "../kernel/kit/plain-map.tsx";
import { Note } from "../kernel/kit/problem-note.tsx";
import { SendButton } from "../kernel/kit/send-button.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { RoadFinder } from "./road-finder.tsx";
import { RoadPanel } from "./road-panel.tsx";
import { type RoadTool, RoadTools } from "./road-tools.tsx";
import { RoadVerdict } from "./road-verdict.tsx";
import type { ShownPlan } from "./shown-plan.ts";
import { useRoadGround } from "./use-road-ground.ts";
import { useRoadMap } from "./use-road-map.ts";

/** A road graph drawn by hand: on the map, or by the lists and forms beside it; both are the same. */
export function RoadEditor({ plan }: { plan: ShownPlan }) {
  const [history, setHistory] = useCarriedState("roads", drawingOf(plan.graph));
  const [tool, setTool] = useState<RoadTool>("choose");
  const act = useCallback((next: Act) => setHistory((before) => drawn(before, next)), [setHistory]);
  const element = useRef<HTMLDivElement>(null);
  const map = useMap(element);
  const { graph, chosen } = history.now;
  const save = useSave(plan, graph);
  useRoadGround(map, plan.graph);
  useRoadMap(map, { drawing: history.now, tool, act });
  const lacking = useMemo(() => lackingIn(graph), [graph]);
  const remarks = useMemo(() => graphRemarks(graph), [graph]);
  const addInMiddle = (kind: NodeKind) =>
    map && act({ does: "addNode", at: positionOf(map.getCenter()), kind });
  const onKey = (event: KeyboardEvent) => {
    const key = event.key.toLowerCase();
    const isTyping = event.target instanceof HTMLInputElement;
    if ((event.ctrlKey || event.metaKey) && key === "s") void save.send();
    else if (isTyping) return;
    else if ((event.ctrlKey || event.metaKey) && key === "z")
      act({ does: event.shiftKey ? "redo" : "undo" });
    else if (key === "escape") {
      setTool("choose");
      act({ does: "choose", chosen: undefined });
    } else return;
    event.preventDefault();
  };
  return (
    <Card>
      <LeaveGuard isDirty={save.isDirty} />
      <div
        className="lf-road-editor"
        role="application"
        aria-label={m["checkpoints.draw.editing"]({ name: plan.title })}
        onKeyDown={onKey}
      >
        <p className="lf-muted">{m["checkpoints.draw.how"]()}</p>
        {plan.chosen ? <Note tone="attention">{m["checkpoints.draw.chosenFalls"]()}</Note> : null}
        <RoadTools
          history={history}
          title={plan.title}
          tool={tool}
          onTool={setTool}
          act={act}
          onAddInMiddle={addInMiddle}
        />
        {/* Not on the map itself: its library keeps classes of its own there. */}
        <div className={tool === "choose" ? "lf-road-split" : "lf-road-split lf-road-drawing"}>
          <section
            ref={element}
            className="lf-map lf-road-map"
            aria-label={m["checkpoints.draw.map"]({
              points: graph.nodes.length,
              roads: graph.roads.length,
            })}
          />
          <div className="lf-road-side">
            <RoadPanel graph={graph} chosen={chosen} act={act} />
            <RoadFinder
              graph={graph}
              chosen={chosen}
              onChoose={(next) => act({ does: "choose", chosen: next })}
            />
          </div>
        </div>
        <RoadVerdict
          lacking={graph.nodes.length === 0 ? [] : lacking}
          remarks={remarks}
          onShow={(at) => act({ does: "choose", chosen: at })}
        />
        <div className="lf-send">
          <SendButton
            command={save.command}
            isDisabled={!save.isDirty}
            onSend={() => void save.send()}
          >
            {lacking.length > 0 ? m["checkpoints.draw.saveDraft"]() : m["checkpoints.draw.save"]()}
          </SendButton>
          <span className="lf-muted" aria-live="polite">
            {save.isDirty ? m["checkpoints.draw.unsaved"]() : null}
          </span>
        </div>
      </div>
    </Card>
  );
}

function useSave(plan: ShownPlan, graph: ShownPlan["graph"]) {
  const command = useCommand(api.checkpoints.drawPlan, plan.planId);
  const [saved, setSaved] = useState({ graph: plan.graph, revision: plan.revision });
  const isDirty = graph !== saved.graph;
  return {
    command,
    isDirty,
    async send() {
      if (!isDirty) return;
      const { planId } = plan;
      const answer = await command.send({ planId, revision: saved.revision, graph });
      if (!answer) return;
      setSaved({ graph, revision: answer.revision });
      tell(answer.isDraft ? m["checkpoints.draw.savedDraft"]() : m["checkpoints.draw.saved"]());
    },
  };
}
