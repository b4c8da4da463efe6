/** The form of an order: the draft's terms, with people and bases by their ids. */
import { contract } from "@lianfang/core/contract.ts";
import { AppealContact } from "@lianfang/core/observation/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { z } from "zod";
import { inputOf } from "../kernel/kit/form-state.ts";

const issue = inputOf(contract.observation.issue);

export const orderForm = issue
  .pick({
    measure: true,
    startDay: true,
    endDay: true,
    place: true,
    basisIds: true,
  })
  .extend({
    reasonZh: z.string().trim().min(1),
    reasonEn: z.string().trim().min(1),
    appealName: AppealContact.shape.name,
    appealPhone: AppealContact.shape.phone,
    /** Staff by level of the chain. */
    chain: z
      .record(z.string(), z.string().optional())
      .refine((chosen) => Object.values(chosen).some(Boolean), {
        error: () => m["observation.chain.needed"](),
      }),
  });

export type OrderValues = z.output<typeof orderForm>;

/** The form's values as the command takes them. */
export function asOrder({
  reasonZh,
  reasonEn,
  appealName,
  appealPhone,
  chain,
  ...terms
}: OrderValues) {
  return {
    ...terms,
    reason: { zh: reasonZh, en: reasonEn },
    appeal: { name: appealName, phone: appealPhone },
    chain: Object.entries(chain).flatMap(([level, staffId]) =>
      staffId ? [{ level: Number(level), staffId }] : [],
    ),
  };
}
