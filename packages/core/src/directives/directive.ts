/** What a directive is made of, and how a unit stands with it. */
import { z } from "zod";
import { Id } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";

export const DirectiveState = z.enum(["standing", "withdrawn", "superseded"]);

/** How far a unit has come: each step includes those before it. */
export const UnitStep = z.enum(["waiting", "confirmed", "fed-back", "finished"]);
export type UnitStep = z.infer<typeof UnitStep>;

/** Something a unit did: by whom, by their device's clock and by ours. */
export const Done = z.object({
  by: z.string(),
  /** By the device's clock, held between the issue and the receipt. */
  at: Instant,
  receivedAt: Instant,
  /** Whether the time set for it was over by the device's clock. */
  isLate: z.boolean(),
});
export type Done = z.infer<typeof Done>;

export const Feedback = z.object({
  feedbackId: Id,
  unitId: Id,
  unitName: z.string(),
  unitNameEn: z.string(),
  text: z.string(),
  by: z.string(),
  at: Instant,
  receivedAt: Instant,
});

export const UnitProgress = z.object({
  unitId: Id,
  /** As it was called when the directive was issued. */
  name: z.string(),
  nameEn: z.string(),
  step: UnitStep,
  /** Hasn't confirmed, though the time for it is over. */
  isOverdue: z.boolean(),
  acknowledged: Done.optional(),
  feedback: z.object({ count: z.number().int(), lastText: z.string(), lastAt: Instant }).optional(),
  finished: Done.extend({ note: z.string().optional() }).optional(),
});
export type UnitProgress = z.infer<typeof UnitProgress>;

/** What is said of a directive wherever it is shown. */
export const DirectiveHead = z.object({
  directiveId: Id,
  number: z.string(),
  title: z.string(),
  issuedAt: Instant,
  issuedBy: z.string(),
  confirmBy: Instant,
  finishBy: Instant.optional(),
  state: DirectiveState,
});

/** The paper as it was issued, and how it ended. */
export const DirectivePaper = DirectiveHead.extend({
  text: z.string(),
  /** The one it replaces. */
  replaces: z.object({ directiveId: Id, number: z.string() }).optional(),
  replacedBy: z.object({ directiveId: Id, number: z.string() }).optional(),
  withdrawn: z.object({ at: Instant, by: z.string(), reason: z.string() }).optional(),
});
export type DirectivePaper = z.infer<typeof DirectivePaper>;

export const Acknowledged = z.object({
  /** Whose confirmation stands for the unit: the caller's, or that of somebody who was first. */
  by: z.string(),
  at: Instant,
  isYours: z.boolean(),
  isLate: z.boolean(),
});

export const longestText = 4_000;
export const longestFeedback = 1_000;
export const longestNote = 500;

export const FeedbackText = z.string().trim().min(2).max(longestFeedback);
