import type { Area, Shape } from "@lianfang/core/organization/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useMemo, useRef, useState } from "react";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { Lines } from "../kernel/kit/loading.tsx";
import { type MapShape, useFirstView, useMap, useShapes } from "../kernel/kit/plain-map.tsx";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { nameOf } from "../kernel/locale.ts";
import { useMay } from "../kernel/me.ts";
import { digits } from "../kernel/numbers.ts";
import { BoundaryEditor } from "./boundary-editor.tsx";
import { BoundaryUpload } from "./boundary-upload.tsx";
import "./boundaries.css";

interface CardProps {
  area: Area;
  areas: readonly Area[];
}

/** Where an area's boundary runs, among its neighbours'; to be drawn, uploaded, taken away. */
export function BoundaryCard({ area, areas }: CardProps) {
  const answer = useQuery(api.organization.boundaries.queryOptions({ input: {} }));
  const [way, setWay] = useState<"draw" | "upload">();
  const close = () => setWay(undefined);
  const title = m["organization.boundary"]();
  if (answer.error) {
    return (
      <Card title={title}>
        <Trouble error={answer.error} onRetry={() => void answer.refetch()} />
      </Card>
    );
  }
  if (!answer.data) {
    return (
      <Card title={title}>
        <Lines count={8} />
      </Card>
    );
  }
  const { boundaries } = answer.data;
  const own = boundaries.find(({ areaId }) => areaId === area.areaId);
  const beside = shapesBeside(area, areas, boundaries);
  return (
    <Card
      title={title}
      actions={
        way === "draw" ? undefined : <Actions area={area} shape={own?.shape} onOpen={setWay} />
      }
    >
      {way === "draw" ? (
        <BoundaryEditor area={area} shape={own?.shape} beside={beside} onClose={close} />
      ) : own ? (
        <Shown area={area} shape={own.shape} beside={beside} surfaceM2={own.surfaceM2} />
      ) : (
        <p className="lf-muted">{m["organization.boundary.none"]()}</p>
      )}
      {way === "upload" ? <BoundaryUpload areas={areas} only={area} onClose={close} /> : null}
    </Card>
  );
}

type Boundaries = readonly { areaId: string; shape: Shape }[];

/** Its siblings' boundaries, and that of what it lies in. */
function shapesBeside(area: Area, areas: readonly Area[], boundaries: Boundaries): MapShape[] {
  const byId = new Map(areas.map((one) => [one.areaId, one]));
  return boundaries.flatMap(({ areaId, shape }): MapShape[] => {
    const other = byId.get(areaId);
    const isNear = other?.parentId === area.parentId || other?.areaId === area.parentId;
    if (!other || !isNear || areaId === area.areaId) return [];
    const isSibling = other.parentId === area.parentId;
    return [{ key: areaId, shape, look: "beside", ...(isSibling && { name: nameOf(other) }) }];
  });
}

interface ShownProps {
  area: Area;
  shape: Shape;
  beside: readonly MapShape[];
  surfaceM2: number;
}

function Shown({ area, shape, beside, surfaceM2 }: ShownProps) {
  const element = useRef<HTMLDivElement>(null);
  const map = useMap(element);
  const name = nameOf(area);
  useShapes(map, [...beside, { key: area.areaId, shape, look: "own", name }]);
  useFirstView(
    map,
    useMemo(() => [shape], [shape]),
  );
  const polygons = shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates;
  const points = polygons.flat().reduce((sum, ring) => sum + ring.length - 1, 0);
  return (
    <>
      <section
        ref={element}
        className="lf-map lf-map-small"
        aria-label={m["organization.boundary.map"]({ name })}
      />
      <p className="lf-muted">
        {m["organization.boundary.size"]({
          surface: digits(Math.round(surfaceM2 / 10_000) / 100),
          points,
        })}
      </p>
    </>
  );
}

interface ActionsProps {
  area: Area;
  shape: Shape | undefined;
  onOpen: (way: "draw" | "upload") => void;
}

function Actions({ area: { areaId }, shape, onOpen }: ActionsProps) {
  const set = useCommand(api.organization.setBoundaries, areaId);
  const mayDraw = useMay(api.organization.setBoundaries);
  if (!mayDraw) return null;
  const draw = (next: Shape | null) => set.send({ boundaries: [{ areaId, shape: next }] });
  const takeAway = async (before: Shape) => {
    if (!(await draw(null))) return;
    tell(m["organization.boundary.removed"](), () => void draw(before));
  };
  return (
    <>
      <Button size="small" onClick={() => onOpen("draw")}>
        {shape ? m["organization.boundary.edit"]() : m["organization.boundary.draw"]()}
      </Button>
      <Button size="small" onClick={() => onOpen("upload")}>
        {m["organization.boundary.upload"]()}
      </Button>
      {shape ? (
        <Button size="small" loading={set.isBusy} onClick={() => void takeAway(shape)}>
          {m["organization.boundary.remove"]()}
        </Button>
      ) : null}
    </>
  );
}
