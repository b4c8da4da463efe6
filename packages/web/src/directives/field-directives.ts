/** What the phone holds of directives, and what was done about them in its outbox. */
import {
  type OwedStep,
  owedSteps,
  type RecordedStep,
  type StepStanding,
  standOf,
} from "@lianfang/core/directives/owed.ts";
import { PulledDirective } from "@lianfang/core/directives/pulled.ts";
import { type RecordedWords, type Said, saidOf } from "@lianfang/core/directives/said.ts";
import { m } from "@lianfang/messages/messages.js";
import { useMemo } from "react";
import { z } from "zod";
import { useDates, useMinute } from "../kernel/field/clock.ts";
import type { TodayItem } from "../kernel/field/modules.ts";
import { type OutboxEntry, useHeld, useMe, useOutbox } from "../kernel/field/phone.ts";
import { sendings } from "../kernel/field/sending.ts";
import { nameOf } from "../kernel/locale.ts";

export const acknowledge = "directives.acknowledge";
export const feedBack = "directives.feedBack";
export const finish = "directives.finish";
export const takeBack = "directives.takeBack";
export const correct = "directives.correct";

const readDirective = (content: unknown) => PulledDirective.safeParse(content).data;

export const useDirectives = () => useHeld("directives.open", readDirective);

const Recorded = z.object({
  directiveId: z.string(),
  unitId: z.string(),
  /** Of what is taken back or put right. */
  actId: z.string().optional(),
  text: z.string().optional(),
  acknowledgedAt: z.string().optional(),
  finishedAt: z.string().optional(),
});

const steps: Readonly<Record<string, RecordedStep["step"]>> = {
  [acknowledge]: "acknowledge",
  [finish]: "finish",
  [takeBack]: "takeBack",
};

const words: Readonly<Record<string, RecordedWords["kind"]>> = {
  [feedBack]: "feedback",
  [correct]: "correction",
};

interface Acts {
  steps: RecordedStep[];
  words: RecordedWords[];
}

/** What of the outbox is about directives. */
function recordedIn(outbox: readonly OutboxEntry[]): Acts {
  const acts: Acts = { steps: [], words: [] };
  for (const { id, procedure, input, state, happenedAt } of outbox) {
    const { data } = Recorded.safeParse(input);
    if (!data) continue;
    const { directiveId, unitId, text = "" } = data;
    const at = data.acknowledgedAt ?? data.finishedAt ?? happenedAt;
    const act = { directiveId, unitId, actId: data.actId ?? id, at, sending: sendings[state] };
    const step = steps[procedure];
    const kind = words[procedure];
    if (step) acts.steps.push({ ...act, step });
    if (kind) acts.words.push({ ...act, kind, text });
  }
  return acts;
}

export function useOwedSteps(): readonly OwedStep[] {
  const directives = useDirectives();
  const outbox = useOutbox();
  const now = useMinute();
  const { timeZone } = useMe().town;
  return useMemo(
    () => owedSteps(directives, recordedIn(outbox).steps, now, timeZone),
    [directives, outbox, now, timeZone],
  );
}

interface Stands {
  acknowledged: StepStanding["done"];
  finished: StepStanding["done"];
  /** What was said of the completion, as it reads now. */
  note: string | undefined;
  feedback: readonly Said[];
}

/** How the unit stands with one directive, whatever the day. */
export function useStandOf(directive: PulledDirective): Stands {
  const outbox = useOutbox();
  return useMemo(() => {
    const acts = recordedIn(outbox);
    const { feedback, note } = saidOf(directive, acts.words, acts.steps);
    return {
      acknowledged: standOf(directive, "acknowledge", acts.steps).done,
      finished: standOf(directive, "finish", acts.steps).done,
      ...{ note, feedback },
    };
  }, [directive, outbox]);
}

export const screenOf = ({ directiveId, unitId }: { directiveId: string; unitId: string }) =>
  `/directive/${directiveId}/${unitId}`;

export const unitOf = ({ unitName, unitNameEn }: PulledDirective) =>
  nameOf({ name: unitName, nameEn: unitNameEn });

const titles: Record<OwedStep["step"], (given: { title: string }) => string> = {
  acknowledge: (given) => m["directives.field.acknowledge"](given),
  finish: (given) => m["directives.field.finish"](given),
};

const results: Record<OwedStep["step"], () => string> = {
  acknowledge: () => m["directives.field.acknowledged"](),
  finish: () => m["directives.field.finished"](),
};

export function useDirectiveItems(): TodayItem[] {
  const dates = useDates();
  return useOwedSteps().map(({ step, directive, window, state, done, sending }) => ({
    key: `${step} ${directive.directiveId} ${directive.unitId}`,
    title: titles[step]({ title: directive.title }),
    detail: m["directives.field.until"]({
      issuer: directive.issuedBy,
      at: dates.instant(window.to),
    }),
    place: unitOf(directive),
    from: window.from,
    to: window.to,
    heading: m["directives.field.heading"](),
    state,
    sending: sending === "sent" ? undefined : sending,
    result: done && results[step](),
    href: screenOf(directive),
  }));
}

/** 入户排查 · 已走访20户 */
export function useDirectiveSummary({ input }: OutboxEntry): string {
  const about = useDirectives().find(({ directiveId }) => directiveId === input.directiveId);
  const said = input.text ?? input.note ?? input.reason;
  const title = about?.title ?? m["directives.field.unknown"]();
  return typeof said === "string" && said !== "" ? `${title} · ${said}` : title;
}
