/** One person at the post, perhaps in a vehicle, as the desk's form has it. */
import type { CrossingPerson } from "@lianfang/core/checkpoints/crossing.ts";
import { CrossingPerson as Person } from "@lianfang/core/checkpoints/crossing.ts";
import { decideOn, type Lookups } from "@lianfang/core/checkpoints/facts.ts";
import { Id } from "@lianfang/core/kernel/ids.ts";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import type { PolicyRules } from "@lianfang/core/policy/rules-data.ts";
import { z } from "zod";

const { shape } = Person;

export const crossingForm = z.object({
  checkpointId: Id,
  direction: z.enum(["in", "out"]),
  name: shape.name,
  identityNumber: shape.identityNumber,
  phone: shape.phone,
  originCode: shape.originCode,
  celsius: shape.celsius,
  hasSymptoms: z.boolean().optional(),
  hasMask: z.boolean().optional(),
  healthCode: shape.healthCode,
  /** Hours since the sample was taken. */
  testHours: z.number().min(0).max(200).optional(),
  passText: shape.passText,
  isIdentityCardShown: z.boolean().optional(),
  hasScannedVenueCode: z.boolean().optional(),
  purpose: shape.purpose,
  residence: z.enum(["resident", "outsider"]).optional(),
  plate: z.string().trim().max(20).optional(),
  others: z.int().min(0).max(200).optional(),
  overrideReason: z.string().trim().min(2).max(100).optional(),
  allowedBy: z.string().trim().min(2).max(40).optional(),
});
export type CrossingForm = z.infer<typeof crossingForm>;
type Typed = { [Name in keyof CrossingForm]?: CrossingForm[Name] | undefined };

/** What was typed, as a person who crosses; what was done is added when it is decided. */
export function personFrom(
  form: Typed,
  now: Instant,
): Omit<CrossingPerson, "outcome" | "override"> {
  const { testHours, residence } = form;
  return {
    name: form.name || undefined,
    identityNumber: form.identityNumber || undefined,
    phone: form.phone || undefined,
    originCode: form.originCode || undefined,
    celsius: form.celsius,
    hasSymptoms: form.hasSymptoms || undefined,
    hasMask: form.hasMask,
    healthCode: form.healthCode,
    test:
      testHours === undefined
        ? undefined
        : {
            sampledAt: new Date(Date.parse(now) - testHours * 3_600_000).toISOString(),
            result: "negative",
          },
    passText: form.passText || undefined,
    isIdentityCardShown: form.isIdentityCardShown,
    hasScannedVenueCode: form.hasScannedVenueCode,
    purpose: form.purpose || undefined,
    isResident: residence === undefined ? undefined : residence === "resident",
    steps: ["stop", "ask", "measure", "register", "pass"],
  };
}

/** What the rules in force say of what has been typed so far: the very function the server runs. */
export function decisionOn(
  form: Typed,
  looked: Lookups,
  rules: PolicyRules,
  { now, timeZone }: { now: Instant; timeZone: string },
) {
  const person = { ...personFrom(form, now), outcome: "admit" as const };
  const moment = { direction: form.direction ?? "in", crossedAt: now, timeZone };
  return decideOn(person, moment, looked, rules);
}
