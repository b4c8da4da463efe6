/** The rows of one worksheet, in their order, as its XML streams by. ECMA-376 part 1, 18.3.1. */
import type { ArchiveEntry } from "../archive/directory.ts";
import { storedText } from "./cell-text.ts";
import { numberCell } from "./number-text.ts";
import { spreadsheetProblem } from "./problems.ts";
import { type Cell, LINES_ABOVE_DATA, type Span, type SpreadsheetLimits } from "./sheet.ts";
import { isTrue, type Package, richText, type Workbook } from "./workbook.ts";
import { decodeEscapes, readXml } from "./xml.ts";

/** A row that has something in it. */
export interface SheetRow {
  /** From 1. */
  line: number;
  /** By column; gaps are empty. */
  cells: (Cell | undefined)[];
}

/** Cells joined downward: a column and the lines (from 1) from the first to the last. */
export interface DownwardMerge {
  column: number;
  fromLine: number;
  toLine: number;
}

/** Where the rows go. */
export interface RowTaker {
  /** @throws SpreadsheetError when a limit is passed */
  take(row: SheetRow): void;
  /** Called now and then, to carry off what was taken. */
  breathe(): Promise<void>;
}

export interface SheetTail {
  hiddenRows: number[];
  hiddenColumns: number[];
  merges: DownwardMerge[];
  spans: Span[];
}

/** @throws SpreadsheetError */
export async function readWorksheet(
  file: Package,
  entry: ArchiveEntry,
  workbook: Workbook,
  limits: SpreadsheetLimits,
  taker: RowTaker,
): Promise<SheetTail> {
  const walk = new SheetWalk(workbook, limits, taker);
  await readXml(file.archive, entry, {
    open: (name, attributes) => walk.open(name, attributes),
    text: (piece) => walk.text(piece),
    close: (name) => walk.close(name),
    breathe: () => taker.breathe(),
  });
  const { hiddenRows, hiddenColumns, merges, spans } = walk;
  return { hiddenRows, hiddenColumns: [...hiddenColumns], merges, spans };
}

class SheetWalk {
  readonly hiddenRows: number[] = [];
  readonly hiddenColumns = new Set<number>();
  readonly merges: DownwardMerge[] = [];
  readonly spans: Span[] = [];
  readonly #workbook: Workbook;
  readonly #limits: SpreadsheetLimits;
  readonly #taker: RowTaker;
  readonly #inline = richText((text) => {
    this.#inlineText = text;
  });
  #row: SheetRow = { line: 0, cells: [] };
  #isHidden = false;
  #inCell = false;
  #column = -1;
  #type = "n";
  #style = 0;
  #value = "";
  #inValue = false;
  #hasFormula = false;
  #inlineText = "";

  constructor(workbook: Workbook, limits: SpreadsheetLimits, taker: RowTaker) {
    this.#workbook = workbook;
    this.#limits = limits;
    this.#taker = taker;
  }

  open(name: string, attributes: Record<string, string>): void {
    if (this.#inCell) {
      if (name === "v") this.#inValue = true;
      if (name === "f") this.#hasFormula = true;
      this.#inline.open(name, name === "is");
    } else if (name === "c") this.#openCell(attributes);
    else if (name === "row") this.#openRow(attributes);
    else if (name === "mergeCell") this.#addMerge(attributes.ref ?? "");
    else if (name === "col") this.#noteColumns(attributes);
  }

  text(piece: string): void {
    if (this.#inValue) this.#value += piece;
    else if (this.#inCell) this.#inline.text(piece);
  }

  close(name: string): void {
    if (name === "c") this.#closeCell();
    else if (name === "row") this.#closeRow();
    else if (name === "v") this.#inValue = false;
    else if (this.#inCell) this.#inline.close(name, name === "is");
  }

  #openRow({ r, hidden }: Record<string, string>): void {
    const line = r === undefined ? this.#row.line + 1 : Number(r);
    if (!Number.isInteger(line) || line <= this.#row.line) throw spreadsheetProblem("damaged");
    this.#row = { line, cells: [] };
    this.#column = -1;
    this.#isHidden = isTrue(hidden);
  }

  #closeRow(): void {
    const { line, cells } = this.#row;
    if (cells.length === 0) return;
    this.#taker.take(this.#row);
    if (this.#isHidden) this.hiddenRows.push(line);
  }

  #openCell({ r, t = "n", s = "0" }: Record<string, string>): void {
    this.#inCell = true;
    this.#column = r === undefined ? this.#column + 1 : columnOf(r);
    this.#type = t;
    this.#style = Number(s);
    this.#value = "";
    this.#inlineText = "";
    this.#hasFormula = false;
  }

  #closeCell(): void {
    this.#inCell = false;
    const cell = this.#cell();
    if (cell.text === "" && !cell.uncalculated) return;
    if (this.#column >= this.#limits.columns) {
      throw spreadsheetProblem("tooManyColumns", { limit: this.#limits.columns });
    }
    if (this.#row.cells[this.#column]) throw spreadsheetProblem("damaged");
    this.#row.cells[this.#column] = cell;
  }

  #cell(): Cell {
    const value = this.#value;
    if (this.#type === "inlineStr") return { text: storedText(this.#inlineText) };
    if (value === "") return this.#hasFormula ? { text: "", uncalculated: true } : { text: "" };
    switch (this.#type) {
      case "s":
        return { text: this.#sharedText(value) };
      case "n":
        return numberCell(value, this.#look(), this.#workbook.from1904);
      case "b":
        return { text: isTrue(value) ? "TRUE" : "FALSE" };
      case "d":
        return {
          text: value
            .replace("T00:00:00", "")
            .replace("T", " ")
            .replace(/(\.\d+)?Z?$/, ""),
        };
      default:
        return { text: storedText(decodeEscapes(value)) };
    }
  }

  #look() {
    return this.#workbook.looks[this.#style] ?? { kind: "plain" as const };
  }

  #sharedText(index: string): string {
    const text = this.#workbook.texts[Number(index)];
    if (text === undefined) throw spreadsheetProblem("damaged");
    return text;
  }

  #addMerge(ref: string): void {
    const [from = "", to = from] = ref.split(":");
    const [fromColumn, toColumn] = [columnOf(from), columnOf(to)];
    const fromLine = lineOf(from);
    const toLine = Math.min(lineOf(to), this.#limits.rows);
    if (fromColumn === toColumn && toLine > fromLine) {
      this.merges.push({ column: fromColumn, fromLine, toLine });
    } else if (toColumn > fromColumn && fromLine <= LINES_ABOVE_DATA) {
      this.spans.push({ line: fromLine, fromColumn, toColumn });
    }
  }

  #noteColumns({ min, max, hidden }: Record<string, string>): void {
    if (!isTrue(hidden)) return;
    const last = Math.min(Number(max), this.#limits.columns);
    for (let column = Number(min); column <= last; column += 1) this.hiddenColumns.add(column - 1);
  }
}

const REFERENCE = /^([A-Z]{1,3})(\d{1,7})$/;

/** The column (from 0) of a reference such as `AB12`. */
function columnOf(reference: string): number {
  const letters = REFERENCE.exec(reference)?.[1];
  if (!letters) throw spreadsheetProblem("damaged");
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function lineOf(reference: string): number {
  return Number(REFERENCE.exec(reference)?.[2]);
}
