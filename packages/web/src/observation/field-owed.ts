/** What the phone holds of observation, and the readings in its outbox. */
import {
  type OwedReading,
  owedReadings,
  type RecordedReading,
} from "@lianfang/core/observation/owed.ts";
import { PulledOrder, PulledWindows } from "@lianfang/core/observation/pulled.ts";
import { useMemo } from "react";
import { z } from "zod";
import { useMinute } from "../kernel/field/clock.ts";
import { type OutboxEntry, useHeld, useMe, useOutbox } from "../kernel/field/phone.ts";
import { sendings } from "../kernel/field/sending.ts";

export const recordReading = "observation.recordReading";

const readOrder = (content: unknown) => PulledOrder.safeParse(content).data;
const readWindows = (content: unknown) => PulledWindows.safeParse(content).data;

export const useOrders = () => useHeld("observation.orders", readOrder);
export const useWindows = () => useHeld("observation.windows", readWindows);

const Recorded = z.object({ orderId: z.string(), celsius: z.number(), takenAt: z.string() });

/** Readings recorded on this phone, as far as its outbox still has them. */
function recordedIn(outbox: readonly OutboxEntry[]): RecordedReading[] {
  return outbox.flatMap(({ procedure, input, state }) => {
    if (procedure !== recordReading) return [];
    const { data } = Recorded.safeParse(input);
    return data ? [{ ...data, sending: sendings[state] }] : [];
  });
}

export function useOwed(): readonly OwedReading[] {
  const orders = useOrders();
  const windows = useWindows();
  const outbox = useOutbox();
  const now = useMinute();
  const { timeZone } = useMe().town;
  return useMemo(
    () => owedReadings(orders, windows, recordedIn(outbox), now, timeZone),
    [orders, windows, outbox, now, timeZone],
  );
}
