/** A change of the rules while it is put together. */

import { addDays, type Day } from "@lianfang/core/kernel/time.ts";
import { PolicyRules } from "@lianfang/core/policy/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import type { z } from "zod";
import { wrongPaths } from "../kernel/kit/form-check.ts";
import type { Version } from "./versions.ts";

export type Rules = z.infer<typeof PolicyRules>;
export type Region = Rules["riskRegions"][number];
export type Rule = Rules["assessment"][number];

export interface PolicyDraft {
  effectiveFrom: Day;
  title: { zh: string; en: string };
  rules: Rules;
}

/** Begins with the rules of a version, from tomorrow on. */
export function draftFrom(version: Version, today: Day): PolicyDraft {
  return {
    effectiveFrom: addDays(today, 1),
    title: { zh: "", en: "" },
    rules: version.rules,
  };
}

const wholePolicy: Record<string, () => string> = {
  "policy.rules.daysAndMeasure": () => m["policy.rules.daysAndMeasure"](),
  "policy.rules.noneIsNone": () => m["policy.rules.noneIsNone"](),
  "policy.rules.testDay": () => m["policy.rules.testDay"](),
  "policy.rules.unknownPlaceholder": () => m["policy.rules.unknownPlaceholder"](),
  "policy.rules.neverReached": () => m["policy.rules.neverReached"](),
  "policy.rules.lastIsForEverybody": () => m["policy.rules.lastIsForEverybody"](),
  "policy.rules.windowOrder": () => m["policy.rules.windowOrder"](),
  "policy.rules.endsBeforeItBegins": () => m["policy.rules.endsBeforeItBegins"](),
  "policy.rules.idTwice": () => m["policy.rules.idTwice"](),
};

/**
 * What is wrong with a draft, by path: `riskRegions.0.name`, `title.zh`, `effectiveFrom`.
 * @param taken days on which another version already takes effect
 */
export function faultsOf(draft: PolicyDraft, today: Day, taken: readonly Day[]) {
  const faults = wrongPaths(PolicyRules, draft.rules, (key) => wholePolicy[key]?.());
  if (!draft.title.zh.trim()) faults.set("title.zh", m["kernel.field.required"]());
  if (draft.effectiveFrom < today) {
    faults.set("effectiveFrom", m["problem.policy.startsInThePast"]());
  } else if (taken.includes(draft.effectiveFrom)) {
    faults.set("effectiveFrom", m["problem.policy.dayTaken"]({ day: draft.effectiveFrom }));
  }
  return faults;
}
