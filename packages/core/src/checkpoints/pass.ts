/** A pass (出入证) as it is kept and shown. */
import { z } from "zod";
import { Id } from "../kernel/ids.ts";
import { Day, daysBetween, Instant } from "../kernel/time.ts";
import { CrossingRow } from "./crossing.ts";
import { PassKind, PassRefusal } from "./pass-verdict.ts";
import { problems } from "./problems.ts";
import { isPlate } from "./rules.ts";

/** `expired` follows from the days; the others are what somebody did. */
export const passStates = [
  "applied",
  "refused",
  "issued",
  "expired",
  "renewed",
  "lost",
  "revoked",
] as const;
export const PassState = z.enum(passStates);
export type PassState = z.infer<typeof PassState>;

export const passFields = z.object({
  kind: PassKind,
  areaId: Id,
  holderName: z.string().trim().min(1).max(40),
  /** Of a person. */
  identityNumber: z.string().trim().max(40).optional(),
  /** Of a vehicle. */
  plate: z.string().trim().max(20).optional(),
  /** Of a household card; for the others where it is known. */
  householdId: Id.optional(),
  residentId: Id.optional(),
  /** One person every so many days. */
  everyDays: z.int().min(1).max(14).optional(),
  validFrom: Day,
  /** The last day on which it is valid. */
  validUntil: Day,
  purpose: z.string().trim().max(60).optional(),
});
export type PassFields = z.infer<typeof passFields>;

export const PassRow = z.object({
  passId: Id,
  kind: PassKind,
  /** Printed on the card, from its issue on. */
  serial: z.int().optional(),
  state: PassState,
  holderName: z.string(),
  areaId: Id,
  areaName: z.string(),
  identityMasked: z.string().optional(),
  plate: z.string().optional(),
  everyDays: z.int().optional(),
  validFrom: Day,
  validUntil: Day,
  appliedAt: Instant,
});
export type PassRow = z.infer<typeof PassRow>;

export const Pass = PassRow.extend({
  householdId: Id.optional(),
  residentId: Id.optional(),
  purpose: z.string().optional(),
  appliedBy: z.string().optional(),
  decided: z.object({ at: Instant, by: z.string().optional() }).optional(),
  ended: z.object({ at: Instant, by: z.string().optional() }).optional(),
  reason: z.string().optional(),
  /** The pass this one took the place of. */
  renews: Id.optional(),
  /** Of the last fourteen days, newest first. */
  uses: z.array(
    CrossingRow.pick({
      crossingId: true,
      checkpointName: true,
      checkpointNameEn: true,
      direction: true,
      crossedAt: true,
      outcome: true,
    }),
  ),
});

/** A card used twice at once, at two places at once, or shown though it is none or not the bearer's. */
export const PassMisuse = z.object({
  kind: z.enum(["twice", "elsewhere", "refused"]),
  why: PassRefusal.optional(),
  serial: z.int().optional(),
  holderName: z.string().optional(),
  earlier: CrossingRow,
  later: CrossingRow,
  answered: z.object({ action: z.string(), at: Instant, by: z.string().optional() }).optional(),
});

const longestDays = 366;

/**
 * What a card needs by its kind, and days that make sense.
 * @throws Problem `checkpoints.holderMissing`, `checkpoints.plateWrong`,
 * `checkpoints.passEndsBeforeItBegins`
 */
export function demandPass(fields: PassFields): void {
  const { kind, identityNumber, plate, householdId } = fields;
  const holder = { person: identityNumber, vehicle: plate, household: householdId }[kind];
  if (!holder) throw problems.holderMissing();
  if (kind === "vehicle" && !isPlate(plate ?? "")) throw problems.plateWrong();
  demandDays(fields);
}

/** @throws Problem `checkpoints.passEndsBeforeItBegins` */
export function demandDays({
  validFrom,
  validUntil,
}: Pick<PassFields, "validFrom" | "validUntil">) {
  const days = daysBetween(validFrom, validUntil);
  if (days < 0 || days >= longestDays) throw problems.passEndsBeforeItBegins();
}

/** The state as it is shown: an issued card whose days are over has expired. */
export function passStateOn(
  state: Exclude<PassState, "expired">,
  validUntil: Day,
  today: Day,
): PassState {
  return state === "issued" && validUntil < today ? "expired" : state;
}
