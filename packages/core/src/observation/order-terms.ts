/** What a restriction is made of. */
import { z } from "zod";
import { Id } from "../kernel/ids.ts";
import { Day } from "../kernel/time.ts";
import { Measure } from "../policy/contract.ts";

export const RestrictiveMeasure = Measure.exclude(["none"]);
export type RestrictiveMeasure = z.infer<typeof RestrictiveMeasure>;

export const Basis = z.object({ id: z.string(), zh: z.string(), en: z.string() });
export const ChainPerson = z.object({
  level: z.number().int(),
  label: z.string(),
  labelEn: z.string(),
  staffId: Id,
  name: z.string(),
  phone: z.string().optional(),
});
export const AppealContact = z.object({
  name: z.string().trim().min(1).max(120),
  phone: z.string().trim().min(3).max(20),
});

/**
 * What a restriction is made of. Nothing here is optional: an order without basis, reason, end,
 * place, somebody who answers for it or a way to appeal can't be written down.
 */
export const OrderTerms = z.object({
  measure: RestrictiveMeasure,
  startDay: Day,
  /** The order ends at 24:00 of this day. */
  endDay: Day,
  place: z.string().trim().min(1).max(120),
  reason: z.object({ zh: z.string().min(1), en: z.string().min(1) }),
  bases: z.array(Basis).min(1),
  chain: z.array(ChainPerson).min(1),
  appeal: AppealContact,
});
export type OrderTerms = z.infer<typeof OrderTerms>;

export const OrderState = z.enum(["issued", "released", "revoked"]);
