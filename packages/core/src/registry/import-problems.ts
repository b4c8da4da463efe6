import { defineProblems } from "../kernel/problems.ts";

/** What can be wrong with the time at which something is asked of an import. */
export const importProblems = defineProblems("import", {
  /** It is being read or written. */
  busy: { status: 409 },
  /** It was not written, or has been undone. */
  notWritten: { status: 409 },
});
