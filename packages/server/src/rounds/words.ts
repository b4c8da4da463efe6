/** Duties and outcomes as the town says them. */
import type { DutyKind } from "@lianfang/core/policy/duty-kinds.ts";
import type { DutyRule } from "@lianfang/core/policy/rules-data.ts";
import type { RoundRecord } from "@lianfang/core/rounds/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import type { Locale } from "../kernel/context.ts";

type Text = (none: object, options: { locale: Locale }) => string;

const duties: Readonly<Record<DutyKind, Text>> = {
  temperature: m["policy.duty.temperature"],
  "temperature-and-registration": m["policy.duty.temperatureAndRegistration"],
  "health-check": m["policy.duty.healthCheck"],
  "service-visit": m["policy.duty.serviceVisit"],
  errand: m["policy.duty.errand"],
  "mobile-market": m["policy.duty.mobileMarket"],
  disinfection: m["policy.duty.disinfection"],
  patrol: m["policy.duty.patrol"],
  "closed-check": m["policy.duty.closedCheck"],
  "door-knock": m["policy.duty.doorKnock"],
  broadcast: m["policy.duty.broadcast"],
};

const outcomes: Readonly<Record<RoundRecord["outcome"], Text>> = {
  done: m["rounds.outcome.done"],
  "not-met": m["rounds.outcome.notMet"],
  void: m["rounds.outcome.void"],
};

export const dutyText = (duty: DutyKind, locale: Locale) => duties[duty]({}, { locale });
export const outcomeText = (outcome: RoundRecord["outcome"], locale: Locale) =>
  outcomes[outcome]({}, { locale });

type Said = NonNullable<DutyRule["targetText"]>;
export const saidIn = (text: Said, locale: Locale) => (locale === "en" ? text.en : text.zh);

/** 消杀 · 公共场所 */
export function ruleText({ duty, targetText }: DutyRule, locale: Locale): string {
  const targets = targetText && saidIn(targetText, locale);
  return [dutyText(duty, locale), targets].filter(Boolean).join(" · ");
}
