/** The tree of areas from a spreadsheet, and back into one. */
import { z } from "zod";
import { onTown, signedIn } from "../kernel/access.ts";
import { query } from "../kernel/procedure.ts";
import { sheetProcedures, sheetUndo } from "../kernel/sheet-contract.ts";
import { sheetProblems } from "../kernel/sheet-problems.ts";

const sheetOf = { path: "/organization/areas", access: onTown("director", "office") } as const;
const sheet = sheetProcedures({
  ...sheetOf,
  what: "villages and grids",
  journal: "organization.area.imported",
});

export const areaImportProcedures = {
  areaFile: query("/organization/areas/file", {
    summary: "The tree of areas as a spreadsheet, in the form it can be brought back in",
    access: signedIn,
    input: z.object({}),
    output: z.file(),
  }),
  previewAreaImport: sheet.preview,
  rejectedAreaRows: sheet.rejected,
  importAreas: sheet.bringIn,
  areaImports: sheet.brought,
  undoAreaImport: sheetUndo({
    ...sheetOf,
    journal: "organization.area.importUndone",
    problems: [sheetProblems.builtOn],
  }),
};
