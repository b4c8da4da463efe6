/** What may go wrong with records of rounds. */
import { z } from "zod";
import { Id } from "../kernel/ids.ts";
import { defineProblems } from "../kernel/problems.ts";

/** Targets, by id and, in one text, by name. */
const those = z.object({ targetIds: z.array(Id), names: z.string() });

export const problems = defineProblems("rounds", {
  targetNotFound: { status: 404 },
  recordNotFound: { status: 404 },
  /** No rule of the town's was ever called so by that day. */
  ruleUnknown: { status: 422 },
  /** The rule is about targets of another kind. */
  targetOfAnotherKind: { status: 422 },
  inFuture: { status: 422 },
  findingMissing: { status: 422 },
  /** Of that day and rule: more than once on one sheet, or at a minute that is recorded already. */
  targetTwice: { status: 422, details: those },
  /** As often as the rule owes it; once more is taken where it is said to be so. */
  doneAlready: { status: 409, details: those },
  makerNotFound: { status: 422 },
});
