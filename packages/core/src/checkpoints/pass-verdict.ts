/** What the reading of a pass comes to. */
import { z } from "zod";

export const passKinds = ["person", "vehicle", "household"] as const;
export const PassKind = z.enum(passKinds);
export type PassKind = z.infer<typeof PassKind>;

export const passRefusals = [
  "unreadable",
  "forged",
  "other-town",
  "not-yet",
  "expired",
  "revoked",
  "lost",
  "someone-else",
] as const;
export const PassRefusal = z.enum(passRefusals);
export type PassRefusal = z.infer<typeof PassRefusal>;

/** Valid, or refused with the reason. `serial` is the number of the card in its town. */
export const PassVerdict = z.discriminatedUnion("is", [
  z.object({
    is: z.literal("valid"),
    serial: z.int().min(1),
    kind: PassKind,
    /** One person every so many days; no limit when absent. */
    everyDays: z.int().min(1).max(14).optional(),
  }),
  z.object({ is: z.literal("refused"), why: PassRefusal, serial: z.int().min(1).optional() }),
]);
export type PassVerdict = z.infer<typeof PassVerdict>;
