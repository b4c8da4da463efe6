import type { CrossingRow } from "@lianfang/core/checkpoints/crossing.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { choicesOf, keyIn } from "../kernel/kit/choices.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { useFilters } from "../kernel/kit/filters.ts";
import { ListPage } from "../kernel/kit/list-page.tsx";
import { Note } from "../kernel/kit/problem-note.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { useMay } from "../kernel/me.ts";
import { HoursOfDay } from "./hours.tsx";
import { directions, outcomes, outcomeTones, postOf, say, subjects } from "./words.ts";

/** Who crossed, newest first; those handed over wait until somebody says what was done. */
export function CrossingsPage() {
  const dates = useDates();
  const may = useMay(api.checkpoints.recordCrossing);
  const posts = useQuery(api.checkpoints.checkpoints.queryOptions({ input: { limit: 200 } }));
  return (
    <ListPage
      title={m["checkpoints.crossings"]()}
      query={api.checkpoints.crossings}
      input={({ search, checkpoint, day, outcome, subject, look }) => ({
        limit: 50,
        search,
        checkpointId: checkpoint,
        day,
        outcome: keyIn(outcomes, outcome),
        subject: keyIn(subjects, subject),
        isWaiting: look === "waiting" ? true : undefined,
        isOverridden: look === "overridden" ? true : undefined,
        isAgainstRules: look === "against" ? true : undefined,
      })}
      searchLabel={m["checkpoints.crossings.search"]()}
      filters={[
        {
          kind: "chips",
          name: "look",
          label: m["checkpoints.look"](),
          options: [
            { value: "waiting", label: m["checkpoints.look.waiting"]() },
            { value: "overridden", label: m["checkpoints.look.overridden"]() },
            { value: "against", label: m["checkpoints.look.against"]() },
          ],
        },
        {
          kind: "chips",
          name: "outcome",
          label: m["checkpoints.outcome"](),
          options: choicesOf(outcomes),
        },
        {
          kind: "choice",
          name: "checkpoint",
          label: m["checkpoints.post"](),
          options: (posts.data?.rows ?? []).map(({ checkpointId, name }) => ({
            value: checkpointId,
            label: name,
          })),
        },
        {
          kind: "choice",
          name: "subject",
          label: m["checkpoints.subject"](),
          options: choicesOf(subjects),
        },
        { kind: "day", name: "day", label: m["checkpoints.day"]() },
      ]}
      above={() => <Today />}
      columns={[
        { key: "who", title: m["checkpoints.who"](), cell: whoOf, card: "title" },
        { key: "post", title: m["checkpoints.post"](), cell: postOf },
        {
          key: "at",
          title: m["checkpoints.crossedAt"](),
          cell: (row) => `${dates.instant(row.crossedAt)} ${directions[row.direction]()}`,
        },
        {
          key: "celsius",
          title: m["checkpoints.celsius"](),
          cell: (row) => row.celsius?.toFixed(1) ?? "–",
          align: "end",
        },
        {
          key: "outcome",
          title: m["checkpoints.outcome"](),
          cell: (row) => <OutcomeTag row={row} />,
          card: "tag",
        },
        { key: "why", title: m["checkpoints.why"](), cell: (row) => <Why row={row} /> },
      ]}
      rowKey={(row) => `${row.crossingId} ${row.line}`}
      to={(row) => `/checkpoints/crossings/${row.crossingId}`}
      newTo={
        may
          ? { to: "/checkpoints/crossings/new", label: m["checkpoints.crossing.new"]() }
          : undefined
      }
      empty={{
        title: m["checkpoints.crossings.none"](),
        text: m["checkpoints.crossings.none.text"](),
      }}
    />
  );
}

export function whoOf(row: CrossingRow): string {
  if (row.subject === "person") return row.name ?? m["checkpoints.unnamed"]();
  const inside = m["checkpoints.inside"]({ count: row.peopleInside ?? 0 });
  return `${subjects[row.subject]()} ${row.plate ?? ""} ${inside}`;
}

export function OutcomeTag({ row }: { row: CrossingRow }) {
  if (row.replaced) {
    const words = {
      corrected: m["checkpoints.replaced.corrected"](),
      void: m["checkpoints.replaced.void"](),
      double: m["checkpoints.replaced.double"](),
    };
    return <StateTag>{words[row.replaced.why]}</StateTag>;
  }
  return <StateTag tone={outcomeTones[row.outcome]}>{outcomes[row.outcome]()}</StateTag>;
}

function Why({ row }: { row: CrossingRow }) {
  const [reason] = row.reasons;
  if (row.override) {
    return (
      <span>
        {m["checkpoints.overridden"]({
          by: row.override.allowedBy,
          reason: row.override.reason,
        })}
      </span>
    );
  }
  if (row.outcome !== row.ruled) {
    return <span>{m["checkpoints.against"]({ ruled: outcomes[row.ruled]() })}</span>;
  }
  return <span className="lf-muted">{reason ? say(reason) : ""}</span>;
}

/** The day's counts, and what waits for a person to look. */
function Today() {
  const { day, checkpoint } = useFilters();
  const counts = useQuery(
    api.checkpoints.counts.queryOptions({ input: { day, checkpointId: checkpoint } }),
  );
  const doubles = useQuery(
    api.checkpoints.doubles.queryOptions({ input: { checkpointId: checkpoint } }),
  );
  const misuses = useQuery(api.checkpoints.passMisuses.queryOptions({ input: { isOpen: true } }));
  const pairs = doubles.data?.pairs.length ?? 0;
  const cards = misuses.data?.misuses.length ?? 0;
  return (
    <div className="lf-above">
      {pairs > 0 ? (
        <Note tone="attention">
          <AddressLink to="/checkpoints/crossings/doubles">
            {m["checkpoints.doubles.waiting"]({ count: pairs })}
          </AddressLink>
        </Note>
      ) : null}
      {cards > 0 ? (
        <Note tone="attention">
          <AddressLink to="/checkpoints/passes/misuses">
            {m["checkpoints.misuses.waiting"]({ count: cards })}
          </AddressLink>
        </Note>
      ) : null}
      {counts.data ? (
        <Card>
          <HoursOfDay hours={counts.data.hours} />
        </Card>
      ) : null}
    </div>
  );
}
