/** What a spreadsheet is once read: sheets of rows of cells, as text. */

/** A cell as a person sees it. An empty cell has the text "". */
export interface Cell {
  readonly text: string;
  /** The program that saved the file has lost digits: a number of more than 15 digits. */
  readonly damaged?: true;
  /** A formula whose result isn't stored in the file: opening and saving it in Excel or WPS stores it. */
  readonly uncalculated?: true;
}

export const EMPTY_CELL: Cell = Object.freeze({ text: "" });

/**
 * One sheet. `rows[0]` is the first line of the sheet; empty lines in between are empty arrays, so
 * that the line number a person sees is the index plus one. Trailing empty lines and cells are left out.
 */
export interface Sheet {
  readonly name: string;
  /** The whole sheet is hidden. */
  readonly hidden: boolean;
  readonly rows: readonly (readonly Cell[])[];
  /** Line numbers (from 1) of rows that are hidden or filtered away. Their cells are in `rows`. */
  readonly hiddenRows: readonly number[];
  /** Hidden columns, from 0. Their cells are in `rows`. */
  readonly hiddenColumns: readonly number[];
  /** Cells joined sideways among the first {@link LINES_ABOVE_DATA} lines; the first holds the text. */
  readonly spans: readonly Span[];
}

/** Cells joined sideways: a line (from 1) and its first and last column (from 0). */
export interface Span {
  readonly line: number;
  readonly fromColumn: number;
  readonly toColumn: number;
}

export interface Spreadsheet {
  /** The name the file came under; nothing is decided by it. */
  readonly name: string;
  readonly format: "xlsx" | "csv";
  /** How the text was encoded, as in the WHATWG Encoding Standard. */
  readonly encoding: "utf-8" | "utf-16le" | "utf-16be" | "gb18030";
  /** Serial numbers of days count from 1904-01-01. Cells formatted as days are days already. */
  readonly from1904: boolean;
  readonly sheets: readonly Sheet[];
}

/** Titles, notes and the header stand within so many lines. */
export const LINES_ABOVE_DATA = 20;

/** What a file may ask of us. */
export interface SpreadsheetLimits {
  fileBytes: number;
  unpackedBytes: number;
  /** Unpacked to packed. */
  ratio: number;
  /** Files inside an xlsx archive. */
  entries: number;
  sheets: number;
  /** Lines of data in each sheet; {@link LINES_ABOVE_DATA} more are let through for titles and header. */
  rows: number;
  columns: number;
  /** Cells up to the last filled one of each row, all sheets together. */
  cells: number;
  /** Characters of all cells together. */
  characters: number;
  milliseconds: number;
  /** Heap of the process that reads. */
  heapMegabytes: number;
}

export const SPREADSHEET_LIMITS: SpreadsheetLimits = {
  fileBytes: 20 * 1024 * 1024,
  unpackedBytes: 200 * 1024 * 1024,
  ratio: 100,
  entries: 500,
  sheets: 100,
  rows: 100_000,
  columns: 500,
  cells: 5_000_000,
  characters: 100_000_000,
  milliseconds: 30_000,
  heapMegabytes: 512,
};
