/** The tree of areas from a spreadsheet, and back into one. */
import { z } from "zod";
import { onTown, signedIn } from "../kernel/access.ts";
import { query } from "../kernel/procedure.ts";
import { sheetProcedures } from "../kernel/sheet-contract.ts";

const sheet = sheetProcedures({
  path: "/organization/areas",
  what: "villages and grids",
  access: onTown("director", "office"),
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
};
