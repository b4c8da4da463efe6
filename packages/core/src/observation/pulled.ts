/** What a phone holds of people under order: the set `observation.orders`, version 1. */
import { z } from "zod";
import { Id } from "../kernel/ids.ts";
import { Day, Instant } from "../kernel/time.ts";
import { RestrictiveMeasure } from "./contract.ts";

export const PulledOrder = z.object({
  orderId: Id,
  residentId: Id,
  name: z.string(),
  areaId: Id,
  measure: RestrictiveMeasure,
  startDay: Day,
  endDay: Day,
  startsAt: Instant,
  place: z.string(),
  /** The last ones that stand, newest first; windows of the day are judged by them. */
  readings: z.array(z.object({ celsius: z.number(), isFever: z.boolean(), takenAt: Instant })),
});
export type PulledOrder = z.infer<typeof PulledOrder>;
