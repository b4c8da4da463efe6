import { CheckpointKind } from "@lianfang/core/checkpoints/checkpoint.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { api } from "../kernel/client.ts";
import { useDates, useToday } from "../kernel/clock.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { DayPicker } from "../kernel/kit/day-picker.tsx";
import { Card } from "../kernel/kit/detail-page.tsx";
import { Empty } from "../kernel/kit/empty.tsx";
import { useFilters } from "../kernel/kit/filters.ts";
import { Labelled } from "../kernel/kit/labelled.tsx";
import { CardLines } from "../kernel/kit/loading.tsx";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { Note, Trouble } from "../kernel/kit/problem-note.tsx";
import { nameOf } from "../kernel/locale.ts";
import { type MapTone, TownMap } from "./town-map.tsx";
import { useVillageShapes } from "./use-village-shapes.ts";
import { checkpointKinds } from "./words.ts";
import "./checkpoints.css";

const tones: Readonly<Record<CheckpointKind, MapTone>> = {
  road: "blue",
  "village-entrance": "green",
  "ferry-pier": "amber",
  "government-gate": "red",
  building: "grey",
};

/** What stood on a day, where; the larger the circle, the more people passed. */
export function CheckpointMapPage() {
  const today = useToday();
  const dates = useDates();
  const navigate = useNavigate();
  const { day = today } = useFilters();
  const { data, error, refetch } = useQuery(api.checkpoints.map.queryOptions({ input: { day } }));
  const points = useMemo(
    () =>
      (data?.checkpoints ?? []).map(({ checkpointId, lon, lat, kind, peopleOnDay, ...post }) => ({
        key: checkpointId,
        lon,
        lat,
        tone: tones[kind],
        radius: 6 + Math.min(10, Math.sqrt(peopleOnDay)),
        name: nameOf(post),
        label: m["checkpoints.map.point"]({ name: nameOf(post), count: peopleOnDay }),
        onOpen: () =>
          void navigate({ to: "/checkpoints/posts/$checkpointId", params: { checkpointId } }),
      })),
    [data, navigate],
  );
  const villages = useVillageShapes();
  const show = (next: string | undefined) =>
    void navigate({ to: "/checkpoints/map", search: next ? { day: next } : {} });
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <CardLines count={10} />;
  return (
    <div className="lf-page">
      <PageHead title={m["checkpoints.map"]()} aside={<b>{points.length}</b>} />
      <div className="lf-detail-main">
        <Card>
          <div className="lf-map-day">
            <Labelled id="day" label={m["checkpoints.map.day"]()}>
              <DayPicker id="day" value={day} to={today} onChange={show} />
            </Labelled>
          </div>
          {points.length === 0 ? (
            <Empty title={m["checkpoints.map.none"]()} text={m["checkpoints.map.none.text"]()} />
          ) : (
            <TownMap
              label={m["checkpoints.map.label"]({ count: points.length, day: dates.day(day) })}
              points={points}
              ground={villages}
              height={520}
            />
          )}
          <Legend />
          {data.unplaced > 0 ? (
            <Note>{m["checkpoints.map.unplaced"]({ count: data.unplaced })}</Note>
          ) : null}
        </Card>
        <Card title={m["checkpoints.map.list"]()}>
          <ul className="lf-legend">
            {data.checkpoints.map(({ checkpointId, peopleOnDay, ...post }) => (
              <li key={checkpointId}>
                <AddressLink to={`/checkpoints/posts/${checkpointId}`}>{nameOf(post)}</AddressLink>{" "}
                <span className="lf-muted">{peopleOnDay}</span>
              </li>
            ))}
          </ul>
        </Card>
      </div>
    </div>
  );
}

function Legend() {
  const colours: Readonly<Record<MapTone, string>> = {
    blue: "#0958d9",
    green: "#237804",
    amber: "#ad4e00",
    red: "#a8071a",
    grey: "#8c8c8c",
  };
  const kinds = CheckpointKind.options.map((kind) => ({
    label: checkpointKinds[kind](),
    colour: colours[tones[kind]],
  }));
  return (
    <ul className="lf-legend">
      {kinds.map(({ label, colour }) => (
        <li key={label}>
          <span aria-hidden="true" style={{ color: colour }}>
            ●
          </span>{" "}
          {label}
        </li>
      ))}
    </ul>
  );
}
