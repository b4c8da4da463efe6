/** What passes between the server and the process that reads a spreadsheet for it. */
import type { Spreadsheet, SpreadsheetLimits } from "./sheet.ts";
import type { SheetTail } from "./worksheet.ts";

export interface ReaderRequest {
  file: Uint8Array;
  limits: SpreadsheetLimits;
}

/** One row: its line number, its texts by column, and the columns that carry a flag. */
export type SentRow = [line: number, texts: string[], damaged: number[], uncalculated: number[]];

/** What is true of the whole file. */
export type FileTraits = Pick<Spreadsheet, "format" | "encoding" | "from1904">;

export type ReaderAnswer =
  | { kind: "sheet"; name: string; hidden: boolean }
  | { kind: "rows"; rows: SentRow[] }
  | ({ kind: "sheetEnd" } & SheetTail)
  | ({ kind: "done" } & FileTraits)
  | { kind: "problem"; name: string; details: unknown };
