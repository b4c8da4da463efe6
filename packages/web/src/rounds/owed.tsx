/** Target by target what a day's rules owe: whom to remind, and where to go. */
import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { choicesOf, keyIn } from "../kernel/kit/choices.ts";
import { ListPage } from "../kernel/kit/list-page.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { areaOf } from "../kernel/locale.ts";
import { useRuleChoices } from "./rule-choices.ts";
import { TargetName } from "./target-name.tsx";
import { owedStates, shortName, states, stateTones } from "./words.ts";

type Row = Awaited<ReturnType<typeof api.rounds.owed.call>>["rows"][number];

export function OwedPage() {
  const rules = useRuleChoices();
  return (
    <ListPage
      title={m["rounds.owed"]()}
      back={{ to: "/places/rounds", label: m["rounds.title"]() }}
      query={api.rounds.owed}
      searchLabel={m["rounds.paper.find"]()}
      input={({ day, rule, area, state, search }) => ({
        search,
        limit: 100,
        day,
        ruleId: rule,
        areaId: area,
        state: keyIn(states, state),
      })}
      filters={[
        {
          kind: "chips",
          name: "state",
          label: m["rounds.state"](),
          options: choicesOf(owedStates),
        },
        {
          kind: "choice",
          name: "rule",
          label: m["rounds.duty"](),
          options: rules,
        },
        { kind: "area", name: "area", label: m["rounds.area"]() },
        { kind: "day", name: "day", label: m["rounds.day"]() },
      ]}
      columns={[
        {
          key: "name",
          title: m["rounds.target"](),
          cell: (row) => <TargetName of={row} />,
          card: "title",
        },
        { key: "duty", title: m["rounds.duty"](), cell: shortName },
        {
          key: "area",
          title: m["rounds.area"](),
          cell: areaOf,
        },
        { key: "place", title: m["rounds.place"](), cell: (row) => row.place, isMinor: true },
        {
          key: "state",
          title: m["rounds.state"](),
          cell: (row) => <State row={row} />,
          card: "tag",
        },
        {
          key: "left",
          title: m["rounds.count.left"](),
          cell: ({ times, done }) => Math.max(times - done, 0),
          align: "end",
        },
        { key: "last", title: m["rounds.last"](), cell: (row) => <Last row={row} /> },
        {
          key: "answerer",
          title: m["rounds.answerer"](),
          cell: ({ answerer }) => answerer ?? <span className="lf-muted">–</span>,
        },
      ]}
      rowKey={(row) => `${row.ruleId} ${row.targetId}`}
      above={(first) =>
        first && first.left !== undefined ? (
          <p className="lf-muted">
            {m["rounds.owed.told"]({ targets: first.total ?? 0, left: first.left })}
          </p>
        ) : null
      }
      empty={{ title: m["rounds.owed.none"](), text: m["rounds.owed.none.text"]() }}
    />
  );
}

function State({ row: { state, done, times } }: { row: Row }) {
  const progress = times > 1 ? ` ${done}/${times}` : "";
  return <StateTag tone={stateTones[state]}>{states[state]() + progress}</StateTag>;
}

function Last({ row: { lastAt, notMetAt } }: { row: Row }) {
  const dates = useDates();
  if (lastAt) return <>{dates.instant(lastAt)}</>;
  return notMetAt ? m["rounds.field.notMetAt"]({ at: dates.instant(notMetAt) }) : null;
}
