import { m } from "@lianfang/messages/messages.js";
import { useState } from "react";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { Card } from "../kernel/kit/detail-page.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { digits } from "../kernel/numbers.ts";
import { ScrollTable } from "./scroll-table.tsx";

interface AreaLine {
  areaId: string;
  name: string;
  observed: number;
  readingsDue: number;
  readingsDone: number;
  openAlerts: number;
  hasAnswerer: boolean;
}

const shownFirst = 12;

/** Villages by what needs attention; the others one click away. */
export function AreaTable({ areas }: { areas: readonly AreaLine[] }) {
  const [isWhole, setWhole] = useState(false);
  const sorted = [...areas].sort((a, b) => weight(b) - weight(a));
  const shown = isWhole ? sorted : sorted.slice(0, shownFirst);
  if (areas.length === 0) return null;
  return (
    <Card title={m["command.areas"]()}>
      <ScrollTable label={m["command.areas"]()}>
        <thead>
          <tr>
            <th scope="col">{m["command.areas.name"]()}</th>
            <th scope="col">{m["command.areas.observed"]()}</th>
            <th scope="col">{m["command.areas.readings"]()}</th>
            <th scope="col">{m["command.areas.alerts"]()}</th>
            <th scope="col">{m["command.areas.answerer"]()}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((area) => (
            <AreaRow key={area.areaId} area={area} />
          ))}
        </tbody>
      </ScrollTable>
      {sorted.length > shownFirst ? (
        <button type="button" className="lf-plain-button" onClick={() => setWhole(!isWhole)}>
          {isWhole ? m["command.areas.less"]() : m["command.areas.all"]({ count: sorted.length })}
        </button>
      ) : null}
    </Card>
  );
}

function weight({
  openAlerts,
  readingsDue,
  readingsDone,
  observed,
  hasAnswerer,
}: AreaLine): number {
  return (
    openAlerts * 1_000 + (readingsDue - readingsDone) * 100 + (hasAnswerer ? 0 : 50) + observed
  );
}

function AreaRow({ area }: { area: AreaLine }) {
  const { areaId, name, observed, readingsDue, readingsDone, openAlerts, hasAnswerer } = area;
  return (
    <tr>
      <th scope="row">
        <AddressLink to={`/people/observation?area=${areaId}&state=issued`}>{name}</AddressLink>
      </th>
      <td>{digits(observed)}</td>
      <td>{readingsDue === 0 ? "–" : `${readingsDone}/${readingsDue}`}</td>
      <td>{openAlerts === 0 ? "–" : <b className="lf-board-red">{openAlerts}</b>}</td>
      <td>
        {hasAnswerer ? (
          <StateTag tone="green">{m["command.areas.named"]()}</StateTag>
        ) : (
          <StateTag tone="amber">{m["command.areas.unnamed"]()}</StateTag>
        )}
      </td>
    </tr>
  );
}
