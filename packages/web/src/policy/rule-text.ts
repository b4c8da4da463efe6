/** An assessment rule said in words: who it speaks of, and what it asks. */
import type { AssessmentRule, Condition } from "@lianfang/core/policy/assessment-rule.ts";
import { m } from "@lianfang/messages/messages.js";
import { listed } from "../kernel/locale.ts";
import {
  distanceLabels,
  levelLabels,
  measureLabels,
  residenceLabels,
  vaccinationLabels,
} from "./words.ts";

function anyOf(words: readonly string[]): string {
  return words.join(m["policy.or"]());
}

function narrowed(condition: Condition): string {
  const residences = condition.residences?.map((one) => residenceLabels[one]()) ?? [];
  const vaccinations = condition.vaccinations?.map((one) => vaccinationLabels[one]()) ?? [];
  const parts = [anyOf(residences), anyOf(vaccinations)].filter(Boolean);
  return parts.length > 0 ? m["policy.only"]({ who: parts.join(m["policy.and"]()) }) : "";
}

function who(condition: Condition): string {
  switch (condition.kind) {
    case "contact":
      return condition.ring === "close"
        ? m["policy.reason.close-contact"]()
        : m["policy.reason.second-contact"]();
    case "region": {
      const levels = anyOf(condition.levels.map((level) => levelLabels[level]()));
      const days = condition.withinDays;
      return condition.by.includes("transit")
        ? m["policy.when.regionOrTransit"]({ levels, days })
        : m["policy.when.region"]({ levels, days });
    }
    case "distance":
      return m["policy.when.distance"]({
        distances: anyOf(condition.distances.map((one) => distanceLabels[one]())),
      });
    case "anyone":
      return m["policy.when.anyone"]();
  }
}

/** Whom a rule speaks of. */
export function whomText(condition: Condition): string {
  return `${who(condition)}${narrowed(condition)}`;
}

/** What a rule asks: 居家隔离 14 天，再健康监测 3 天. */
export function whatText(rule: Pick<AssessmentRule, "measure" | "days" | "followOn">): string {
  const first = measureLabels[rule.measure]();
  if (rule.measure === "none") return first;
  const measure = m["policy.measureFor"]({ measure: first, days: rule.days });
  if (!rule.followOn) return measure;
  return m["policy.then"]({
    first: measure,
    second: m["policy.measureFor"]({
      measure: measureLabels[rule.followOn.measure](),
      days: rule.followOn.days,
    }),
  });
}

/** On which days of the measure a test is owed. */
export function testsText(days: readonly number[]): string | undefined {
  if (days.length === 0) return undefined;
  return m["policy.testDays"]({ days: listed(days.map(String)) });
}
