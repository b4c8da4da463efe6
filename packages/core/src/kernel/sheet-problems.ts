/** What can go wrong with a list brought in from a spreadsheet. */
import { z } from "zod";
import { Id } from "./ids.ts";
import { defineProblems } from "./problems.ts";

export const sheetProblems = defineProblems("sheet", {
  /** `reason` and `mend` say it in the caller's language. */
  unreadable: {
    status: 422,
    details: z.object({ code: z.string(), reason: z.string(), mend: z.string() }),
  },
  /** Columns by their names in the caller's language: one of `needed`, and what there may be beside. */
  headerMissing: { status: 422, details: z.object({ needed: z.string(), more: z.string() }) },
  /** What is kept has changed since the preview, or the file isn't the one that was looked at. */
  outdated: { status: 409 },
  importNotFound: { status: 404 },
  /** `names` are the first few that somebody has changed or tied since; `total` counts all. */
  builtOn: {
    status: 409,
    details: z.object({
      some: z.array(z.object({ id: Id, name: z.string() })),
      names: z.string(),
      total: z.number().int(),
    }),
  },
});
