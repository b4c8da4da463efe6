import { z } from "zod";
import { defineProblems, FieldProblem } from "../kernel/problems.ts";

export const problems = defineProblems("organization", {
  wrongFoundingCode: { status: 403 },
  alreadyFounded: { status: 409 },
  townFileInvalid: { status: 422, details: z.object({ fields: z.array(FieldProblem) }) },
  areaNotFound: { status: 404 },
  areaNameTaken: { status: 409, details: z.object({ name: z.string() }) },
  areaInUse: {
    status: 409,
    // `text`: the same in the caller's language.
    details: z.object({
      records: z.array(z.object({ kind: z.string(), count: z.number() })),
      text: z.string(),
    }),
  },
  mergeMisplaced: { status: 422 },
  areaKindMisplaced: { status: 422 },
  unitNotFound: { status: 404 },
  staffNotFound: { status: 404 },
  levelUnknown: { status: 422 },
  targetNotFound: { status: 404 },
  groupUnknown: { status: 422 },
  handOverToSelf: { status: 422 },
  assignmentNotFound: { status: 404 },
});
