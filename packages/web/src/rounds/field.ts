import { patrollers } from "@lianfang/core/rounds/access.ts";
import type { OwedHere } from "@lianfang/core/rounds/owed.ts";
import { m } from "@lianfang/messages/messages.js";
import type { SpokenDates } from "../kernel/dates.ts";
import { useDates } from "../kernel/field/clock.ts";
import type { FieldForm, FieldModule, TodayItem } from "../kernel/field/modules.ts";
import { type OutboxEntry, useMay } from "../kernel/field/phone.ts";
import { areaOf } from "../kernel/locale.ts";
import { dutyLabels } from "../policy/words.ts";
import { recordPatrol, recordVisit, useOwedRounds, useTargets } from "./field-owed.ts";

const loadChoice = async () => (await import("./field-choice.tsx")).ChoiceScreen;
const load = async () => (await import("./field-round.tsx")).RoundScreen;

const formOf = (label: () => string): FieldForm => ({
  label,
  useSummary: useRoundSummary,
  mend: ({ id, input }) => `/round/${String(input.targetId)}/${String(input.ruleId)}/${id}`,
});

export const roundsField: FieldModule = {
  name: "rounds",
  screens: [
    { path: "/rounds/at-will", load: loadChoice, access: patrollers, isFull: true },
    { path: "/round/:targetId/:ruleId", load, access: patrollers, isFull: true },
    { path: "/round/:targetId/:ruleId/:recordId", load, access: patrollers, isFull: true },
  ],
  sets: [
    { name: "rounds.rules", version: 1 },
    { name: "rounds.doors", version: 1 },
    { name: "rounds.places", version: 1 },
  ],
  useToday: () => {
    const dates = useDates();
    return useOwedRounds().map((owed) => itemOf(owed, dates));
  },
  useAtWill: () => {
    const mayGo = useMay(patrollers);
    const hasTargets = useTargets().length > 0;
    return mayGo && hasTargets
      ? { label: m["rounds.field.atWill"](), href: "/rounds/at-will" }
      : undefined;
  },
  forms: {
    [recordVisit]: formOf(() => m["rounds.field.visit"]()),
    [recordPatrol]: formOf(() => m["rounds.field.patrol"]()),
  },
};

function itemOf(owed: OwedHere, dates: SpokenDates): TodayItem {
  const { rule, target, window, state, sending, hasFinding } = owed;
  const tried = triedAt(owed);
  const detail = [
    dutyLabels[rule.duty](),
    target.place,
    tried && m["rounds.field.notMetAt"]({ at: dates.time(tried) }),
  ];
  return {
    key: `${target.targetId} ${rule.ruleId}`,
    title: target.name,
    detail: detail.filter(Boolean).join(" · "),
    place: areaOf(target),
    address: target.place,
    from: window.dayFrom,
    to: window.to,
    isAllDay: true,
    state,
    sending,
    result: resultOf(owed, dates),
    isAlarming: hasFinding,
    href: `/round/${target.targetId}/${rule.ruleId}`,
  };
}

/** When nobody was met, unless it was done since. */
function triedAt({ notMetAt, lastAt, state }: OwedHere): string | undefined {
  if (state === "done" || (lastAt && notMetAt && lastAt > notMetAt)) return undefined;
  return notMetAt;
}

function resultOf(
  { hasFinding, times, done, lastAt }: OwedHere,
  dates: SpokenDates,
): string | undefined {
  const progress = times > 1 && done > 0 ? `${done}/${times}` : "";
  if (hasFinding) return [m["rounds.field.hasFinding"](), progress].filter(Boolean).join(" ");
  return progress || (lastAt && dates.instant(lastAt));
}

/** 上门服务 0012 陈秀英 · 今天 08:10 */
function useRoundSummary({ input }: OutboxEntry): string {
  const dates = useDates();
  const target = useTargets().find(({ targetId }) => targetId === input.targetId);
  const name = target?.name ?? m["rounds.field.unknown"]();
  const doneAt = typeof input.doneAt === "string" ? dates.instant(input.doneAt) : "";
  const outcome = input.outcome === "not-met" ? m["rounds.outcome.notMet"]() : "";
  return [name, outcome, doneAt].filter(Boolean).join(" · ");
}
