/** What an import is: a spreadsheet on its way into the register. */
import { z } from "zod";
import { Id } from "../kernel/ids.ts";
import { SheetCounts, SheetFate } from "../kernel/sheet-contract.ts";
import { Instant } from "../kernel/time.ts";

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

export const ImportFate = SheetFate;
export type ImportFate = z.infer<typeof ImportFate>;
/**
 * `reading` → `ready` → `writing` → `confirmed` → `undoing` → `undone`; `checking` when a ready one's
 * rows are checked anew, `failed` when the file can't be read, `discarded` when nobody wants it.
 */
export const ImportState = z.enum([
  "reading",
  "ready",
  "checking",
  "writing",
  "confirmed",
  "undoing",
  "undone",
  "discarded",
  "failed",
]);
export type ImportState = z.infer<typeof ImportState>;

/** read = new + changed + same + rejected, always. */
export const ImportCounts = SheetCounts;
export type ImportCounts = z.infer<typeof ImportCounts>;

/** A name that stands for an area: in the file's own column, or for a whole sheet that has none. */
export const ImportPlace = z.object({
  text: z.string(),
  of: z.enum(["column", "sheet"]),
  rows: z.number().int(),
  /** Absent while nobody knows. */
  areaId: Id.optional(),
  areaName: z.string().optional(),
  /** How it is known: by itself, by the title above the table or the file's name, by choice. */
  by: z.enum(["name", "title", "choice"]).optional(),
  /** Areas whose names are near. */
  near: z.array(z.object({ areaId: Id, name: z.string() })),
});
export type ImportPlace = z.infer<typeof ImportPlace>;

export const Import = z.object({
  importId: Id,
  state: ImportState,
  fileName: z.string(),
  startedAt: Instant,
  /** Who sent the file; absent for the system. */
  startedBy: z.string().optional(),
  confirmedAt: Instant.optional(),
  sheetName: z.string().optional(),
  /** 1-based line of the header row in the sheet. */
  headerLine: z.number().int().optional(),
  /** How a csv file's text was encoded. */
  encoding: z.string().optional(),
  columns: z.array(
    z.object({
      index: z.number().int(),
      header: z.string(),
      samples: z.array(z.string()),
      column: ImportColumn.optional(),
      /** Hidden in the file; read all the same. */
      isHidden: z.boolean(),
    }),
  ),
  missingColumns: z.array(ImportColumn),
  /** Columns and names are matched as they were put right for an earlier file of the same form. */
  isRemembered: z.boolean(),
  counts: ImportCounts.optional(),
  /** Of the rejected, those left out by hand. */
  leftOut: z.number().int(),
  /** How many rows have each reason or note, most frequent first. */
  reasons: z.array(
    z.object({
      code: z.string(),
      fate: ImportFate,
      rows: z.number().int(),
      /** In general words, without what is particular to a row. */
      text: z.string(),
    }),
  ),
  /** Names of areas nobody knows or somebody chose, and the areas of sheets without a column for it. */
  places: z.array(ImportPlace),
  hiddenRows: z.number().int().optional(),
  /** Sheets of the file that are not part of the import, with how many filled rows each has. */
  unreadSheets: z.array(
    z.object({ name: z.string(), rows: z.number().int(), isHidden: z.boolean() }),
  ),
  /** Why it could not be read, was not written, or could not be taken back. */
  problem: z.object({ code: z.string(), message: z.string(), mend: z.string() }).optional(),
});
export type Import = z.infer<typeof Import>;

export const ImportRow = z.object({
  /** Its place among the rows read, from 0. */
  position: z.number().int(),
  /** Where several sheets of one form are read together: which one. */
  sheet: z.string().optional(),
  /** 1-based line in the sheet. */
  line: z.number().int(),
  fate: ImportFate,
  isLeftOut: z.boolean(),
  values: z.partialRecord(ImportColumn, z.string()),
  /** Changed rows: what the register holds and what the file says. */
  changes: z.array(z.object({ column: ImportColumn, from: z.string(), to: z.string() })),
  reasons: z.array(
    z.object({ column: ImportColumn.optional(), code: z.string(), text: z.string() }),
  ),
});

/** How far the work on an import is. */
export const ImportProgress = z.object({
  state: ImportState,
  step: z.enum(["reading", "checking", "writing", "undoing"]).optional(),
  /** Rows; records of the register while it is taken back. */
  done: z.number().int(),
  /** Of how many; 0 while nobody knows. */
  total: z.number().int(),
});
export type ImportProgress = z.infer<typeof ImportProgress>;
