/** What can be wrong with a spreadsheet somebody hands in, or with one we are asked to write. */
import { Problem } from "@lianfang/core/kernel/problems.ts";

/**
 * `details` of each problem. The texts are `problem.spreadsheet.<name>` and `….mend` in the message
 * catalogues; they take these details as parameters.
 */
export interface SpreadsheetProblems {
  /** No bytes, or no cell with anything in it. */
  empty: undefined;
  /** Another kind of file. */
  notASpreadsheet: {
    found: "pdf" | "word" | "slides" | "picture" | "archive" | "program" | "unknown";
  };
  /** Excel 97–2003 or an old WPS file. */
  legacyXls: undefined;
  /** A table, but in a format that isn't read here. */
  otherFormat: { format: "html" | "xml2003" | "xlsb" | "ods" };
  /** Protected by a password. */
  encrypted: undefined;
  /** Broken, cut off, or made to look like what it isn't. */
  damaged: undefined;
  tooLarge: { megabytes: number; limitMegabytes: number };
  /** What it would unpack to is out of all proportion. */
  unpacksTooLarge: undefined;
  tooManyRows: { limit: number };
  tooManyColumns: { limit: number };
  tooManySheets: { limit: number };
  /** Within the rows and columns, yet more than can be taken in. */
  tooMuchContent: undefined;
  /** Not read within the time. */
  tooSlow: { seconds: number };
  /** Text in no encoding known here. */
  unknownEncoding: undefined;
  /** A cell to be written is longer than Excel holds. */
  cellTooLong: { line: number; column: string; limit: number };
}

export type SpreadsheetProblemName = keyof SpreadsheetProblems;

const STATUS: Record<SpreadsheetProblemName, 413 | 422> = {
  empty: 422,
  notASpreadsheet: 422,
  legacyXls: 422,
  otherFormat: 422,
  encrypted: 422,
  damaged: 422,
  tooLarge: 413,
  unpacksTooLarge: 413,
  tooManyRows: 413,
  tooManyColumns: 413,
  tooManySheets: 413,
  tooMuchContent: 413,
  tooSlow: 413,
  unknownEncoding: 422,
  cellTooLong: 422,
};

/** A problem with a spreadsheet; its code is `spreadsheet.<name>`. */
export class SpreadsheetError extends Problem {
  readonly problem: SpreadsheetProblemName;
  constructor(problem: SpreadsheetProblemName, details?: unknown) {
    super(`spreadsheet.${problem}`, STATUS[problem], details);
    this.name = "SpreadsheetError";
    this.problem = problem;
  }
}

/** Makes a problem, with the details its kind demands. */
export function spreadsheetProblem<Name extends SpreadsheetProblemName>(
  name: Name,
  ...details: SpreadsheetProblems[Name] extends undefined ? [] : [SpreadsheetProblems[Name]]
): SpreadsheetError {
  return new SpreadsheetError(name, details[0]);
}

export function isSpreadsheetProblemName(name: unknown): name is SpreadsheetProblemName {
  return typeof name === "string" && Object.hasOwn(STATUS, name);
}
