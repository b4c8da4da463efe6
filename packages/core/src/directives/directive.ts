/** What a directive is made of, and how a unit stands with it. */
import { z } from "zod";
import { Id } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";

export const DirectiveState = z.enum(["standing", "withdrawn", "superseded"]);

/** How far a unit has come: each step includes those before it. */
export const UnitStep = z.enum(["waiting", "confirmed", "fed-back", "finished"]);
export type UnitStep = z.infer<typeof UnitStep>;

/** How the office heard of what it entered for a unit. */
export const Way = z.enum(["telephone", "in-person", "paper"]);
export type Way = z.infer<typeof Way>;

/** That the office entered it, for whoever had no phone to do it. */
export const Entered = z.object({ by: z.string(), way: Way });
export type Entered = z.infer<typeof Entered>;

/** Something a unit did: by whom, by their device's clock and by ours. */
export const Done = z.object({
  actId: Id,
  /** Of what the office entered: who rang, as they said. */
  by: z.string(),
  /** By the device's clock, or as it was said, held between the issue and the receipt. */
  at: Instant,
  receivedAt: Instant,
  /** Whether the time set for it was over then. */
  isLate: z.boolean(),
  entered: Entered.optional(),
});
export type Done = z.infer<typeof Done>;

/** An act was taken back, or was to be read in other words from then on. */
export const Amendment = z.object({
  by: z.string(),
  at: Instant,
  reason: z.string(),
  /** How it read before. */
  before: z.string().optional(),
  isTakenBack: z.boolean(),
});
export type Amendment = z.infer<typeof Amendment>;

export const ActKind = z.enum(["acknowledgement", "feedback", "completion"]);
export type ActKind = z.infer<typeof ActKind>;

/** Whatever a unit did with a directive, whether it stands or not. */
export const UnitAct = Done.extend({
  kind: ActKind,
  unitId: Id,
  unitName: z.string(),
  unitNameEn: z.string(),
  /** As it reads now. */
  text: z.string().optional(),
  /** The first one first. */
  amendments: z.array(Amendment),
  isTakenBack: z.boolean(),
});
export type UnitAct = z.infer<typeof UnitAct>;

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
export const NoteText = z.string().trim().max(longestNote);
/** Why something is taken back or put right. */
export const Reason = z.string().trim().min(2).max(200);
