/** What may go wrong with records of rounds. */
import { defineProblems } from "../kernel/problems.ts";

export const problems = defineProblems("rounds", {
  targetNotFound: { status: 404 },
  recordNotFound: { status: 404 },
  /** No rule of the town's was ever called so by that day. */
  ruleUnknown: { status: 422 },
  /** The rule is about targets of another kind. */
  targetOfAnotherKind: { status: 422 },
  inFuture: { status: 422 },
  findingMissing: { status: 422 },
});
