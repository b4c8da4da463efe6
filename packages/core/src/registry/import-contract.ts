import { z } from "zod";
import { onTown } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import { PageInput, pageOf } from "../kernel/page.ts";
import { command, query } from "../kernel/procedure.ts";
import { Instant } from "../kernel/time.ts";
import { problems } from "./problems.ts";

/** The columns a register may bring; `ignore` leaves a column out. */
export const importColumns = [
  "householdNumber",
  "area",
  "group",
  "address",
  "name",
  "identityNumber",
  "sex",
  "birthday",
  "phone",
  "relation",
  "residence",
  "occupation",
  "vulnerability",
  "registeredPlace",
  "livingPlace",
  "tenancy",
  "listedTrade",
  "commute",
  "commutePlace",
  "proxyName",
  "proxyPhone",
  "proxyRelation",
  "note",
] as const;
export const ImportColumn = z.enum(importColumns);
export type ImportColumn = z.infer<typeof ImportColumn>;

export const ImportFate = z.enum(["new", "changed", "same", "rejected"]);
export const ImportState = z.enum(["reading", "ready", "confirmed", "discarded", "failed"]);

export const Import = z.object({
  importId: Id,
  state: ImportState,
  fileName: z.string(),
  startedAt: Instant,
  confirmedAt: Instant.optional(),
  sheetName: z.string().optional(),
  /** 1-based line of the header row in the sheet. */
  headerLine: z.number().int().optional(),
  columns: z.array(
    z.object({
      index: z.number().int(),
      header: z.string(),
      samples: z.array(z.string()),
      column: ImportColumn.optional(),
    }),
  ),
  missingColumns: z.array(ImportColumn),
  /** read = new + changed + same + rejected, always. */
  counts: z
    .object({
      read: z.number().int(),
      new: z.number().int(),
      changed: z.number().int(),
      same: z.number().int(),
      rejected: z.number().int(),
    })
    .optional(),
  hiddenRows: z.number().int().optional(),
  /** Sheets of the file that are not part of the import, with how many filled rows each has. */
  unreadSheets: z.array(
    z.object({ name: z.string(), rows: z.number().int(), isHidden: z.boolean() }),
  ),
  problem: z.object({ code: z.string(), message: z.string(), mend: z.string() }).optional(),
});
export type Import = z.infer<typeof Import>;

export const ImportRow = z.object({
  /** Where several sheets of one form are read together: which one. */
  sheet: z.string().optional(),
  /** 1-based line in the sheet. */
  line: z.number().int(),
  fate: ImportFate,
  values: z.partialRecord(ImportColumn, z.string()),
  /** Changed rows: what the register holds and what the file says. */
  changes: z.array(z.object({ column: ImportColumn, from: z.string(), to: z.string() })),
  reasons: z.array(
    z.object({ column: ImportColumn.optional(), code: z.string(), text: z.string() }),
  ),
});

export const importProcedures = {
  startImport: command("POST", "/registry/imports", {
    summary: "Upload a register (xlsx or csv); reads and checks every row, writes none",
    access: onTown("director", "office"),
    journal: "registry.import.started",
    input: z.object({ file: z.file() }),
    output: z.object({ importId: Id }),
    problems: [problems.importFileUnreadable],
  }),
  imports: query("/registry/imports", {
    summary: "Imports, newest first",
    access: onTown("director", "office"),
    input: PageInput,
    output: pageOf(Import),
  }),
  import: query("/registry/imports/{importId}", {
    summary: "One import: state, columns, counts",
    access: onTown("director", "office"),
    input: z.object({ importId: Id }),
    output: Import,
    problems: [problems.importNotFound],
  }),
  importRows: query("/registry/imports/{importId}/rows", {
    summary: "The import's rows with their fates",
    access: onTown("director", "office"),
    input: PageInput.extend({ importId: Id, fate: ImportFate.optional() }),
    output: pageOf(ImportRow),
    problems: [problems.importNotFound],
  }),
  setImportColumns: command("PUT", "/registry/imports/{importId}/columns", {
    summary: "Match columns by hand; every row is checked anew, also when no column is named",
    access: onTown("director", "office"),
    journal: "registry.import.matched",
    input: z.object({
      importId: Id,
      columns: z.array(
        z.object({ index: z.number().int().min(0), column: ImportColumn.nullable() }),
      ),
    }),
    output: z.object({}),
    problems: [problems.importNotFound, problems.importNotReady],
  }),
  confirmImport: command("POST", "/registry/imports/{importId}/confirm", {
    summary: "Write the new and changed rows in one transaction",
    access: onTown("director", "office"),
    journal: "registry.import.confirmed",
    input: z.object({ importId: Id }),
    output: z.object({
      read: z.number().int(),
      new: z.number().int(),
      changed: z.number().int(),
      same: z.number().int(),
      rejected: z.number().int(),
    }),
    problems: [
      problems.importNotFound,
      problems.importNotReady,
      problems.importColumnsMissing,
      problems.importOutdated,
    ],
  }),
  discardImport: command("POST", "/registry/imports/{importId}/discard", {
    summary: "Throw an unconfirmed import away",
    access: onTown("director", "office"),
    journal: "registry.import.discarded",
    input: z.object({ importId: Id }),
    output: z.object({}),
    problems: [problems.importNotFound, problems.importNotReady],
  }),
  rejectedRows: query("/registry/imports/{importId}/rejected", {
    summary: "The rejected rows as a spreadsheet with a column of reasons",
    access: onTown("director", "office"),
    input: z.object({ importId: Id }),
    output: z.file(),
    problems: [problems.importNotFound, problems.importNotReady],
  }),
};
