/**
 * What a phone holds so that readings can be taken without a network: people under order
 * (`observation.orders`, version 2), the windows of the next days (`observation.windows`, version 1) and
 * alerts nobody has answered (`observation.alerts`, version 1).
 */
import { z } from "zod";
import { Id } from "../kernel/ids.ts";
import { Day, Instant } from "../kernel/time.ts";
import { AlertKind, RestrictiveMeasure } from "./contract.ts";

export const PulledOrder = z.object({
  orderId: Id,
  residentId: Id,
  name: z.string(),
  areaId: Id,
  areaName: z.string(),
  areaNameEn: z.string().optional(),
  measure: RestrictiveMeasure,
  startDay: Day,
  endDay: Day,
  startsAt: Instant,
  endsAt: Instant,
  issuedAt: Instant,
  place: z.string(),
  /** The last ones that stand, newest first; windows of the day are judged by them. */
  readings: z.array(z.object({ celsius: z.number(), isFever: z.boolean(), takenAt: Instant })),
});
export type PulledOrder = z.infer<typeof PulledOrder>;

/** By day. */
export const PulledWindows = z.object({
  day: Day,
  feverCelsius: z.number(),
  windows: z.array(
    z.object({ windowId: z.string(), day: Day, from: Instant, to: Instant, closesAt: Instant }),
  ),
});
export type PulledWindows = z.infer<typeof PulledWindows>;

export const PulledAlert = z.object({
  alertId: Id,
  kind: AlertKind,
  name: z.string(),
  areaName: z.string(),
  areaNameEn: z.string().optional(),
  celsius: z.number().optional(),
  day: Day,
  raisedAt: Instant,
});
export type PulledAlert = z.infer<typeof PulledAlert>;
