import { observers } from "@lianfang/core/observation/contract.ts";
import type { OwedReading } from "@lianfang/core/observation/owed.ts";
import { m } from "@lianfang/messages/messages.js";
import type { FieldModule, TodayItem } from "../kernel/field/modules.ts";
import { areaOf } from "../kernel/locale.ts";
import { AlertScreen } from "./field-alert.tsx";
import { answerAlert, useAlertItems, useAlertSummary } from "./field-alerts.ts";
import { recordReading, useOwed } from "./field-owed.ts";
import { ReadingScreen } from "./field-reading.tsx";
import { useReadingSummary } from "./field-summary.ts";
import { restrictiveMeasures } from "./words.ts";

export const observationField: FieldModule = {
  name: "observation",
  screens: [
    { path: "/reading/:orderId", Screen: ReadingScreen, access: observers, isFull: true },
    { path: "/reading/:orderId/:recordId", Screen: ReadingScreen, access: observers, isFull: true },
    { path: "/alert/:alertId", Screen: AlertScreen, access: observers, isFull: true },
    { path: "/alert/:alertId/:recordId", Screen: AlertScreen, access: observers, isFull: true },
  ],
  sets: [
    { name: "observation.windows", version: 1 },
    { name: "observation.orders", version: 2 },
    { name: "observation.alerts", version: 1 },
  ],
  useToday: () => [...useAlertItems(), ...useOwed().map(itemOf)],
  forms: {
    [recordReading]: {
      label: () => m["observation.celsius"](),
      useSummary: useReadingSummary,
      mend: ({ id, input }) => `/reading/${String(input.orderId)}/${id}`,
    },
    [answerAlert]: {
      label: () => m["observation.alert.action"](),
      useSummary: useAlertSummary,
      mend: ({ id, input }) => `/alert/${String(input.alertId)}/${id}`,
    },
  },
};

function itemOf({ order, window, state, celsius, isFever, sending }: OwedReading): TodayItem {
  return {
    key: `${order.orderId} ${window.windowId}`,
    title: order.name,
    detail: `${restrictiveMeasures[order.measure]()} · ${order.place}`,
    place: areaOf(order),
    address: order.place,
    from: window.from,
    to: window.to,
    state,
    sending: sending === "sent" ? undefined : sending,
    result: celsius === undefined ? undefined : `${celsius.toFixed(1)} ℃`,
    isAlarming: isFever,
    missedText: m["observation.window.missed"](),
    href: `/reading/${order.orderId}${state === "missed" ? `?window=${window.windowId}` : ""}`,
  };
}
