import { m } from "@lianfang/messages/messages.js";
import { useDates } from "../kernel/field/clock.ts";
import type { OutboxEntry } from "../kernel/field/phone.ts";
import { useOrders } from "./field-owed.ts";

/** 陈秀英 36.6 ℃ · 今天 08:10 */
export function useReadingSummary({ input }: OutboxEntry): string {
  const dates = useDates();
  const order = useOrders().find(({ orderId }) => orderId === input.orderId);
  const name = order?.name ?? m["observation.field.unknown"]();
  const takenAt = typeof input.takenAt === "string" ? dates.instant(input.takenAt) : "";
  return `${name} ${Number(input.celsius).toFixed(1)} ℃ · ${takenAt}`;
}
