/** Reading the bytes of one spreadsheet, telling piece by piece what is in it. */
import { ArchiveError, type ArchiveFault, readDirectory } from "../archive/directory.ts";
import { csvCell, decodeText, separated, splitRows } from "./csv-text.ts";
import { SpreadsheetError, type SpreadsheetProblemName, spreadsheetProblem } from "./problems.ts";
import type { FileTraits, ReaderAnswer, SentRow } from "./reader-messages.ts";
import { type Cell, LINES_ABOVE_DATA, type SpreadsheetLimits } from "./sheet.ts";
import { recognise } from "./signature.ts";
import { readWorkbook } from "./workbook.ts";
import { type RowTaker, readWorksheet, type SheetRow } from "./worksheet.ts";

type Send = (answer: ReaderAnswer) => Promise<void>;

const ROWS_A_MESSAGE = 500;

const PROBLEM_OF_FAULT: Record<ArchiveFault, SpreadsheetProblemName> = {
  notAnArchive: "damaged",
  damaged: "damaged",
  encrypted: "encrypted",
  unpacksTooLarge: "unpacksTooLarge",
  tooManyEntries: "unpacksTooLarge",
  unsafePath: "damaged",
};

/** Reads a file whole; the last answer is `done`, or `problem` with what is wrong. Never rejects but for `send`. */
export async function readBytes(
  bytes: Buffer,
  limits: SpreadsheetLimits,
  send: Send,
): Promise<void> {
  const read = () => (recognise(bytes) === "archive" ? readXlsx : readCsv)(bytes, limits, send);
  const answer = await Promise.resolve()
    .then(read)
    .then(
      (traits): ReaderAnswer => ({ kind: "done", ...traits }),
      (problem: unknown) => problemAnswer(problem),
    );
  await send(answer);
}

function problemAnswer(problem: unknown): ReaderAnswer {
  if (problem instanceof ArchiveError) {
    return { kind: "problem", name: PROBLEM_OF_FAULT[problem.fault], details: undefined };
  }
  if (problem instanceof SpreadsheetError) {
    return { kind: "problem", name: problem.problem, details: problem.details };
  }
  return { kind: "problem", name: "damaged", details: undefined };
}

async function readXlsx(
  archive: Buffer,
  limits: SpreadsheetLimits,
  send: Send,
): Promise<FileTraits> {
  const file = { archive, entries: readDirectory(archive, limits) };
  const workbook = await readWorkbook(file);
  if (workbook.sheets.length > limits.sheets) {
    throw spreadsheetProblem("tooManySheets", { limit: limits.sheets });
  }
  const sender = new RowSender(limits, send);
  for (const { name, hidden, entry } of workbook.sheets) {
    await send({ kind: "sheet", name, hidden });
    const tail = await readWorksheet(file, entry, workbook, limits, sender);
    await sender.flush();
    await send({ kind: "sheetEnd", ...tail });
  }
  return { format: "xlsx", encoding: "utf-8", from1904: workbook.from1904 };
}

async function readCsv(bytes: Buffer, limits: SpreadsheetLimits, send: Send): Promise<FileTraits> {
  const { text, encoding } = decodeText(bytes);
  const sender = new RowSender(limits, send);
  await send({ kind: "sheet", name: "", hidden: false });
  const { separator, from, firstLine } = separated(text);
  const rows = splitRows(text.slice(from), separator);
  for (let line = firstLine; ; line++) {
    const { done, value } = rows.next();
    if (done) {
      if (value) throw spreadsheetProblem("damaged");
      break;
    }
    sender.take({ line, cells: value.map(csvCell) });
    await sender.breathe();
  }
  await sender.flush();
  await send({ kind: "sheetEnd", hiddenRows: [], hiddenColumns: [], merges: [], spans: [] });
  return { format: "csv", encoding, from1904: false };
}

/** Holds what goes out to the limits and sends it in handfuls. */
class RowSender implements RowTaker {
  readonly #limits: SpreadsheetLimits;
  readonly #send: Send;
  #rows: SentRow[] = [];
  #cells = 0;
  #characters = 0;

  constructor(limits: SpreadsheetLimits, send: Send) {
    this.#limits = limits;
    this.#send = send;
  }

  take({ line, cells }: SheetRow): void {
    const width = cells.findLastIndex((cell) => cell?.text || cell?.uncalculated) + 1;
    if (width === 0) return;
    const { rows, columns } = this.#limits;
    if (line > rows + LINES_ABOVE_DATA) throw spreadsheetProblem("tooManyRows", { limit: rows });
    if (width > columns) throw spreadsheetProblem("tooManyColumns", { limit: columns });
    const texts = Array.from({ length: width }, (_, column) => cells[column]?.text ?? "");
    this.#count(texts);
    this.#rows.push([
      line,
      texts,
      columnsWhere(cells, (cell) => cell.damaged),
      columnsWhere(cells, (cell) => cell.uncalculated),
    ]);
  }

  #count(texts: readonly string[]): void {
    this.#cells += texts.length;
    for (const text of texts) this.#characters += text.length;
    if (this.#cells > this.#limits.cells || this.#characters > this.#limits.characters) {
      throw spreadsheetProblem("tooMuchContent");
    }
  }

  async breathe(): Promise<void> {
    if (this.#rows.length >= ROWS_A_MESSAGE) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.#rows.length > 0) await this.#send({ kind: "rows", rows: this.#rows.splice(0) });
  }
}

function columnsWhere(
  cells: readonly (Cell | undefined)[],
  holds: (cell: Cell) => true | undefined,
): number[] {
  return [...cells.keys()].filter((column) => {
    const cell = cells[column];
    return cell && holds(cell);
  });
}
