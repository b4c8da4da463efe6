/**
 * Lists of a few thousand lines brought in from a spreadsheet: looked at line by line, then written in
 * one transaction as they were looked at. The file is sent for each; none is kept.
 */
import { z } from "zod";
import type { Access } from "./access.ts";
import { Id } from "./ids.ts";
import type { ProblemKind } from "./problems.ts";
import { command, query } from "./procedure.ts";
import { sheetProblems } from "./sheet-problems.ts";
import { Instant } from "./time.ts";

export const SheetFate = z.enum(["new", "changed", "same", "rejected"]);

/** read = new + changed + same + rejected, always. */
export const SheetCounts = z.object({
  read: z.number().int(),
  new: z.number().int(),
  changed: z.number().int(),
  same: z.number().int(),
  rejected: z.number().int(),
});

export const SheetLine = z.object({
  /** The line in the sheet; with the sheet's name where several are read. */
  where: z.string(),
  fate: SheetFate,
  /** What it is about, as it is called before; for a rejected line as far as that can be told. */
  name: z.string(),
  /** What kind of thing that is, and where it is, in words. */
  kind: z.string().optional(),
  place: z.string().optional(),
  changes: z.array(
    z.object({ field: z.string(), label: z.string(), from: z.string(), to: z.string() }),
  ),
  /** Why it is rejected, or what to know of it. */
  reasons: z.array(z.object({ code: z.string(), text: z.string() })),
});
export type SheetLine = z.infer<typeof SheetLine>;

export const SheetPreview = z.object({
  sheetName: z.string(),
  headerLine: z.number().int(),
  /** The columns of the first sheet that is read; `column` is absent where nothing is read of it. */
  columns: z.array(z.object({ header: z.string(), column: z.string().optional() })),
  counts: SheetCounts,
  rows: z.array(SheetLine),
  /** What there is to know of the whole, in words. */
  notes: z.array(z.string()),
  hiddenRows: z.number().int(),
  unreadSheets: z.array(z.string()),
  /** Names the plan: confirming does this and nothing else. */
  plan: z.string(),
});
export type SheetPreview = z.infer<typeof SheetPreview>;

/** An import that was written. */
export const SheetImport = z.object({
  importId: Id,
  fileName: z.string(),
  counts: SheetCounts,
  at: Instant,
  by: z.string().optional(),
  undoneAt: Instant.optional(),
});
export type SheetImport = z.infer<typeof SheetImport>;

const unread = [sheetProblems.unreadable, sheetProblems.headerMissing];
const looked = z.object({ file: z.file() });

interface SheetOf {
  /** Where the list itself is: `/organization/staff` */
  path: `/${string}`;
  /** In the summaries: a spreadsheet of … */
  what: string;
  access: Access;
  journal: string;
}

/** Preview, confirmation, the rejected lines, and what was brought in so far. */
export function sheetProcedures({ path, what, access, journal }: SheetOf) {
  return {
    preview: query(`${path}/import-preview`, {
      summary: `What a spreadsheet of ${what} would change, line by line; changes nothing`,
      method: "POST",
      access,
      input: looked,
      output: SheetPreview,
      problems: unread,
    }),
    rejected: query(`${path}/import-rejected`, {
      summary: `The lines of a spreadsheet of ${what} that would be rejected, as a spreadsheet with the reasons`,
      method: "POST",
      access,
      input: looked,
      output: z.file(),
      problems: unread,
    }),
    bringIn: command("POST", `${path}/import`, {
      summary: "Do what the preview of this file said, in one transaction",
      access,
      journal,
      input: z.object({ file: z.file(), plan: z.string().max(100) }),
      output: SheetCounts.extend({ importId: Id }),
      problems: [...unread, sheetProblems.outdated],
    }),
    brought: query(`${path}/imports`, {
      summary: `The last spreadsheets of ${what} that were brought in, newest first`,
      access,
      input: z.object({}),
      output: z.object({ imports: z.array(SheetImport) }),
    }),
  };
}

/** Taking one back as a whole. */
export function sheetUndo({
  path,
  access,
  journal,
  problems,
}: Omit<SheetOf, "what"> & { problems: readonly ProblemKind[] }) {
  return command("POST", `${path}/imports/{importId}/undo`, {
    summary: "Put everything back as it was before a spreadsheet, unless something was built on it",
    access,
    journal,
    input: z.object({ importId: Id }),
    output: z.object({ restored: z.number().int() }),
    problems: [sheetProblems.importNotFound, ...problems],
  });
}
