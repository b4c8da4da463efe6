/** What the day's rules owe, and how far each village has come. */
import type { RoundCoverage } from "@lianfang/core/rounds/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { api } from "../kernel/client.ts";
import { useDates, useToday } from "../kernel/clock.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { AreaPicker } from "../kernel/kit/area-picker.tsx";
import { DayPicker } from "../kernel/kit/day-picker.tsx";
import { Card } from "../kernel/kit/detail-page.tsx";
import { Empty } from "../kernel/kit/empty.tsx";
import { useFilters, useSetFilters } from "../kernel/kit/filters.ts";
import { Help } from "../kernel/kit/help.tsx";
import { CardLines } from "../kernel/kit/loading.tsx";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { listed, nameOf, textOf } from "../kernel/locale.ts";
import { useMay } from "../kernel/me.ts";
import { premisesKinds } from "../registry/premises-words.ts";
import { asText, type CountLine, CountTable } from "./coverage-table.tsx";
import { SheetButton } from "./sheet-dialog.tsx";
import { ruleName, uncounted } from "./words.ts";
import "./rounds.css";

export function CoveragePage() {
  const { day, area, rule } = useFilters();
  const mayEnter = useMay(api.rounds.enterPaper);
  const mayPrint = useMay(api.rounds.printSheet);
  const dates = useDates();
  const today = useToday();
  const { data, error, refetch } = useQuery(
    api.rounds.coverage.queryOptions({ input: { day, areaId: area } }),
  );
  return (
    <div className="lf-page">
      <PageHead
        title={m["rounds.title"]()}
        aside={<span>{dates.dayWithWeekday(day ?? today)}</span>}
        intro={m["rounds.intro"]()}
        actions={
          <>
            {mayEnter ? (
              <AddressLink
                to={`/places/rounds/paper?${asText({ day, area, rule })}`}
                className="lf-button"
              >
                {m["rounds.paper"]()}
              </AddressLink>
            ) : null}
            {mayPrint ? <SheetButton /> : null}
            <AddressLink to="/places/rounds/records" className="lf-button">
              {m["rounds.records"]()}
            </AddressLink>
            <Button onClick={() => window.print()}>{m["rounds.print"]()}</Button>
          </>
        }
      />
      <Asked />
      {error ? <Trouble error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <CardLines count={8} /> : null}
      {data ? <Rules rules={data.rules} /> : null}
    </div>
  );
}

/** Of which day, and of which part of the town. */
function Asked() {
  const { day, area } = useFilters();
  const change = useSetFilters();
  const today = useToday();
  return (
    <div className="lf-rounds-asked">
      <DayPicker
        aria-label={m["rounds.day"]()}
        value={day ?? today}
        to={today}
        onChange={(chosen) => change({ day: chosen === today ? undefined : chosen })}
      />
      <AreaPicker
        aria-label={m["rounds.area"]()}
        placeholder={m["rounds.area.all"]()}
        value={area}
        onChange={(chosen) => change({ area: chosen })}
      />
    </div>
  );
}

function Rules({ rules }: { rules: readonly RoundCoverage[] }) {
  const { rule, day, area } = useFilters();
  const today = useToday();
  const counted = rules.filter((each) => !each.uncounted);
  const rest = rules.filter((each) => each.uncounted && each.uncounted !== "readings");
  const due = counted.filter(({ targets }) => targets > 0);
  const chosen = due.find(({ ruleId }) => ruleId === rule) ?? due.toSorted(byShare)[0];
  if (counted.length === 0 && rest.length === 0) return <NoRules />;
  return (
    <div className="lf-detail-main">
      <Card title={m["rounds.byRule"]()}>
        <CountTable
          label={m["rounds.byRule"]()}
          heading={m["rounds.duty"]()}
          lines={counted.map((each) => ({
            key: each.ruleId,
            name: <RuleCell rule={each} />,
            counts: each,
            asked: { rule: each.ruleId, day, area },
            recorded: recordsOf(each, day ?? today, area),
            isChosen: each.ruleId === chosen?.ruleId,
          }))}
        />
        {due.length === 0 ? <p className="lf-muted">{m["rounds.nothingDue"]()}</p> : null}
      </Card>
      {chosen ? <Villages rule={chosen} /> : null}
      {rest.length > 0 ? <Uncounted rules={rest} /> : null}
    </div>
  );
}

/** What counts as done on the day. */
const recordsOf = (rule: RoundCoverage, day: string, area: string | undefined) => ({
  rule: rule.ruleId,
  area,
  since: rule.onceSince ?? day,
  until: day,
});

const shareOf = ({ done, due }: RoundCoverage) => (due === 0 ? 1 : done / due);
const byShare = (a: RoundCoverage, b: RoundCoverage) => shareOf(a) - shareOf(b);

function RuleCell({ rule }: { rule: RoundCoverage }) {
  const filters = useFilters();
  return (
    <>
      <AddressLink to={`/places/rounds?${asText({ ...filters, rule: rule.ruleId })}`}>
        {ruleName(rule)}
      </AddressLink>
      <Help about={ruleName(rule)}>
        <p>{listTold(rule)}</p>
        <p>{m["rounds.help.firstDay"]()}</p>
      </Help>
      <div className="lf-muted">{howOften(rule)}</div>
    </>
  );
}

function howOften({ times, onceSince, windows, by, goal, findings }: RoundCoverage): string {
  const parts = [
    onceSince
      ? m["rounds.onceSince"]({ day: onceSince })
      : m["policy.perDay"]({ count: times ?? 1 }),
    ...windows.map(textOf),
    goal !== undefined && m["policy.coverage"]({ percent: Math.round(goal * 100) }),
    by.length > 0 && m["policy.by"]({ who: listed(by.map(textOf)) }),
    findings > 0 && m["rounds.findings"]({ count: findings }),
  ];
  return parts.filter(Boolean).join(" · ");
}

/** Who or what is on the rule's list. */
function listTold({ premisesKinds: kinds, target }: RoundCoverage): string {
  if (kinds === undefined) return m["rounds.help.register"]();
  if (target === "suspended-place") return m["rounds.help.closed"]();
  return m["rounds.help.premises"]({ kinds: listed(kinds.map((kind) => premisesKinds[kind]())) });
}

function Villages({ rule }: { rule: RoundCoverage }) {
  const { day } = useFilters();
  const today = useToday();
  const lines = rule.areas.map(
    ({ areaId, areaName, areaNameEn, ...counts }): CountLine => ({
      key: areaId,
      name: nameOf({ name: areaName, nameEn: areaNameEn }),
      counts,
      asked: { rule: rule.ruleId, area: areaId, day },
      recorded: recordsOf(rule, day ?? today, areaId),
    }),
  );
  const title = m["rounds.byVillage"]({ rule: ruleName(rule) });
  return (
    <Card title={title}>
      <CountTable label={title} heading={m["rounds.area"]()} lines={lines} />
    </Card>
  );
}

function Uncounted({ rules }: { rules: readonly RoundCoverage[] }) {
  return (
    <Card title={m["rounds.uncounted"]()}>
      <ul className="lf-rounds-uncounted">
        {rules.map((rule) => (
          <li key={rule.ruleId}>
            <UncountedName rule={rule} />{" "}
            <span className="lf-muted">{rule.uncounted ? uncounted[rule.uncounted]() : ""}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What is done at will has a list as well. */
function UncountedName({ rule }: { rule: RoundCoverage }) {
  const { day, area } = useFilters();
  if (rule.uncounted !== "no-number") return ruleName(rule);
  const asked = asText({ day, area, rule: rule.ruleId });
  return <AddressLink to={`/places/rounds/owed?${asked}`}>{ruleName(rule)}</AddressLink>;
}

function NoRules() {
  const mayRead = useMay(api.policy.versions);
  return (
    <Empty
      title={m["rounds.noRules"]()}
      text={m["rounds.noRules.text"]()}
      action={
        mayRead ? (
          <AddressLink to="/settings/policy" className="lf-button">
            {m["policy.policy"]()}
          </AddressLink>
        ) : undefined
      }
    />
  );
}
