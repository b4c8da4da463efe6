/**
 * The process that reads one spreadsheet and ends. It gets a file nobody has looked into, has no
 * secrets, may not write, start programs or load native code, and is stopped when it takes too long or too much.
 */
import { ArchiveError, type ArchiveFault, readDirectory } from "../archive/directory.ts";
import { csvCell, decodeText, findSeparator, splitRows } from "./csv-text.ts";
import { SpreadsheetError, type SpreadsheetProblemName, spreadsheetProblem } from "./problems.ts";
import type { ReaderAnswer, ReaderRequest, SentRow } from "./reader-messages.ts";
import { type Cell, LINES_ABOVE_DATA, type Spreadsheet, type SpreadsheetLimits } from "./sheet.ts";
import { recognise } from "./signature.ts";
import { readWorkbook } from "./workbook.ts";
import { type RowTaker, readWorksheet, type SheetRow } from "./worksheet.ts";

const ROWS_A_MESSAGE = 500;

const PROBLEM_OF_FAULT: Record<ArchiveFault, SpreadsheetProblemName> = {
  notAnArchive: "damaged",
  damaged: "damaged",
  encrypted: "encrypted",
  unpacksTooLarge: "unpacksTooLarge",
  tooManyEntries: "unpacksTooLarge",
  unsafePath: "damaged",
};

process.once("disconnect", () => process.exit());
process.once("message", (request: ReaderRequest) => {
  read(request)
    .then(
      ({ format, encoding }) => send({ kind: "done", format, encoding }),
      (problem: unknown) => send(problemAnswer(problem)),
    )
    .finally(() => process.disconnect());
});

function problemAnswer(problem: unknown): ReaderAnswer {
  if (problem instanceof ArchiveError) {
    return { kind: "problem", name: PROBLEM_OF_FAULT[problem.fault], details: undefined };
  }
  if (problem instanceof SpreadsheetError) {
    return { kind: "problem", name: problem.problem, details: problem.details };
  }
  return { kind: "problem", name: "damaged", details: undefined };
}

/** Sends, and lets the channel carry it away before going on. */
function send(answer: ReaderAnswer): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(answer, undefined, {}, (error) => (error ? reject(error) : resolve()));
  });
}

function read({ file, limits }: ReaderRequest): Promise<Pick<Spreadsheet, "format" | "encoding">> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  return recognise(bytes) === "archive" ? readXlsx(bytes, limits) : readCsv(bytes, limits);
}

async function readXlsx(archive: Buffer, limits: SpreadsheetLimits) {
  const file = { archive, entries: readDirectory(archive, limits) };
  const workbook = await readWorkbook(file);
  if (workbook.sheets.length > limits.sheets) {
    throw spreadsheetProblem("tooManySheets", { limit: limits.sheets });
  }
  const sender = new RowSender(limits);
  for (const { name, hidden, entry } of workbook.sheets) {
    await send({ kind: "sheet", name, hidden });
    const tail = await readWorksheet(file, entry, workbook, limits, sender);
    await sender.flush();
    await send({ kind: "sheetEnd", ...tail });
  }
  return { format: "xlsx", encoding: "utf-8" } as const;
}

async function readCsv(bytes: Buffer, limits: SpreadsheetLimits) {
  const { text, encoding } = decodeText(bytes);
  const sender = new RowSender(limits);
  await send({ kind: "sheet", name: "", hidden: false });
  const rows = splitRows(text, findSeparator(text));
  for (let line = 1; ; line++) {
    const { done, value } = rows.next();
    if (done) {
      if (value) throw spreadsheetProblem("damaged");
      break;
    }
    sender.take({ line, cells: value.map(csvCell) });
    await sender.breathe();
  }
  await sender.flush();
  await send({ kind: "sheetEnd", hiddenRows: [], merges: [] });
  return { format: "csv", encoding } as const;
}

/** Holds what goes out to the limits and sends it in handfuls. */
class RowSender implements RowTaker {
  readonly #limits: SpreadsheetLimits;
  #rows: SentRow[] = [];
  #cells = 0;
  #characters = 0;

  constructor(limits: SpreadsheetLimits) {
    this.#limits = limits;
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
    if (this.#rows.length > 0) await send({ kind: "rows", rows: this.#rows.splice(0) });
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
