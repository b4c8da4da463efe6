/** What may go wrong with directives. */
import { z } from "zod";
import { defineProblems } from "../kernel/problems.ts";
import { Instant } from "../kernel/time.ts";

export const problems = defineProblems("directives", {
  /** There is none, or it is not addressed to the unit, or the caller is not of the unit. */
  directiveNotFound: { status: 404 },
  directiveEnded: { status: 409, details: z.object({ at: Instant }) },
  nobodyToReach: { status: 422 },
  confirmByTooSoon: { status: 422 },
  finishBeforeConfirm: { status: 422 },
  notAcknowledged: { status: 409 },
});
