/** What the phone holds of directives, and what was done about them in its outbox. */
import { type OwedStep, owedSteps, type RecordedStep } from "@lianfang/core/directives/owed.ts";
import { PulledDirective } from "@lianfang/core/directives/pulled.ts";
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

const readDirective = (content: unknown) => PulledDirective.safeParse(content).data;

export const useDirectives = () => useHeld("directives.open", readDirective);

const Recorded = z.object({
  directiveId: z.string(),
  unitId: z.string(),
  acknowledgedAt: z.string().optional(),
  finishedAt: z.string().optional(),
});

const steps: Readonly<Record<string, RecordedStep["step"]>> = {
  [acknowledge]: "acknowledge",
  [finish]: "finish",
};

function recordedIn(outbox: readonly OutboxEntry[]): RecordedStep[] {
  return outbox.flatMap(({ procedure, input, state, happenedAt }) => {
    const step = steps[procedure];
    const { data } = Recorded.safeParse(input);
    if (!step || !data) return [];
    const at = data.acknowledgedAt ?? data.finishedAt ?? happenedAt;
    const { directiveId, unitId } = data;
    return [{ step, directiveId, unitId, at, sending: sendings[state] }];
  });
}

export function useOwedSteps(): readonly OwedStep[] {
  const directives = useDirectives();
  const outbox = useOutbox();
  const now = useMinute();
  const { timeZone } = useMe().town;
  return useMemo(
    () => owedSteps(directives, recordedIn(outbox), now, timeZone),
    [directives, outbox, now, timeZone],
  );
}

/** How the unit stands with one directive, whatever the day. */
export function useStepsOf(directive: PulledDirective) {
  const recorded = recordedIn(useOutbox());
  const doneBy = (step: RecordedStep["step"]) => {
    const known = step === "acknowledge" ? directive.acknowledged : directive.finished;
    if (known) return known;
    const own = recorded.findLast(
      (each) =>
        each.step === step &&
        each.directiveId === directive.directiveId &&
        each.unitId === directive.unitId &&
        each.sending !== "refused",
    );
    return own && { at: own.at, by: undefined };
  };
  return { acknowledged: doneBy("acknowledge"), finished: doneBy("finish") };
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
  const said = input.text ?? input.note;
  const title = about?.title ?? m["directives.field.unknown"]();
  return typeof said === "string" && said !== "" ? `${title} · ${said}` : title;
}
