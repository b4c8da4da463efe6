import type { Import, ImportPlace } from "@lianfang/core/registry/import-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { AreaPicker } from "../kernel/kit/area-picker.tsx";
import { Card } from "../kernel/kit/detail-page.tsx";
import { ProblemNote } from "../kernel/kit/problem-note.tsx";

const shownAtFirst = 8;

/** Names of places that nobody knows, and sheets that stand for one: a choice holds for all their rows. */
export function ImportPlaces({ given: { importId, places, state } }: { given: Import }) {
  const [isWhole, setWhole] = useState(false);
  if (places.length === 0) return null;
  // What is still unknown comes first.
  const sorted = places.toSorted((one, other) => Number(!!one.areaId) - Number(!!other.areaId));
  const shown = isWhole ? sorted : sorted.slice(0, shownAtFirst);
  return (
    <Card title={m["import.places"]()}>
      <p className="lf-muted">{m["import.places.intro"]()}</p>
      <ul className="lf-import-places">
        {shown.map((place) => (
          <Place
            key={`${place.of} ${place.text}`}
            importId={importId}
            place={place}
            isChecking={state === "checking"}
          />
        ))}
      </ul>
      {shown.length < sorted.length ? (
        <Button type="link" onClick={() => setWhole(true)}>
          {m["import.places.more"]({ count: sorted.length - shown.length })}
        </Button>
      ) : null}
    </Card>
  );
}

const ways: Record<NonNullable<ImportPlace["by"]>, () => string> = {
  name: () => m["import.place.by.name"](),
  title: () => m["import.place.by.title"](),
  choice: () => m["import.place.by.choice"](),
};

interface PlaceProps {
  importId: string;
  place: ImportPlace;
  isChecking: boolean;
}

function Place({ importId, place, isChecking }: PlaceProps) {
  const { text, of, rows, near, areaId, by } = place;
  const choose = useCommand(api.registry.setImportPlaces, text);
  // What was chosen is shown at once; whether it holds is known when the rows are checked.
  const [sent, setSent] = useState<{ areaId: string | undefined }>();
  const isAwaited = sent !== undefined && (choose.isBusy || isChecking);
  const send = (chosen: string | undefined) => {
    setSent({ areaId: chosen });
    void choose.send({ importId, places: [{ text, areaId: chosen ?? null }] });
  };
  return (
    <li>
      <span>
        <b>
          {of === "sheet" ? m["import.place.sheet"]({ text }) : m["import.place.column"]({ text })}
        </b>{" "}
        <span className="lf-muted">
          {m["import.place.rows"]({ rows })}
          {by ? ` · ${ways[by]()}` : ""}
        </span>
      </span>
      <span className="lf-import-place-choice">
        {near.length > 0 ? (
          <>
            <span className="lf-muted">{m["import.place.near"]()}</span>
            {near.map((area) => (
              <Button
                key={area.areaId}
                size="small"
                disabled={choose.isBusy}
                onClick={() => send(area.areaId)}
              >
                {area.name}
              </Button>
            ))}
          </>
        ) : null}
        <AreaPicker
          aria-label={m["import.place.choose"]({ text })}
          value={isAwaited ? sent.areaId : areaId}
          onChange={send}
          isDisabled={choose.isBusy}
          withoutTown
        />
      </span>
      {choose.problem ? <ProblemNote problem={choose.problem} /> : null}
    </li>
  );
}
