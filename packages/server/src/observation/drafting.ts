/** An order as policy would have it for an arrival, and what is at hand to fill it in. */
import { townDay } from "@lianfang/core/kernel/time.ts";
import type { AppealContact, Basis, ChainPerson } from "@lianfang/core/observation/contract.ts";
import { problems } from "@lianfang/core/observation/contract.ts";
import {
  type EarlierOrder,
  homePlace,
  nextStretch,
  type Stretch,
} from "@lianfang/core/observation/terms.ts";
import type { Assessment } from "@lianfang/core/policy/contract.ts";
import { basesOn } from "@lianfang/core/policy/versions.ts";
import type { ResidentRow } from "@lianfang/core/registry/people.ts";
import { m } from "@lianfang/messages/messages.js";
import type { z } from "zod";
import type { QueryContext } from "../kernel/context.ts";
import {
  areaLink,
  areasAround,
  chainFor as chainAround,
} from "../organization/responsibility-queries.ts";
import { policyOn } from "../policy/in-force.ts";
import { orderStore } from "./order-store.ts";
import { measureName } from "./words.ts";

/**
 * The stretch an order for an arrival would carry out now.
 * @throws Problem `observation.orderExists`, `observation.notRestricted`
 */
export async function stretchFor(
  context: QueryContext,
  arrival: { arrival_id: string; resident_id: string; assessment: Assessment },
): Promise<{ stretch: Stretch; earlier: EarlierOrder[] }> {
  const store = orderStore(context);
  const standing = await store.standingOf(arrival.resident_id);
  if (standing) throw problems.orderExists({ orderId: standing });
  const earlier = await store.ofArrival(arrival.arrival_id);
  const today = townDay(context.now, context.town.timeZone);
  const stretch = nextStretch(arrival.assessment, earlier, today);
  if (!stretch) throw problems.notRestricted();
  return { stretch, earlier };
}

/** Laws and notices the policy in force offers today, and whom to appeal to. */
export async function offeredToday(
  context: QueryContext,
): Promise<{ bases: z.infer<typeof Basis>[]; appeal: z.infer<typeof AppealContact> }> {
  const today = townDay(context.now, context.town.timeZone);
  const { rules } = await policyOn(context, today);
  const { contact, phone } = rules.orders.appeal;
  return {
    bases: basesOn(today, rules).map(({ id, zh, en }) => ({ id, zh, en })),
    appeal: { name: context.locale === "zh-CN" ? contact.zh : contact.en, phone },
  };
}

/** The person's home, where the measure is served there; left open for a place of isolation. */
export function placeFor({ measure }: Stretch, person: ResidentRow): string {
  return measure === "central-isolation" ? "" : homePlace(person);
}

/** The assessment's reason; for what follows on, with what it follows. */
export function reasonFor(
  { part, measure }: Stretch,
  { reason, measure: before }: Assessment,
): { zh: string; en: string } {
  if (part === "main") return reason;
  const say = (text: string, locale: "zh-CN" | "en") =>
    m["observation.reason.followOn"](
      { reason: text, before: measureName(before, locale), measure: measureName(measure, locale) },
      { locale },
    );
  return { zh: say(reason.zh, "zh-CN"), en: say(reason.en, "en") };
}

/**
 * Who answers for a person, one name a level: for the person, else the household, else the area
 * around it, the smallest first.
 */
export async function chainFor(
  context: QueryContext,
  resident: Pick<ResidentRow, "residentId" | "householdId" | "areaId">,
): Promise<z.infer<typeof ChainPerson>[]> {
  // Who answers for somebody is no secret from whoever writes the order, wherever the name is put.
  const areas = await areasAround(context, resident.areaId);
  const chain = await chainAround(context, [
    { targetKind: "person", targetId: resident.residentId },
    { targetKind: "household", targetId: resident.householdId },
    ...areas.map(areaLink),
  ]);
  return chain.flatMap(({ level, label, labelEn, answerer }) =>
    answerer
      ? [
          {
            ...{ level, label, labelEn },
            ...{ staffId: answerer.staffId, name: answerer.name, phone: answerer.phone },
          },
        ]
      : [],
  );
}
