/** What stands in the cells of a messy spreadsheet, before it is xlsx or csv. */

export type MessyCell =
  | { is: "text"; text: string }
  /** A number as the program stores it: `29285`, `7.70101198005011E+17`. */
  | { is: "number"; stored: string; asDate?: boolean }
  /** A formula with the result that is stored beside it; without one nobody has calculated it. */
  | { is: "formula"; formula: string; result?: string }
  | { is: "error"; error: string };

export const text = (given: string): MessyCell => ({ is: "text", text: given });

/** What a person who opens the file sees. */
export function seen(cell: MessyCell): string {
  switch (cell.is) {
    case "text":
      return cell.text;
    case "number":
      return cell.stored;
    case "formula":
      return cell.result ?? "";
    case "error":
      return cell.error;
  }
}

/** A line of a sheet, with what should become of it. */
export interface MessyLine {
  cells: MessyCell[];
  isHidden?: boolean;
  /** Absent above the data: titles and headers are not read as rows. */
  row?: ExpectedRow;
}

export interface ExpectedRow {
  fate: "new" | "rejected";
  /** What was done to it. */
  faults: string[];
  /** The code of the reason it is rejected for. */
  reason?: string;
  /** Codes of what else is said of it. */
  notes?: string[];
  /** What it would say without its faults, by the headers of the columns; only of rows of people. */
  truth?: Record<string, string>;
}

/** Lines and columns from 1, both ends included. */
export interface Merge {
  fromLine: number;
  toLine: number;
  fromColumn: number;
  toColumn: number;
}

export interface MessySheet {
  name: string;
  lines: MessyLine[];
  merges: Merge[];
  /** From 1. */
  hiddenColumns: number[];
  isHidden?: boolean;
  /** It has another header, and is told as not read. */
  isOther?: boolean;
}
