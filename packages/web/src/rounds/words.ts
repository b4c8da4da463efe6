/** The words of rounds at the desk. */
import type { OwedRound, RoundCoverage, RoundRecord } from "@lianfang/core/rounds/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import type { Words } from "../kernel/kit/choices.ts";
import type { Tone } from "../kernel/kit/state-tag.tsx";
import { textOf } from "../kernel/locale.ts";
import { dutyLabels, targetLabels } from "../policy/words.ts";

/** Of what is owed. */
export const owedStates = {
  open: () => m["rounds.state.open"](),
  missed: () => m["rounds.state.missed"](),
  done: () => m["rounds.outcome.done"](),
};

export const states: Words<OwedRound["state"]> = {
  ...owedStates,
  free: () => m["rounds.state.free"](),
};

export const stateTones: Readonly<Record<OwedRound["state"], Tone>> = {
  open: "blue",
  missed: "red",
  done: "green",
  free: "neutral",
};

/** Whose record it is; of one from paper also who entered it. */
export function makerOf({ doneBy, recordedBy }: Pick<RoundRecord, "doneBy" | "recordedBy">) {
  if (!doneBy) return recordedBy;
  return m["rounds.byPaper"]({ name: doneBy.name, clerk: recordedBy ?? "" });
}

export const outcomes: Words<RoundRecord["outcome"]> = {
  done: () => m["rounds.outcome.done"](),
  "not-met": () => m["rounds.outcome.notMet"](),
  void: () => m["rounds.outcome.void"](),
};

export const outcomeTones: Readonly<Record<RoundRecord["outcome"], Tone>> = {
  done: "green",
  "not-met": "amber",
  void: "neutral",
};

/** Those a record can be looked for by. */
export const recordOutcomes = { done: outcomes.done, "not-met": outcomes["not-met"] };

export const uncounted: Words<NonNullable<RoundCoverage["uncounted"]>> = {
  readings: () => m["rounds.uncounted.readings"](),
  crossings: () => m["rounds.uncounted.crossings"](),
  "no-register": () => m["rounds.uncounted.noRegister"](),
  "no-number": () => m["rounds.uncounted.noNumber"](),
};

/** 消杀 · 公共场所 */
export function ruleName({
  duty,
  target,
  targetText,
}: Pick<RoundCoverage, "duty" | "target" | "targetText">): string {
  return `${dutyLabels[duty]()} · ${targetText ? textOf(targetText) : targetLabels[target]()}`;
}

/** 消杀 · 公共场所, whatever the rule says further of its targets. */
export function shortName({ duty, target }: Pick<RoundCoverage, "duty" | "target">): string {
  return `${dutyLabels[duty]()} · ${targetLabels[target]()}`;
}

/** Where a target has a page of its own. */
export function pageOfTarget({
  targetKind,
  targetId,
}: Pick<RoundRecord, "targetKind" | "targetId">): string | undefined {
  const pages = {
    household: `/people/households/${targetId}`,
    person: `/people/residents/${targetId}`,
    premises: `/places/premises/${targetId}`,
    checkpoint: `/checkpoints/posts/${targetId}`,
    area: undefined,
  };
  return pages[targetKind];
}
