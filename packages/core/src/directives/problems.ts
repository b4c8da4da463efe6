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
  /** What is to be taken back or put right isn't there, is another unit's, or can't be. */
  actNotFound: { status: 404 },
  actTakenBack: { status: 409 },
  /** A confirmation on which feedback or a completion stands. */
  stillBuiltOn: { status: 409 },
  alreadyConfirmed: { status: 409 },
  alreadyFinished: { status: 409 },
  saidBeforeIssue: { status: 422 },
  saidInFuture: { status: 422 },
});
