import { z } from "zod";
import { Id } from "../kernel/ids.ts";
import { defineProblems, FieldProblem } from "../kernel/problems.ts";

/** What stands in the way, by kind; `text` says the same in the caller's language. */
const heldRecords = z.object({
  records: z.array(z.object({ kind: z.string(), count: z.number() })),
  text: z.string(),
});

export const problems = defineProblems("organization", {
  wrongFoundingCode: { status: 403 },
  alreadyFounded: { status: 409 },
  townFileInvalid: { status: 422, details: z.object({ fields: z.array(FieldProblem) }) },
  areaNotFound: { status: 404 },
  areaNameTaken: { status: 409, details: z.object({ name: z.string() }) },
  areaInUse: { status: 409, details: heldRecords },
  mergeMisplaced: { status: 422 },
  areaKindMisplaced: { status: 422 },
  boundaryInvalid: {
    status: 422,
    details: z.object({
      areaId: Id,
      name: z.string(),
      reason: z.string(),
      at: z.array(z.number()).optional(),
      text: z.string(),
    }),
  },
  unitNotFound: { status: 404 },
  unitInUse: { status: 409, details: heldRecords },
  unitMisplaced: { status: 422 },
  staffNotFound: { status: 404 },
  levelUnknown: { status: 422 },
  levelNameTaken: { status: 409, details: z.object({ name: z.string() }) },
  chainFull: { status: 409, details: z.object({ most: z.number() }) },
  lastLevel: { status: 409 },
  targetNotFound: { status: 404 },
  groupUnknown: { status: 422 },
  handOverToSelf: { status: 422 },
  assignmentNotFound: { status: 404 },
});
