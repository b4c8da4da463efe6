import { z } from "zod";
import { defineProblems } from "../kernel/problems.ts";

/** What can be wrong with the time at which something is asked of an import, or what became of it. */
export const importProblems = defineProblems("import", {
  /** It is being read or written. */
  busy: { status: 409 },
  /** The background tried several times, and was broken off each time. */
  givenUp: { status: 500, details: z.object({ reference: z.string() }) },
  /** It was not written, or has been undone. */
  notWritten: { status: 409 },
});
