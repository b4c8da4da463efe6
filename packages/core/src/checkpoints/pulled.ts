/**
 * What a guard's phone holds so that people can be let pass without a network: where the guard stands
 * (`checkpoints.posts`, version 1), the rules of the next days (`checkpoints.rules`, version 1), what
 * passes are checked with (`checkpoints.kit`, version 1), whose passes are shown there often
 * (`checkpoints.travellers`, version 1), and the guard's own turns (`checkpoints.shifts`, version 1).
 */
import { z } from "zod";
import { Id } from "../kernel/ids.ts";
import { Day, Instant } from "../kernel/time.ts";
import { RiskRegion } from "../policy/assessment-rule.ts";
import { CheckpointDemands } from "../policy/rules-data.ts";
import { CheckpointKind, HourCount } from "./checkpoint.ts";
import { Evidence } from "./evidence.ts";
import { PassKind } from "./pass-verdict.ts";
import { RevocationList } from "./revocation.ts";

/** Whom a guard calls: a doctor, or who answers for the place. */
export const Callee = z.object({
  is: z.enum(["medic", "responsible"]),
  name: z.string(),
  phone: z.string(),
});
export type Callee = z.infer<typeof Callee>;

/** A checkpoint that stands today. */
export const PulledPost = z.object({
  checkpointId: Id,
  name: z.string(),
  nameEn: z.string().optional(),
  kind: CheckpointKind,
  areaId: Id,
  areaName: z.string(),
  areaNameEn: z.string(),
  callees: z.array(Callee),
  /** Of the town's day, as the server has them. */
  counts: z.object({ day: Day, hours: z.array(HourCount) }),
});
export type PulledPost = z.infer<typeof PulledPost>;

/** A turn of the phone's owner that has not ended, with whom it is stood. */
export const PulledShift = z.object({
  shiftId: Id,
  checkpointId: Id,
  name: z.string(),
  nameEn: z.string().optional(),
  startsAt: Instant,
  endsAt: Instant,
  isLeader: z.boolean(),
  /** The others' names. */
  others: z.array(z.string()),
});
export type PulledShift = z.infer<typeof PulledShift>;

/** By day: as much of the policy as a decision at a checkpoint needs. */
export const PulledRules = z.object({
  day: Day,
  checkpoint: CheckpointDemands,
  readings: z.object({ feverCelsius: z.number() }),
  riskRegions: z.array(RiskRegion),
});
export type PulledRules = z.infer<typeof PulledRules>;

/** One for the town. */
export const PulledKit = z.object({
  townId: Id,
  /** Public Ed25519 keys of the town's passes, 32 bytes each in Base45. */
  passKeys: z.array(z.string()),
  revocations: RevocationList,
});
export type PulledKit = z.infer<typeof PulledKit>;

/** A card in force that was shown here within the last week, with the latest known of its holder. */
export const PulledTraveller = z.object({
  serial: z.int().min(1),
  kind: PassKind,
  name: z.string(),
  /** Of a vehicle's card, as its code has it: so a typed number too is held against the plate. */
  holder: z.string().optional(),
  crossingsInWeek: z.int(),
  /** One person every so many days. */
  everyDays: z.int().min(1).max(14).optional(),
  /** By this card, anywhere in the town. */
  lastOutAt: Instant.optional(),
  test: Evidence.shape.test,
  healthCode: Evidence.shape.healthCode,
});
export type PulledTraveller = z.infer<typeof PulledTraveller>;
