/** Crossings in a line, and those somebody must still see to. */
import { m } from "@lianfang/messages/messages.js";
import { useDates } from "../kernel/field/clock.ts";
import type { TodayItem } from "../kernel/field/modules.ts";
import { type OutboxEntry, useOutbox } from "../kernel/field/phone.ts";
import { type OwnCrossing, ownCrossings } from "./field-records.ts";

/** 王试过 · 川R12345 */
export function whoCrossed({ people, vehicle }: OwnCrossing): string {
  const names = people.map(({ name }) => name ?? m["checkpoints.unnamed"]());
  return [vehicle?.plate, names.join("、")].filter(Boolean).join(" · ");
}

/** 王试过 · 放行 · 今天 08:10 */
export function useCrossingSummary(entry: OutboxEntry): string {
  const dates = useDates();
  const [crossing] = ownCrossings([entry]);
  if (!crossing) return "";
  const done = {
    admit: m["checkpoints.outcome.admit"],
    refuse: m["checkpoints.outcome.refuse"],
    refer: m["checkpoints.outcome.refer"],
  };
  const outcomes = [...new Set(crossing.people.map(({ outcome }) => done[outcome]()))];
  return [whoCrossed(crossing), ...outcomes, dates.instant(crossing.crossedAt)].join(" · ");
}

/** Of a follow-up or a mistake: which crossing, and what was said. */
export function useAboutCrossing({ input }: OutboxEntry): string {
  const about = useOutbox().filter(({ id }) => id === input.crossingId);
  const [crossing] = ownCrossings(about);
  const said = input.action ?? input.reason;
  return [crossing ? whoCrossed(crossing) : "", String(said ?? "")].filter(Boolean).join(" · ");
}

export function useWaitingItems(): TodayItem[] {
  return ownCrossings(useOutbox()).flatMap(({ id, crossedAt, waiting }) =>
    waiting.map(({ line, name }) => ({
      key: `handed over ${id} ${line}`,
      title: name ?? m["checkpoints.unnamed"](),
      detail: m["checkpoints.outcome.refer"](),
      place: m["checkpoints.post"](),
      from: crossedAt,
      to: crossedAt,
      heading: m["checkpoints.field.toSee"](),
      state: "open" as const,
      isAlarming: true,
      href: `/post/next/${id}`,
    })),
  );
}
