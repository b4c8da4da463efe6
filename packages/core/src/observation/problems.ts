/** What may go wrong with orders, readings and alerts. */
import { z } from "zod";
import { Id } from "../kernel/ids.ts";
import { defineProblems } from "../kernel/problems.ts";
import { Day } from "../kernel/time.ts";

export const problems = defineProblems("observation", {
  orderNotFound: { status: 404 },
  orderExists: { status: 409, details: z.object({ orderId: Id }) },
  notRestricted: { status: 409 },
  beyondPolicy: { status: 422, details: z.object({ latestEndDay: Day }) },
  endBeforeStart: { status: 422 },
  alreadyEnded: { status: 409 },
  tooEarlyToRelease: { status: 409, details: z.object({ endDay: Day }) },
  checklistIncomplete: { status: 422, details: z.object({ items: z.array(z.string()) }) },
  readingNotFound: { status: 404 },
  readingOutsideOrder: { status: 422 },
  readingInFuture: { status: 422 },
  alertNotFound: { status: 404 },
  alertDone: { status: 409 },
  notReleased: { status: 409 },
});
