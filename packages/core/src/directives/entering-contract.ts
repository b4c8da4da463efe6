/** What a unit says on the telephone, in person or on paper, entered for it by the office. */
import { z } from "zod";
import { Id } from "../kernel/ids.ts";
import { command } from "../kernel/procedure.ts";
import { Instant } from "../kernel/time.ts";
import { ActKind, longestFeedback, Reason, Way } from "./directive.ts";
import { issuers } from "./issuers.ts";
import { problems } from "./problems.ts";

export const enteringProcedures = {
  enter: command("POST", "/directives/{directiveId}/enter", {
    summary:
      "Enter for a unit that it confirms, feeds back or has finished; what follows confirms as well",
    access: issuers,
    journal: "directives.act.entered",
    input: z.object({
      directiveId: Id,
      unitId: Id,
      kind: ActKind,
      /** What was fed back, which has to be said, or what was done. */
      text: z.string().trim().max(longestFeedback).optional(),
      /** Who rang, as they said; `staffId` where they are of the unit. */
      saidBy: z.string().trim().min(1).max(40),
      staffId: Id.optional(),
      way: Way,
      /** When they rang, to the minute: not before the issue, not ahead. */
      saidAt: Instant,
    }),
    output: z.object({ actId: Id, isLate: z.boolean() }),
    problems: [
      problems.directiveNotFound,
      problems.directiveEnded,
      problems.alreadyConfirmed,
      problems.alreadyFinished,
      problems.saidBeforeIssue,
      problems.saidInFuture,
    ],
  }),
  withdrawEntry: command("POST", "/directives/{directiveId}/entries/{actId}/withdraw", {
    summary:
      "Take back what the office entered for a unit, while the directive stands; it stays to be read",
    access: issuers,
    journal: "directives.entry.withdrawn",
    input: z.object({ directiveId: Id, actId: Id, reason: Reason }),
    output: z.object({}),
    problems: [
      problems.directiveNotFound,
      problems.directiveEnded,
      problems.actNotFound,
      problems.actTakenBack,
      problems.stillBuiltOn,
    ],
  }),
};
