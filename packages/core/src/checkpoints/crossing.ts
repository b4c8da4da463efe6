/** A crossing (拦问测登放): somebody, or a vehicle or boat with people in it, at a checkpoint. */
import { z } from "zod";
import { Id } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import { outcomes, reasonCodes } from "./decision.ts";
import { Evidence } from "./evidence.ts";

export const Direction = z.enum(["in", "out"]);
export const Outcome = z.enum(outcomes);
export const ReasonCode = z.enum(reasonCodes);

/** Stop, ask, measure, register, let pass. */
export const steps = ["stop", "ask", "measure", "register", "pass"] as const;
export const Step = z.enum(steps);
export type Step = z.infer<typeof Step>;

/** Let pass, or held, otherwise than the rules say: why, and who answers for it. */
export const Override = z.object({
  reason: z.string().trim().min(2).max(100),
  allowedBy: z.string().trim().min(2).max(40),
});

const evidence = Evidence.omit({ pass: true });

/** One person who crosses, on foot or in a vehicle. */
export const CrossingPerson = evidence.extend({
  name: z.string().trim().min(1).max(40).optional(),
  identityNumber: z.string().trim().max(40).optional(),
  /**
   * The last six characters of the identity card, where the whole number is not written down: a card
   * is held against them, and they are not kept.
   */
  identityEnding: z
    .string()
    .trim()
    .regex(/^\d{5}[\dXx]$/)
    .optional(),
  phone: z.string().trim().max(20).optional(),
  /** Where from; national division, 6 digits. */
  originCode: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  /** Where the person has been lately, in words; kept sealed. */
  itinerary: z.string().trim().max(200).optional(),
  /** What the QR code of the pass says; or the number on it, where the code can't be read. */
  passText: z.string().trim().max(400).optional(),
  steps: z.array(Step).max(5).default(["stop", "ask", "measure", "register", "pass"]),
  /** What was done at the post. */
  outcome: Outcome,
  override: Override.optional(),
});
export type CrossingPerson = z.infer<typeof CrossingPerson>;

export const CrossingVehicle = z.object({
  kind: z.enum(["vehicle", "boat"]),
  /** Number plate, or the boat's name or number. */
  plate: z.string().trim().min(1).max(20),
  passText: z.string().trim().max(400).optional(),
});

/**
 * Everything one crossing is made of; the write's id is the crossing's own, made by the device before
 * the first try. `others` are people in the vehicle who were counted and not written down.
 */
export const crossingFields = z.object({
  checkpointId: Id,
  direction: Direction,
  /** By the device's clock. */
  crossedAt: Instant,
  /** Which device, where there are several at one post. */
  device: z.string().trim().max(40).optional(),
  vehicle: CrossingVehicle.optional(),
  people: z.array(CrossingPerson).max(60),
  others: z.int().min(0).max(200).default(0),
  /** The people were told of the rules (宣传引导). */
  isInformed: z.boolean().default(false),
});
export type CrossingFields = z.infer<typeof crossingFields>;

export const CrossingReason = z.object({
  code: ReasonCode,
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** One line of a crossing: a person, or the vehicle itself. */
export const CrossingRow = z.object({
  crossingId: Id,
  /** 0 for somebody on foot or the vehicle itself, from 1 for those in it. */
  line: z.int(),
  checkpointId: Id,
  checkpointName: z.string(),
  checkpointNameEn: z.string().optional(),
  areaId: Id,
  subject: z.enum(["person", "vehicle", "boat"]),
  direction: Direction,
  crossedAt: Instant,
  receivedAt: Instant,
  name: z.string().optional(),
  identityMasked: z.string().optional(),
  plate: z.string().optional(),
  /** Of a vehicle: everybody in it. */
  peopleInside: z.int().optional(),
  celsius: z.number().optional(),
  outcome: Outcome,
  /** What the rules said; differs where somebody overrode them or the device held older rules. */
  ruled: Outcome,
  reasons: z.array(CrossingReason),
  override: Override.optional(),
  recordedBy: z.string().optional(),
  /** Does not count any more: corrected, taken back, or the same as another. */
  replaced: z
    .object({ why: z.enum(["corrected", "void", "double"]), by: Id.optional() })
    .optional(),
  followUp: z.object({ action: z.string(), at: Instant, by: z.string().optional() }).optional(),
});
export type CrossingRow = z.infer<typeof CrossingRow>;
