import type { PolicyRules } from "@lianfang/core/policy/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import type { ReactNode } from "react";
import type { z } from "zod";
import { useDates } from "../kernel/clock.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { Facts } from "../kernel/kit/facts.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { listed, nameOf, textOf } from "../kernel/locale.ts";
import { premisesKinds } from "./premises-kinds.ts";
import { testsText, whatText, whomText } from "./rule-text.ts";
import { dutyLabels, levelLabels, levelTones, measureTones, targetLabels } from "./words.ts";
import "./policy.css";

type Rules = z.infer<typeof PolicyRules>;

function Assessment({ rules }: { rules: Rules }) {
  return (
    <Card title={m["policy.assessment"]()}>
      <p className="lf-muted">{m["policy.assessment.intro"]()}</p>
      <ol className="lf-rules">
        {rules.assessment.map((rule) => (
          <li key={rule.id}>
            <div className="lf-rules-head">
              <strong>{whomText(rule.when)}</strong>
              <StateTag tone={measureTones[rule.measure]}>{whatText(rule)}</StateTag>
            </div>
            <div className="lf-muted">
              {[
                rule.measure === "none"
                  ? undefined
                  : rule.countedFrom === "arrival"
                    ? m["policy.countedFromArrival"]()
                    : m["policy.countedFromExposure"](),
                testsText(rule.testDays),
                textOf(rule.source),
              ]
                .filter(Boolean)
                .join(" · ")}
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Regions({ rules }: { rules: Rules }) {
  const dates = useDates();
  return (
    <Card title={m["policy.regions"]({ count: rules.riskRegions.length })}>
      {rules.riskRegions.length === 0 ? (
        <p className="lf-muted">{m["policy.regions.none"]()}</p>
      ) : (
        <ul className="lf-regions">
          {rules.riskRegions.map((region) => (
            <li key={`${region.divisionCode} ${region.from} ${region.level}`}>
              <div className="lf-rules-head">
                <strong>{nameOf(region)}</strong>
                <StateTag tone={levelTones[region.level]}>{levelLabels[region.level]()}</StateTag>
              </div>
              <div className="lf-muted">
                {region.to
                  ? m["policy.fromTo"]({ from: dates.day(region.from), to: dates.day(region.to) })
                  : m["policy.fromOn"]({ from: dates.day(region.from) })}
                {" · "}
                {textOf(region.source)}
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Readings({ rules: { readings } }: { rules: Rules }) {
  return (
    <Card title={m["policy.readings"]()}>
      <Facts
        facts={[
          [m["policy.fever"](), `${readings.feverCelsius} ℃`],
          [m["policy.windows"](), listed(readings.windows.map(({ from, to }) => `${from}–${to}`))],
          [m["policy.grace"](), m["web.date.minutes"]({ count: readings.graceMinutes })],
          [
            m["policy.escalation.unitLead"](),
            m["web.date.minutes"]({ count: readings.escalation.unitLeadAfterMinutes }),
          ],
          [
            m["policy.escalation.director"](),
            m["web.date.minutes"]({ count: readings.escalation.directorAfterMinutes }),
          ],
          [m["policy.feverSetBy"](), textOf(readings.feverSetBy)],
        ]}
      />
    </Card>
  );
}

function yesNo(value: boolean): string {
  return value ? m["policy.yes"]() : m["policy.no"]();
}

function Basis({ basis }: { basis: Rules["orders"]["bases"][number] }) {
  const dates = useDates();
  const span =
    basis.from && basis.to
      ? m["policy.fromTo"]({ from: dates.day(basis.from), to: dates.day(basis.to) })
      : basis.from
        ? m["policy.fromOn"]({ from: dates.day(basis.from) })
        : basis.to
          ? m["policy.until"]({ to: dates.day(basis.to) })
          : undefined;
  return (
    <li>
      {textOf(basis)} {span ? <span className="lf-muted">({span})</span> : null}
    </li>
  );
}

function Orders({ rules: { orders, retention } }: { rules: Rules }) {
  return (
    <Card title={m["policy.orders"]()}>
      <h3>{m["policy.bases"]()}</h3>
      <ul className="lf-plain-list">
        {orders.bases.map((basis) => (
          <Basis key={basis.id} basis={basis} />
        ))}
      </ul>
      <Facts
        facts={[
          [m["policy.appeal"](), `${textOf(orders.appeal.contact)} ${orders.appeal.phone}`],
          [
            m["policy.appeal.within"](),
            m["web.date.hours"]({ count: orders.appeal.decideWithinHours }),
          ],
          [m["policy.mayLeaveHome"](), yesNo(orders.mayLeaveHome)],
          [m["policy.doorSealed"](), yesNo(orders.doorSealed)],
          [m["policy.noticePosted"](), yesNo(orders.noticePosted)],
          [
            m["policy.retention"](),
            m["policy.retention.days"]({ count: retention.daysAfterResponseEnds }),
          ],
        ]}
      />
    </Card>
  );
}

function Checkpoint({ rules: { checkpoint } }: { rules: Rules }) {
  const demands: readonly (readonly [boolean, () => string])[] = [
    [checkpoint.temperature, () => m["policy.demand.temperature"]()],
    [checkpoint.registration, () => m["policy.demand.registration"]()],
    [checkpoint.mask, () => m["policy.demand.mask"]()],
    [checkpoint.pass, () => m["policy.demand.pass"]()],
    [checkpoint.passWithIdentityCard === true, () => m["policy.demand.passWithCard"]()],
    [checkpoint.healthCode, () => m["policy.demand.healthCode"]()],
    [checkpoint.venueCode, () => m["policy.demand.venueCode"]()],
  ];
  const asked = demands.filter(([isAsked]) => isAsked).map(([, label]) => label());
  const hours = checkpoint.testWithinHours;
  if (hours) asked.push(m["policy.demand.test"]({ hours }));
  if (checkpoint.outsiders === "register") asked.push(m["policy.demand.outsidersRegister"]());
  if (checkpoint.outsiders === "refuse") asked.push(m["policy.demand.outsidersRefuse"]());
  const days = checkpoint.householdEveryDays;
  if (days) asked.push(m["policy.demand.household"]({ days }));
  return (
    <Card title={m["policy.checkpoint"]()}>
      <p>{listed(asked) || m["policy.demand.nothing"]()}</p>
      {checkpoint.purposes.length > 0 ? (
        <p className="lf-muted">
          {m["policy.purposes"]({ purposes: listed(checkpoint.purposes.map(textOf)) })}
        </p>
      ) : null}
    </Card>
  );
}

function howOften(duty: Rules["duties"][number]): ReactNode {
  const parts = [
    duty.perDay === undefined ? undefined : m["policy.perDay"]({ count: duty.perDay }),
    duty.hoursPerDay === undefined
      ? undefined
      : m["policy.hoursPerDay"]({ count: duty.hoursPerDay }),
    duty.coverage === undefined
      ? undefined
      : m["policy.coverage"]({ percent: Math.round(duty.coverage * 100) }),
    ...duty.windows.map(textOf),
  ];
  return parts.filter(Boolean).join("，");
}

function Duties({ rules: { duties } }: { rules: Rules }) {
  if (duties.length === 0) return null;
  return (
    <Card title={m["policy.duties"]()}>
      <ul className="lf-regions">
        {duties.map((duty) => (
          <li key={duty.id}>
            <div className="lf-rules-head">
              <strong>{dutyLabels[duty.duty]()}</strong>
              <span>{duty.targetText ? textOf(duty.targetText) : targetLabels[duty.target]()}</span>
              <span className="lf-muted">{howOften(duty)}</span>
            </div>
            {duty.premises ? (
              <div className="lf-muted">
                {m["policy.premises"]({
                  kinds: listed(duty.premises.map((kind) => premisesKinds[kind]())),
                })}
              </div>
            ) : null}
            {duty.by.length > 0 ? (
              <div className="lf-muted">{m["policy.by"]({ who: listed(duty.by.map(textOf)) })}</div>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** A set of rules, all of it, to be read. */
export function RulesView({ rules }: { rules: Rules }) {
  return (
    <div className="lf-detail-main">
      <Assessment rules={rules} />
      <Regions rules={rules} />
      <Readings rules={rules} />
      <Orders rules={rules} />
      <Checkpoint rules={rules} />
      <Duties rules={rules} />
      <Card title={m["policy.documents"]()}>
        <ul className="lf-plain-list">
          {rules.documents.map((document) => (
            <li key={document.zh}>{textOf(document)}</li>
          ))}
        </ul>
      </Card>
    </div>
  );
}
