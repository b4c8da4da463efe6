/** What can go wrong in the registers. */
import { z } from "zod";
import { Id } from "../kernel/ids.ts";
import { defineProblems, FieldProblem } from "../kernel/problems.ts";
import { BuiltOn } from "./history.ts";

export const problems = defineProblems("registry", {
  householdNotFound: { status: 404 },
  residentNotFound: { status: 404 },
  areaNotFound: { status: 422 },
  householdNumberTaken: { status: 409, details: z.object({ number: z.string() }) },
  identityNumberTaken: { status: 409, details: z.object({ residentId: Id, name: z.string() }) },
  /** By somebody outside the caller's part of the town, about whom nothing is told. */
  identityNumberTakenElsewhere: { status: 409 },
  identityNumberWrong: { status: 422, details: z.object({ fields: z.array(FieldProblem) }) },
  phoneWrong: { status: 422 },
  landlordNotFound: { status: 422 },
  proxyNotFound: { status: 422 },
  proxyIsSelf: { status: 422 },
  proxyPhoneWrong: { status: 422 },
  premisesNotFound: { status: 404 },
  creditCodeWrong: { status: 422, details: z.object({ fields: z.array(FieldProblem) }) },
  tooManyRecords: { status: 422, details: z.object({ atMost: z.number().int() }) },
  /** A day after the town's today. */
  stateInFuture: { status: 422 },
  householdNotEmpty: { status: 409, details: z.object({ members: z.number().int() }) },
  /** Two are needed to make one. */
  sameRecord: { status: 422 },
  /** The record became part of another. */
  residentMerged: { status: 409, details: z.object({ residentId: Id }) },
  /** A household, resident or premises, or the change of it that is spoken of. */
  recordNotFound: { status: 404 },
  /** `names` are the first few in words; `total` counts those not listed too. */
  builtOn: {
    status: 409,
    details: z.object({
      subjects: z.array(BuiltOn),
      total: z.number().int(),
      names: z.string(),
    }),
  },
  importNotFound: { status: 404 },
  /** `reason` and `mend` say it in the caller's language. */
  importFileUnreadable: {
    status: 422,
    details: z.object({ code: z.string(), reason: z.string(), mend: z.string() }),
  },
  /** `names` are the columns' names in the caller's language. */
  importColumnsMissing: {
    status: 422,
    details: z.object({ columns: z.array(z.string()), names: z.string() }),
  },
  importNotReady: { status: 409 },
  importOutdated: { status: 409 },
});
