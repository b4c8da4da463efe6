import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { choicesOf } from "../kernel/kit/choices.ts";
import { ListPage } from "../kernel/kit/list-page.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { areaOf } from "../kernel/locale.ts";
import { useMay } from "../kernel/me.ts";
import { dutyLabels } from "../policy/words.ts";
import { ExportRecords } from "./record-export.tsx";
import { recordsAsked } from "./records-asked.ts";
import { useRuleChoices } from "./rule-choices.ts";
import { makerOf, outcomes, outcomeTones, recordOutcomes } from "./words.ts";

/** What was done on rounds, the latest first. */
export function RecordsPage() {
  const dates = useDates();
  const rules = useRuleChoices();
  const mayExport = useMay(api.rounds.exportRecords);
  return (
    <ListPage
      title={m["rounds.records"]()}
      back={{ to: "/places/rounds", label: m["rounds.title"]() }}
      query={api.rounds.records}
      input={recordsAsked}
      filters={[
        {
          kind: "chips",
          name: "look",
          label: m["rounds.finding"](),
          options: [{ value: "finding", label: m["rounds.withFinding"]() }],
        },
        {
          kind: "chips",
          name: "outcome",
          label: m["rounds.outcome"](),
          options: choicesOf(recordOutcomes),
        },
        {
          kind: "choice",
          name: "duty",
          label: m["rounds.duty"](),
          options: choicesOf(dutyLabels),
        },
        {
          kind: "choice",
          name: "rule",
          label: m["rounds.rule"](),
          options: rules,
        },
        { kind: "area", name: "area", label: m["rounds.area"]() },
        { kind: "day", name: "since", label: m["rounds.fromDay"]() },
        { kind: "day", name: "until", label: m["rounds.toDay"]() },
      ]}
      columns={[
        { key: "name", title: m["rounds.target"](), cell: (row) => row.name, card: "title" },
        { key: "duty", title: m["rounds.duty"](), cell: (row) => dutyLabels[row.duty]() },
        {
          key: "area",
          title: m["rounds.area"](),
          cell: areaOf,
        },
        { key: "at", title: m["rounds.doneAt"](), cell: (row) => dates.instant(row.doneAt) },
        {
          key: "outcome",
          title: m["rounds.outcome"](),
          cell: (row) => (
            <StateTag tone={outcomeTones[row.outcome]}>{outcomes[row.outcome]()}</StateTag>
          ),
          card: "tag",
        },
        { key: "finding", title: m["rounds.finding"](), cell: (row) => row.finding },
        {
          key: "by",
          title: m["rounds.recordedBy"](),
          cell: makerOf,
          isMinor: true,
        },
      ]}
      rowKey={(row) => row.recordId}
      to={(row) => `/places/rounds/records/${row.recordId}`}
      outputs={mayExport ? (shown) => <ExportRecords shown={shown} /> : undefined}
      empty={{ title: m["rounds.records.none"](), text: m["rounds.records.none.text"]() }}
    />
  );
}
