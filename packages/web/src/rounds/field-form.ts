/** What is typed about a round, and the record it becomes. */
import {
  type Instant,
  instantAt,
  isInFuture,
  townDay,
  townTime,
} from "@lianfang/core/kernel/time.ts";
import type { Words } from "@lianfang/core/rounds/pulled.ts";
import { RoundAnswer, RoundCheck, RoundOutcome } from "@lianfang/core/rounds/record.ts";
import { RoundTargetKind } from "@lianfang/core/rounds/registers.ts";
import { m } from "@lianfang/messages/messages.js";
import { z } from "zod";
import { townNow } from "../kernel/field/clock.ts";

export interface Values {
  outcome: RoundOutcome;
  /** Places in the checklist of what is in order. */
  met: string[];
  /** By place among the questions. */
  answers: Readonly<Record<string, "yes" | "no">>;
  found: "no" | "yes";
  finding: string;
  note: string;
  /** Empty: now. */
  time: string;
}

/** What the form asks: by the rule, or as a record that is mended asked it. */
export interface Asked {
  checklist: readonly Words[];
  questions: readonly Words[];
}

const Recorded = z.object({
  targetKind: RoundTargetKind,
  doneAt: z.string(),
  outcome: RoundOutcome,
  checks: z.array(RoundCheck).default([]),
  answers: z.array(RoundAnswer).default([]),
  finding: z.string().default(""),
  note: z.string().default(""),
});
export type Recorded = z.infer<typeof Recorded>;

export const recordedIn = (input: unknown): Recorded | undefined => Recorded.safeParse(input).data;

export const askedIn = ({ checks, answers }: Recorded): Asked => ({
  checklist: checks.map(({ item }) => item),
  questions: answers.map(({ question }) => question),
});

export function initialOf(record: Recorded | undefined, timeZone: string): Values {
  if (!record) {
    const nothing = { met: [], answers: {}, finding: "", note: "", time: "" };
    return { outcome: "done", found: "no", ...nothing };
  }
  const { outcome, checks, answers, finding, note, doneAt } = record;
  return {
    ...{ outcome, finding, note, found: finding ? "yes" : "no" },
    met: checks.flatMap(({ isMet }, at) => (isMet ? [String(at)] : [])),
    answers: Object.fromEntries(answers.map(({ isYes }, at) => [at, isYes ? "yes" : "no"])),
    time: townTime(doneAt, timeZone),
  };
}

/** Items of the checklist that are not ticked. */
export const unmetIn = (values: Values, { checklist }: Asked): number =>
  checklist.length - values.met.length;

/** Something was not in order, by what is ticked or by what is said. */
export const isFaulty = (values: Values, asked: Asked): boolean =>
  values.outcome === "done" && (values.found === "yes" || unmetIn(values, asked) > 0);

export interface Moment {
  /** When the record that is mended was made. */
  made: Instant | undefined;
  timeZone: string;
}

export function doneAtOf({ time }: Pick<Values, "time">, { made, timeZone }: Moment): Instant {
  return time === "" ? townNow() : instantAt(townDay(made ?? townNow(), timeZone), time, timeZone);
}

export interface Problems {
  /** By place among the questions. */
  answers: Readonly<Record<string, string>>;
  finding?: string;
  time?: string;
}

export function problemsOf(values: Values, asked: Asked, doneAt: Instant): Problems {
  const isDone = values.outcome === "done";
  const unanswered = asked.questions.flatMap((_, at) =>
    isDone && !values.answers[at] ? [[at, m["rounds.field.missingAnswer"]()]] : [],
  );
  const problems: Problems = { answers: Object.fromEntries(unanswered) };
  if (isFaulty(values, asked) && values.finding.trim() === "")
    problems.finding = m["rounds.field.finding.missing"]();
  if (isInFuture(doneAt, townNow())) problems.time = m["problem.rounds.inFuture"]();
  return problems;
}

export const isRight = ({ answers, finding, time }: Problems): boolean =>
  Object.keys(answers).length === 0 && !finding && !time;

/** The command's input, but for what it is about. */
export function saidOf(values: Values, asked: Asked, doneAt: Instant): Record<string, unknown> {
  const { outcome, met, answers, finding, note } = values;
  const isDone = outcome === "done";
  const said = {
    ...{ outcome, doneAt },
    checks: isDone
      ? asked.checklist.map((item, at) => ({ item, isMet: met.includes(String(at)) }))
      : [],
    answers: isDone
      ? asked.questions.map((question, at) => ({ question, isYes: answers[at] === "yes" }))
      : [],
  };
  return {
    ...said,
    ...(isFaulty(values, asked) && { finding: finding.trim() }),
    ...(note.trim() && { note: note.trim() }),
  };
}
