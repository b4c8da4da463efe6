import type { Position } from "@lianfang/core/organization/boundary.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button, Input } from "antd";
import { useState } from "react";
import { Degrees } from "../kernel/kit/degrees.tsx";
import { mostHandles } from "../kernel/kit/map-handle.ts";
import { type Act, cornersIn, cornersText, type Draft, ringIn } from "./boundary-draft.ts";

interface CornersProps {
  draft: Draft;
  act: (act: Act) => void;
  /** Brings a place into view. */
  onShow: (at: Position) => void;
}

/** The corners of the ring that is drawn, as numbers: the way without a pointer. */
export function BoundaryCorners({ draft, act, onShow }: CornersProps) {
  const [isPasting, setPasting] = useState(false);
  const ring = ringIn(draft);
  return (
    <div className="lf-corners">
      <Rings draft={draft} act={act} />
      {isPasting ? (
        <Paste
          ring={ring}
          onDone={(corners) => {
            setPasting(false);
            if (!corners) return;
            act({ does: "replace", corners });
            const [first] = corners;
            if (first) onShow(first);
          }}
        />
      ) : (
        <>
          <div className="lf-corners-bar">
            <b>{m["organization.boundary.corners"]({ count: ring.length })}</b>
            <Button size="small" onClick={() => setPasting(true)}>
              {m["organization.boundary.paste"]()}
            </Button>
          </div>
          {ring.length > mostHandles ? (
            <p className="lf-muted">{m["organization.boundary.manyCorners"]()}</p>
          ) : (
            <ol>
              <li className="lf-corners-head" aria-hidden>
                <span />
                <span>{m["organization.boundary.lng.head"]()}</span>
                <span>{m["organization.boundary.lat.head"]()}</span>
                <span />
              </li>
              {ring.map((position, corner) => (
                <Corner
                  // biome-ignore lint/suspicious/noArrayIndexKey: a corner is its place in the ring
                  key={corner}
                  position={position}
                  corner={corner}
                  draft={draft}
                  act={act}
                />
              ))}
            </ol>
          )}
          <AddCorner onAdd={(at) => act({ does: "add", at })} onShow={onShow} />
        </>
      )}
    </div>
  );
}

/** Which line is drawn, where there are several. */
function Rings({ draft: { parts, place }, act }: Pick<CornersProps, "draft" | "act">) {
  const rings = parts.flatMap((part, at) => part.map((_, ring) => ({ part: at, ring })));
  if (rings.length < 2) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of switches is no fieldset
    <div className="lf-chips" role="group" aria-label={m["organization.boundary.lines"]()}>
      {rings.map(({ part, ring }) => (
        <button
          key={`${part} ${ring}`}
          type="button"
          className="lf-chip"
          aria-pressed={part === place.part && ring === place.ring}
          onClick={() => act({ does: "choose", part, ring })}
        >
          {ring === 0
            ? m["organization.boundary.part"]({ number: part + 1 })
            : m["organization.boundary.hole"]({ number: part + 1, hole: ring })}
        </button>
      ))}
    </div>
  );
}

interface CornerProps {
  position: Position;
  corner: number;
  draft: Draft;
  act: (act: Act) => void;
}

function Corner({ position: [lng, lat], corner, draft: { place }, act }: CornerProps) {
  const number = corner + 1;
  const choose = () => act({ does: "choose", part: place.part, ring: place.ring, corner });
  const move = (to: Position) => act({ does: "move", corner, to });
  return (
    <li className={corner === place.corner ? "lf-corner-chosen" : undefined}>
      <button
        type="button"
        className="lf-plain-button"
        aria-pressed={corner === place.corner}
        aria-label={m["organization.boundary.corner"]({ number })}
        onClick={choose}
      >
        {number}
      </button>
      <Degrees
        label={m["organization.boundary.lng"]({ number })}
        value={lng}
        most={180}
        onChange={(next) => move([next, lat])}
      />
      <Degrees
        label={m["organization.boundary.lat"]({ number })}
        value={lat}
        most={90}
        onChange={(next) => move([lng, next])}
      />
      <Button
        type="text"
        size="small"
        aria-label={m["organization.boundary.removeCorner"]({ number })}
        onClick={() => act({ does: "remove", corner })}
      >
        ×
      </Button>
    </li>
  );
}

function AddCorner({
  onAdd,
  onShow,
}: {
  onAdd: (at: Position) => void;
  onShow: (at: Position) => void;
}) {
  const [lng, setLng] = useState<number>();
  const [lat, setLat] = useState<number>();
  const at: Position | undefined = lng === undefined || lat === undefined ? undefined : [lng, lat];
  const add = () => {
    if (!at) return;
    onAdd(at);
    onShow(at);
    setLng(undefined);
    setLat(undefined);
  };
  return (
    <div className="lf-corners-add">
      <Degrees
        label={m["organization.boundary.lng.new"]()}
        placeholder={m["organization.boundary.lng.head"]()}
        value={lng}
        most={180}
        onChange={setLng}
      />
      <Degrees
        label={m["organization.boundary.lat.new"]()}
        placeholder={m["organization.boundary.lat.head"]()}
        value={lat}
        most={90}
        onChange={setLat}
      />
      <Button size="small" disabled={!at} onClick={add}>
        {m["organization.boundary.addCorner"]()}
      </Button>
    </div>
  );
}

interface PasteProps {
  ring: readonly Position[];
  onDone: (corners: readonly Position[] | undefined) => void;
}

function Paste({ ring, onDone }: PasteProps) {
  const [text, setText] = useState(cornersText(ring));
  const corners = cornersIn(text);
  return (
    <div className="lf-corners-paste">
      <Input.TextArea
        aria-label={m["organization.boundary.paste.label"]()}
        placeholder={"105.1234, 30.5678"}
        autoSize={{ minRows: 8, maxRows: 16 }}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <p className="lf-muted">{m["organization.boundary.paste.hint"]()}</p>
      <div className="lf-send">
        <Button type="primary" size="small" disabled={!corners} onClick={() => onDone(corners)}>
          {m["organization.boundary.paste.take"]()}
        </Button>
        <Button size="small" onClick={() => onDone(undefined)}>
          {m["web.cancel"]()}
        </Button>
      </div>
    </div>
  );
}
