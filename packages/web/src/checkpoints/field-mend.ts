/** A record in the outbox as it was typed, to be mended. Pure. */
import { TestOutcome } from "@lianfang/core/checkpoints/evidence.ts";
import { type Instant, minutesBetween } from "@lianfang/core/kernel/time.ts";
import { z } from "zod";
import { atFirst, type TypedCrossing, type TypedPerson } from "./field-form.ts";

const text = z.string().default("");
const fact = z.boolean().default(false);
const Recorded = z.object({
  checkpointId: text,
  direction: z.enum(["in", "out"]),
  crossedAt: text,
  vehicle: z.object({ kind: z.enum(["vehicle", "boat"]), plate: text }).optional(),
  others: z.number().default(0),
  people: z.array(
    z.object({
      passText: text,
      name: text,
      identityNumber: text,
      identityEnding: text,
      isIdentityCardShown: fact,
      isResident: z.boolean().optional(),
      originCode: text,
      phone: text,
      purpose: text,
      celsius: z.number().optional(),
      hasMask: fact,
      hasSymptoms: fact,
      healthCode: z.enum(["green", "amber", "red"]).or(z.literal("")).default(""),
      test: z.object({ sampledAt: z.string(), result: TestOutcome }).optional(),
      hasScannedVenueCode: fact,
      override: z.object({ reason: z.string(), allowedBy: z.string() }).optional(),
    }),
  ),
});

/** A record as it was typed, to be mended; and when it happened. */
export function typedFrom(
  input: Readonly<Record<string, unknown>>,
): { typed: TypedCrossing; crossedAt: Instant } | undefined {
  const { data } = Recorded.safeParse(input);
  if (!data) return undefined;
  const { vehicle, people, crossedAt, ...rest } = data;
  const typed = {
    ...atFirst,
    ...rest,
    subject: vehicle?.kind ?? ("person" as const),
    plate: vehicle?.plate ?? "",
    people: people.map((person) => typedPersonFrom(person, crossedAt)),
  };
  return { typed, crossedAt };
}

function typedPersonFrom(
  person: z.infer<typeof Recorded>["people"][number],
  crossedAt: Instant,
): TypedPerson {
  const { identityNumber, identityEnding, isResident, originCode, celsius, test, ...same } = person;
  const residence = isResident ? "resident" : isResident === false ? "outsider" : "";
  return {
    ...same,
    identity: identityNumber || identityEnding,
    residence,
    origin: originCode,
    celsius: celsius?.toFixed(1) ?? "",
    testHours: test ? String(minutesBetween(test.sampledAt, crossedAt) / 60) : "",
    testResult: test?.result ?? "negative",
  };
}
