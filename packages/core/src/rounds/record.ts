/** What a record of a round says; the same for phones, desk and server. */
import { z } from "zod";
import { Instant } from "../kernel/time.ts";

const Words = z.object({
  zh: z.string().trim().min(1).max(300),
  en: z.string().trim().min(1).max(600),
});

/** An item of the rule's checklist, in the words it had, and whether it was as it should be. */
export const RoundCheck = z.object({ item: Words, isMet: z.boolean() });
export type RoundCheck = z.infer<typeof RoundCheck>;

/** A question the rule puts to whoever is met, in the words it had. */
export const RoundAnswer = z.object({ question: Words, isYes: z.boolean() });
export type RoundAnswer = z.infer<typeof RoundAnswer>;

/** Done; or nobody was met, the door was shut: it was tried, and is still owed. */
export const RoundOutcome = z.enum(["done", "not-met"]);
export type RoundOutcome = z.infer<typeof RoundOutcome>;

export const longestRemark = 300;
export const Remark = z.string().trim().min(1).max(longestRemark);

export const roundSaid = {
  doneAt: Instant,
  outcome: RoundOutcome.default("done"),
  checks: z.array(RoundCheck).max(20).default([]),
  answers: z.array(RoundAnswer).max(20).default([]),
  /** What was found not to be in order; demanded where a check is not met. */
  finding: Remark.optional(),
  note: Remark.optional(),
};
