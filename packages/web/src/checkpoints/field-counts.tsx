/** How many passed, by the hour, with what this phone has not sent yet; and the last ones, to be taken back. */
import type { HourCount } from "@lianfang/core/checkpoints/checkpoint.ts";
import { m } from "@lianfang/messages/messages.js";
import { useState } from "react";
import { useDates, useToday } from "../kernel/field/clock.ts";
import { Ask } from "../kernel/field/parts/ask.tsx";
import { Button } from "../kernel/field/parts/button.tsx";
import { Empty, Tag, type Tone } from "../kernel/field/parts/notes.tsx";
import { Screen } from "../kernel/field/parts/screen.tsx";
import { tell } from "../kernel/field/parts/tell.tsx";
import { useMe, useOutbox, usePhone } from "../kernel/field/phone.ts";
import { nameOf } from "../kernel/locale.ts";
import { usePosts } from "./field-kit.ts";
import {
  countsWith,
  type OwnCrossing,
  ownCrossings,
  sumOf,
  voidCrossing,
} from "./field-records.ts";
import { whoCrossed } from "./field-summary.ts";
import { directions, outcomes } from "./words.ts";
import "./field-post.css";

const mostShown = 30;

export function CountsScreen() {
  const posts = usePosts();
  const own = ownCrossings(useOutbox());
  const day = useToday();
  const { timeZone } = useMe().town;
  return (
    <Screen title={m["checkpoints.field.counts"]()} back="/post">
      {posts.map((post) => {
        const known = post.counts.day === day ? post.counts.hours : [];
        const { checkpointId } = post;
        return (
          <section key={checkpointId} className="lf-f-part">
            <h2>{nameOf(post)}</h2>
            <Hours hours={countsWith(known, own, { checkpointId, day, timeZone })} />
          </section>
        );
      })}
      <section className="lf-f-part">
        <h2>{m["checkpoints.field.last"]()}</h2>
        {own.length === 0 ? (
          <Empty title={m["checkpoints.crossings.none"]()} />
        ) : (
          <ul className="lf-f-items">
            {own
              .toReversed()
              .slice(0, mostShown)
              .map((crossing) => (
                <Last key={crossing.id} crossing={crossing} />
              ))}
          </ul>
        )}
      </section>
    </Screen>
  );
}

const columns = [
  ["people", () => m["checkpoints.count.people"]()],
  ["vehicles", () => m["checkpoints.count.vehicles"]()],
  ["boats", () => m["checkpoints.count.boats"]()],
  ["refused", () => m["checkpoints.count.refused"]()],
  ["referred", () => m["checkpoints.count.referred"]()],
] as const;

function Hours({ hours }: { hours: readonly HourCount[] }) {
  const all = sumOf(hours);
  const shown = columns.filter(([key]) => key === "people" || all[key] > 0);
  return (
    <table className="lf-post-hours">
      <thead>
        <tr>
          <th scope="col">{m["checkpoints.field.hour"]()}</th>
          {shown.map(([key, label]) => (
            <th key={key} scope="col">
              {label()}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {hours.toReversed().map((row) => (
          <tr key={row.hour}>
            <th scope="row">{row.hour}</th>
            {shown.map(([key]) => (
              <td key={key}>{row[key]}</td>
            ))}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{m["checkpoints.field.sum"]()}</th>
          {shown.map(([key]) => (
            <td key={key}>{all[key]}</td>
          ))}
        </tr>
      </tfoot>
    </table>
  );
}

const tones: Record<"admit" | "refuse" | "refer", Tone> = {
  admit: "green",
  refuse: "amber",
  refer: "red",
};

function Last({ crossing }: { crossing: OwnCrossing }) {
  const phone = usePhone();
  const dates = useDates();
  const [isAsked, setAsked] = useState(false);
  const { direction, crossedAt, people, isVoided, entry } = crossing;
  const done = [...new Set(people.map(({ outcome }) => outcome))];
  const take = async () => {
    await phone.save(voidCrossing, {
      crossingId: crossing.id,
      reason: m["checkpoints.field.void.reason"](),
    });
    tell(m["checkpoints.void.done"]());
  };
  return (
    <li className="lf-f-entry">
      <div className="lf-f-entry-head">
        <b>{whoCrossed(crossing)}</b>
        <span>
          {isVoided ? (
            <Tag>{m["checkpoints.void.done"]()}</Tag>
          ) : (
            done.map((outcome) => (
              <Tag key={outcome} tone={tones[outcome]}>
                {outcomes[outcome]()}
              </Tag>
            ))
          )}
        </span>
      </div>
      <p className="lf-f-hint">
        {dates.instant(crossedAt)} {directions[direction]()}
        {entry.state === "waiting" ? ` · ${m["field.record.waiting"]()}` : ""}
      </p>
      {isVoided || entry.state === "refused" || entry.state === "conflict" ? null : (
        <Button kind="quiet" onClick={() => setAsked(true)}>
          {m["checkpoints.void"]()}
        </Button>
      )}
      {isAsked ? (
        <Ask
          title={m["checkpoints.field.void.title"]()}
          yes={m["checkpoints.void"]()}
          isDangerous
          onYes={take}
          onClose={() => setAsked(false)}
        >
          {m["checkpoints.void.text"]()}
        </Ask>
      ) : null}
    </li>
  );
}
