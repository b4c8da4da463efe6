/** What a phone holds of directives: those open for its owner's units (`directives.open`, version 2). */
import { z } from "zod";
import { Id } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import { DirectiveHead, Done, Entered } from "./directive.ts";

export const PulledDirective = DirectiveHead.omit({ state: true }).extend({
  text: z.string(),
  unitId: Id,
  unitName: z.string(),
  unitNameEn: z.string(),
  acknowledged: Done.optional(),
  finished: Done.extend({ note: z.string().optional() }).optional(),
  /** The unit's as it reads now, the latest first; a few. */
  feedback: z.array(
    z.object({
      actId: Id,
      text: z.string(),
      by: z.string(),
      at: Instant,
      entered: Entered.optional(),
      isCorrected: z.boolean(),
    }),
  ),
  /** Feedback and completions of the unit that were taken back. */
  takenBack: z.array(Id),
});
export type PulledDirective = z.infer<typeof PulledDirective>;
