import {
  checkShape,
  type Position,
  type ShapeFault,
} from "@lianfang/core/organization/boundary.ts";
import type { Area, Shape } from "@lianfang/core/organization/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { useMemo, useReducer, useRef } from "react";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { type MapShape, useFirstView, useMap, useShapes } from "../kernel/kit/plain-map.tsx";
import { Note } from "../kernel/kit/problem-note.tsx";
import { SendButton } from "../kernel/kit/send-button.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { nameOf } from "../kernel/locale.ts";
import { BoundaryCorners } from "./boundary-corners.tsx";
import { type Act, type Drawing, drawingOf, drawn, geometryOf } from "./boundary-draft.ts";
import { faultText } from "./boundary-faults.ts";
import { useDrawing } from "./use-drawing.ts";

interface EditorProps {
  area: Area;
  shape: Shape | undefined;
  beside: readonly MapShape[];
  onClose: () => void;
}

/** A boundary drawn on the map, or corner by corner in the list beside it; both are the same. */
export function BoundaryEditor({ area, shape, beside, onClose }: EditorProps) {
  const [drawing, act] = useReducer(drawn, shape, drawingOf);
  const element = useRef<HTMLDivElement>(null);
  const map = useMap(element);
  const name = nameOf(area);
  const geometry = geometryOf(drawing.now);
  const checked = geometry ? checkShape(geometry) : undefined;
  const fault = checked && !checked.ok ? checked.fault : undefined;
  useShapes(map, beside);
  useFirstView(
    map,
    useMemo(() => (shape ? [shape] : beside.map((one) => one.shape)), [shape, beside]),
  );
  useDrawing(map, { drawing, act, at: fault?.at });
  const save = useSave(area, shape, onClose);
  return (
    <div
      className="lf-boundary-editor"
      role="application"
      aria-label={m["organization.boundary.editing"]({ name })}
      onKeyDown={(event) => {
        if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey)) return;
        if (event.target instanceof HTMLInputElement) return;
        event.preventDefault();
        act({ does: event.shiftKey ? "redo" : "undo" });
      }}
    >
      <p className="lf-muted">{m["organization.boundary.how"]()}</p>
      <div className="lf-boundary-split">
        <div>
          <section
            ref={element}
            className="lf-map"
            aria-label={m["organization.boundary.map"]({ name })}
          />
          <Tools drawing={drawing} act={act} />
        </div>
        <BoundaryCorners
          draft={drawing.now}
          act={act}
          onShow={(at) => map?.panTo([at[1], at[0]])}
        />
      </div>
      <Verdict fault={fault} />
      <div className="lf-send">
        <SendButton
          command={save.command}
          isDisabled={!checked?.ok}
          onSend={() => void (checked?.ok && save.send(checked.shape))}
        >
          {m["organization.boundary.save.one"]()}
        </SendButton>
        <Button onClick={onClose}>{m["web.cancel"]()}</Button>
      </div>
    </div>
  );
}

/** What is wrong is said at once; while there are too few corners nothing is wrong yet. */
function Verdict({ fault }: { fault: ShapeFault | undefined }) {
  return (
    <div aria-live="polite">
      {fault && fault.reason !== "short" ? (
        <Note tone="wrong">
          {m["organization.boundary.wrong"]()}: {faultText(fault)}
        </Note>
      ) : null}
    </div>
  );
}

function useSave(area: Area, before: Shape | undefined, onDone: () => void) {
  const command = useCommand(api.organization.setBoundaries, area.areaId);
  const { areaId } = area;
  const set = (shape: Shape | null) => command.send({ boundaries: [{ areaId, shape }] });
  return {
    command,
    async send(shape: Shape) {
      if (!(await set(shape))) return;
      tell(m["web.saved"](), () => void set(before ?? null));
      onDone();
    },
  };
}

function Tools({ drawing, act }: { drawing: Drawing; act: (act: Act) => void }) {
  const { parts, place } = drawing.now;
  const ring: readonly Position[] = parts[place.part]?.[place.ring] ?? [];
  return (
    <div className="lf-map-bar">
      <Button
        size="small"
        disabled={drawing.past.length === 0}
        onClick={() => act({ does: "undo" })}
      >
        {m["web.step.back"]()}
      </Button>
      <Button
        size="small"
        disabled={drawing.future.length === 0}
        onClick={() => act({ does: "redo" })}
      >
        {m["web.step.forth"]()}
      </Button>
      <Button size="small" disabled={ring.length < 3} onClick={() => act({ does: "addPart" })}>
        {m["organization.boundary.addPart"]()}
      </Button>
      <Button
        size="small"
        disabled={(parts[place.part]?.[0]?.length ?? 0) < 3}
        onClick={() => act({ does: "addHole" })}
      >
        {m["organization.boundary.addHole"]()}
      </Button>
      <Button size="small" disabled={ring.length === 0} onClick={() => act({ does: "removeRing" })}>
        {m["organization.boundary.removeRing"]()}
      </Button>
    </div>
  );
}
