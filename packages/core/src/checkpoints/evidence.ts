/** What somebody shows at a checkpoint. Holds nothing that says who it is. */
import { z } from "zod";
import { Instant } from "../kernel/time.ts";
import { PassVerdict } from "./pass-verdict.ts";

export const healthCodes = ["green", "amber", "red"] as const;
export const HealthCode = z.enum(healthCodes);
export type HealthCode = z.infer<typeof HealthCode>;

export const TestOutcome = z.enum(["negative", "positive", "pending"]);
export type TestOutcome = z.infer<typeof TestOutcome>;

/** A field that is absent was not looked at, or not shown. */
export const Evidence = z.object({
  celsius: z.number().min(34).max(43).optional(),
  hasSymptoms: z.boolean().optional(),
  hasMask: z.boolean().optional(),
  healthCode: HealthCode.optional(),
  test: z.object({ sampledAt: Instant, result: TestOutcome }).optional(),
  pass: PassVerdict.optional(),
  isIdentityCardShown: z.boolean().optional(),
  hasScannedVenueCode: z.boolean().optional(),
  /** One of the purposes the policy names, or anything else. */
  purpose: z.string().trim().min(1).max(60).optional(),
  /** Lives in the town, by the register or by what the guard knows. */
  isResident: z.boolean().optional(),
  /** Who it is has been written down. */
  isRegistered: z.boolean().optional(),
});
export type Evidence = z.infer<typeof Evidence>;
