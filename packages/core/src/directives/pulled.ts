/** What a phone holds of directives: those open for its owner's units (`directives.open`, version 1). */
import { z } from "zod";
import { Id } from "../kernel/ids.ts";
import { DirectiveHead, Done, Feedback } from "./directive.ts";

export const PulledDirective = DirectiveHead.omit({ state: true }).extend({
  text: z.string(),
  unitId: Id,
  unitName: z.string(),
  unitNameEn: z.string(),
  acknowledged: Done.optional(),
  finished: Done.optional(),
  /** The unit's, the latest first; a few. */
  feedback: z.array(Feedback.pick({ feedbackId: true, text: true, by: true, at: true })),
});
export type PulledDirective = z.infer<typeof PulledDirective>;
