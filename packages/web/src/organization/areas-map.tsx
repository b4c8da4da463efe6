import type { Area } from "@lianfang/core/organization/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useMemo, useRef, useState } from "react";
import { api } from "../kernel/client.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { saveFile } from "../kernel/kit/download.tsx";
import { Empty } from "../kernel/kit/empty.tsx";
import { Lines } from "../kernel/kit/loading.tsx";
import { type MapShape, useFirstView, useMap, useShapes } from "../kernel/kit/plain-map.tsx";
import { Note, Trouble } from "../kernel/kit/problem-note.tsx";
import { nameOf } from "../kernel/locale.ts";
import { useMay } from "../kernel/me.ts";
import { BoundaryUpload } from "./boundary-upload.tsx";
import "./boundaries.css";

type Boundary = Awaited<ReturnType<typeof api.organization.boundaries.call>>["boundaries"][number];

/** All boundaries together; those of villages with their names. */
export function AreasMap({ areas }: { areas: readonly Area[] }) {
  const answer = useQuery(api.organization.boundaries.queryOptions({ input: {} }));
  const mayDraw = useMay(api.organization.setBoundaries);
  const [isUploading, setUploading] = useState(false);
  if (answer.error) {
    return <Trouble error={answer.error} onRetry={() => void answer.refetch()} />;
  }
  if (!answer.data) return <Lines count={10} />;
  const { boundaries } = answer.data;
  const drawn = new Set(boundaries.map(({ areaId }) => areaId));
  const missing = areas.filter(
    ({ areaId, kind }) => (kind === "village" || kind === "community") && !drawn.has(areaId),
  );
  return (
    <>
      <div className="lf-map-bar">
        {mayDraw ? (
          <Button onClick={() => setUploading(true)}>{m["organization.boundary.upload"]()}</Button>
        ) : null}
        {boundaries.length > 0 ? (
          <Button onClick={() => saveBoundaries(areas, boundaries)}>
            {m["organization.boundary.download"]()}
          </Button>
        ) : null}
      </div>
      {boundaries.length === 0 ? (
        <Empty
          title={m["organization.boundaries.none"]()}
          text={m["organization.boundaries.none.text"]()}
        />
      ) : (
        <Drawn areas={areas} boundaries={boundaries} />
      )}
      {boundaries.length > 0 && missing.length > 0 ? <Missing areas={missing} /> : null}
      {isUploading ? <BoundaryUpload areas={areas} onClose={() => setUploading(false)} /> : null}
    </>
  );
}

interface DrawnProps {
  areas: readonly Area[];
  boundaries: readonly Boundary[];
}

function Drawn({ areas, boundaries }: DrawnProps) {
  const element = useRef<HTMLDivElement>(null);
  const map = useMap(element);
  const navigate = useNavigate();
  const byId = new Map(areas.map((area) => [area.areaId, area]));
  const shapes = boundaries.flatMap(({ areaId, shape }): MapShape[] => {
    const area = byId.get(areaId);
    if (!area) return [];
    const isVillage = area.kind === "village" || area.kind === "community";
    return [
      {
        key: areaId,
        shape,
        look: isVillage ? "area" : "grid",
        ...(isVillage && { name: nameOf(area) }),
        onOpen: () => void navigate({ to: `/settings/areas/${areaId}` }),
      },
    ];
  });
  useShapes(map, shapes);
  useFirstView(
    map,
    useMemo(() => boundaries.map(({ shape }) => shape), [boundaries]),
  );
  return (
    <section ref={element} className="lf-map" aria-label={m["organization.boundaries.map"]()} />
  );
}

function Missing({ areas }: { areas: readonly Area[] }) {
  return (
    <Note tone="attention">
      {m["organization.boundaries.missing"]({ count: areas.length })}
      <span className="lf-map-missing">
        {areas.map((area) => (
          <AddressLink key={area.areaId} to={`/settings/areas/${area.areaId}`}>
            {nameOf(area)}
          </AddressLink>
        ))}
      </span>
    </Note>
  );
}

/** As GeoJSON, in the form they can be brought back in. */
function saveBoundaries(areas: readonly Area[], boundaries: readonly Boundary[]): void {
  const byId = new Map(areas.map((area) => [area.areaId, area]));
  const features = boundaries.map(({ areaId, shape }) => ({
    type: "Feature",
    properties: { name: byId.get(areaId)?.name, nameEn: byId.get(areaId)?.nameEn },
    geometry: shape,
  }));
  const text = JSON.stringify({ type: "FeatureCollection", features });
  const file = new Blob([text], { type: "application/geo+json" });
  saveFile(file, `${m["organization.boundaries"]()}.geojson`);
}
