/** The tree of areas from a spreadsheet, and back into one. */
import { z } from "zod";
import { onTown, signedIn } from "../kernel/access.ts";
import { command, query } from "../kernel/procedure.ts";
import { AreaKind } from "./area-contract.ts";
import { areaColumns } from "./area-sheet-columns.ts";
import { problems } from "./problems.ts";

/** read = new + changed + same + rejected, always. */
const Counts = z.object({
  read: z.number().int(),
  new: z.number().int(),
  changed: z.number().int(),
  same: z.number().int(),
  rejected: z.number().int(),
});

const Told = z.object({ code: z.string(), text: z.string() });

export const AreaImportRow = z.object({
  /** The line in the sheet; with the sheet's name where several are read. */
  where: z.string(),
  fate: z.enum(["new", "changed", "same", "rejected"]),
  /** The area as it is before; for a rejected line what it calls it, as far as that can be told. */
  name: z.string(),
  kind: AreaKind.optional(),
  parentName: z.string().optional(),
  changes: z.array(
    z.object({
      field: z.enum(["name", "nameEn", "kind", "parent"]),
      from: z.string(),
      to: z.string(),
    }),
  ),
  /** Why it is rejected, or what to know of it. */
  reasons: z.array(Told),
});
export type AreaImportRow = z.infer<typeof AreaImportRow>;

export const AreaImportPreview = z.object({
  sheetName: z.string(),
  headerLine: z.number().int(),
  columns: z.array(z.object({ header: z.string(), column: z.enum(areaColumns).optional() })),
  counts: Counts,
  rows: z.array(AreaImportRow),
  /** Villages that no line of their own adds; a grid's line brings them along. */
  alsoAdded: z.array(z.string()),
  hiddenRows: z.number().int(),
  unreadSheets: z.array(z.string()),
  /** Names the plan: confirming does this and nothing else. */
  plan: z.string(),
});
export type AreaImportPreview = z.infer<typeof AreaImportPreview>;

const fileProblems = [problems.areaFileUnreadable, problems.areaFileWithoutNames];

export const areaImportProcedures = {
  areaFile: query("/organization/areas/file", {
    summary: "The tree of areas as a spreadsheet, in the form it can be brought back in",
    access: signedIn,
    input: z.object({}),
    output: z.file(),
  }),
  previewAreaImport: query("/organization/areas/import-preview", {
    summary: "What a spreadsheet of villages and grids would change, line by line; changes nothing",
    method: "POST",
    access: onTown("director", "office"),
    input: z.object({ file: z.file() }),
    output: AreaImportPreview,
    problems: fileProblems,
  }),
  importAreas: command("POST", "/organization/areas/import", {
    summary: "Change the tree as the preview of this file said, in one transaction",
    access: onTown("director", "office"),
    journal: "organization.area.imported",
    input: z.object({ file: z.file(), plan: z.string().max(100) }),
    output: Counts,
    problems: [...fileProblems, problems.areaImportOutdated],
  }),
};
