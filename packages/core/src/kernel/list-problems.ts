/** What can go wrong in taking a list out. */
import { z } from "zod";
import { defineProblems } from "./problems.ts";

export const listProblems = defineProblems("lists", {
  wholeNumbersForbidden: { status: 403 },
  tooLongForPaper: { status: 422, details: z.object({ most: z.number().int() }) },
});
