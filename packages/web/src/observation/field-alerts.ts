/** Alerts this person's part of the town waits for an answer to, and the answers in the outbox. */
import { PulledAlert } from "@lianfang/core/observation/pulled.ts";
import { m } from "@lianfang/messages/messages.js";
import { useToday } from "../kernel/field/clock.ts";
import type { TodayItem } from "../kernel/field/modules.ts";
import { type OutboxEntry, useHeld, useOutbox } from "../kernel/field/phone.ts";
import { areaOf } from "../kernel/locale.ts";
import { alertKinds } from "./words.ts";

export const answerAlert = "observation.acknowledge";

const readAlert = (content: unknown) => PulledAlert.safeParse(content).data;

export const useAlerts = () => useHeld("observation.alerts", readAlert);

/** A reading missed today stands in its window already. */
export function useAlertItems(): TodayItem[] {
  const alerts = useAlerts();
  const outbox = useOutbox();
  const today = useToday();
  return alerts
    .filter(({ kind, day }) => kind === "fever" || day < today)
    .map((alert) => itemOf(alert, answerTo(alert, outbox)));
}

function answerTo({ alertId }: PulledAlert, outbox: readonly OutboxEntry[]) {
  return outbox.findLast(
    ({ procedure, input }) => procedure === answerAlert && input.alertId === alertId,
  );
}

function itemOf(alert: PulledAlert, answer: OutboxEntry | undefined): TodayItem {
  const isWrong = answer?.state === "refused" || answer?.state === "conflict";
  const isDone = answer !== undefined && !isWrong;
  return {
    key: `alert ${alert.alertId}`,
    title: alert.name,
    detail: alertKinds[alert.kind](),
    place: areaOf(alert),
    from: alert.raisedAt,
    to: alert.raisedAt,
    heading: m["observation.field.alerts"](),
    state: isDone ? "done" : "open",
    sending: isWrong ? "refused" : answer?.state === "waiting" ? "waiting" : undefined,
    result: alert.celsius === undefined ? undefined : `${alert.celsius.toFixed(1)} ℃`,
    isAlarming: alert.kind === "fever",
    href: `/alert/${alert.alertId}`,
  };
}

/** 陈秀英 发热 · 已送卫生院 */
export function useAlertSummary({ input }: OutboxEntry): string {
  const alert = useAlerts().find(({ alertId }) => alertId === input.alertId);
  const about = alert ? `${alert.name} ${alertKinds[alert.kind]()} · ` : "";
  return about + String(input.action);
}
