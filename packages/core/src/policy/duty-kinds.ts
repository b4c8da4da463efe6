/** What may be owed, and on what; in words of their own, so that a phone needn't load a whole policy. */
import { z } from "zod";

export const DutyKind = z.enum([
  "temperature",
  "temperature-and-registration",
  "health-check",
  "service-visit",
  "errand",
  "mobile-market",
  "disinfection",
  "patrol",
  "closed-check",
  "door-knock",
  "broadcast",
]);
export type DutyKind = z.infer<typeof DutyKind>;
export const DutyTarget = z.enum([
  "observed-person",
  "observed-household",
  "nursing-home-resident",
  "vulnerable-household",
  "household",
  "village",
  "public-place",
  "market",
  "street-premises",
  "suspended-place",
  "government-office",
  "government-gate-visitor",
  "checkpoint",
]);
export type DutyTarget = z.infer<typeof DutyTarget>;
