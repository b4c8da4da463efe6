/** Puts together what the reading process sends. */
import { spreadsheetProblem } from "./problems.ts";
import type { ReaderAnswer, SentRow } from "./reader-messages.ts";
import {
  type Cell,
  EMPTY_CELL,
  type Sheet,
  type Span,
  type Spreadsheet,
  type SpreadsheetLimits,
} from "./sheet.ts";
import type { DownwardMerge } from "./worksheet.ts";

type Answer<Kind extends ReaderAnswer["kind"]> = Extract<ReaderAnswer, { kind: Kind }>;

interface GrowingSheet {
  name: string;
  hidden: boolean;
  rows: Cell[][];
  hiddenRows: number[];
  hiddenColumns: number[];
  spans: Span[];
}

export class SheetGatherer {
  readonly #limits: SpreadsheetLimits;
  readonly #sheets: GrowingSheet[] = [];
  readonly #cells = new CellPool();
  #filledCells = 0;
  /** How many have come. */
  rows = 0;

  constructor(limits: SpreadsheetLimits) {
    this.#limits = limits;
  }

  /** @throws SpreadsheetError */
  take(answer: Answer<"sheet"> | Answer<"rows"> | Answer<"sheetEnd">): void {
    if (answer.kind === "sheet") {
      const { name, hidden } = answer;
      this.#sheets.push({ name, hidden, rows: [], hiddenRows: [], hiddenColumns: [], spans: [] });
      return;
    }
    const sheet = this.#sheets.at(-1);
    if (!sheet) throw spreadsheetProblem("damaged");
    if (answer.kind === "rows") {
      for (const row of answer.rows) addRow(sheet.rows, row, this.#cells);
      this.rows += answer.rows.length;
    } else {
      sheet.hiddenRows = answer.hiddenRows;
      sheet.hiddenColumns = answer.hiddenColumns;
      sheet.spans = answer.spans;
      for (const merge of answer.merges) this.#fillDown(sheet.rows, merge);
    }
  }

  /**
   * A cell joined over several lines is seen beside each of them, as a household's number is beside
   * its members; only the first of them holds it in the file.
   */
  #fillDown(rows: Cell[][], { column, fromLine, toLine }: DownwardMerge): void {
    const cell = rows[fromLine - 1]?.[column];
    if (!cell || cell === EMPTY_CELL) return;
    for (const row of rows.slice(fromLine, toLine)) {
      while (row.length < column) row.push(EMPTY_CELL);
      this.#filledCells += 1;
      row[column] = cell;
    }
    if (this.#filledCells > this.#limits.cells) throw spreadsheetProblem("tooMuchContent");
  }

  /** @throws SpreadsheetError `empty` when there is nothing in any sheet */
  finish(name: string, { format, encoding, from1904 }: Answer<"done">): Spreadsheet {
    const sheets: readonly Sheet[] = this.#sheets;
    if (sheets.every((sheet) => sheet.rows.length === 0)) throw spreadsheetProblem("empty");
    return { name, format, encoding, from1904, sheets };
  }
}

/**
 * Cells that say the same are one: villages, sexes and relations stand in every row, and a register
 * takes a third of the memory so.
 */
class CellPool {
  #cells = new Map<string, Cell>();

  of(text: string): Cell {
    if (text === "") return EMPTY_CELL;
    const known = this.#cells.get(text);
    if (known) return known;
    if (this.#cells.size >= MOST_CELLS_POOLED) this.#cells = new Map();
    const cell = { text };
    this.#cells.set(text, cell);
    return cell;
  }
}

/** What comes again does so soon: the pool itself stays small. */
const MOST_CELLS_POOLED = 20_000;

function addRow(
  rows: Cell[][],
  [line, texts, damaged, uncalculated]: SentRow,
  cells: CellPool,
): void {
  while (rows.length < line - 1) rows.push([]);
  const row = texts.map((text) => cells.of(text));
  for (const column of damaged) row[column] = { text: texts[column] ?? "", damaged: true };
  for (const column of uncalculated) row[column] = { text: "", uncalculated: true };
  rows.push(row);
}
