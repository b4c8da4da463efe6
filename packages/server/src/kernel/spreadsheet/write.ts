/** Writing a table as a spreadsheet that people open in Excel, WPS or LibreOffice. */
import { type ArchivePart, pack } from "../archive/pack.ts";
import { neutralise } from "./cell-text.ts";
import {
  CONTENT_TYPES,
  ROOT_RELATIONS,
  rowXml,
  type SheetColumn,
  type SheetValue,
  STYLE_SHEET,
  sheetHead,
  sheetTail,
  WORKBOOK_RELATIONS,
  workbookXml,
} from "./sheet-xml.ts";

export type { ColumnKind, SheetColumn, SheetValue } from "./sheet-xml.ts";

export type SheetRows = Iterable<readonly SheetValue[]> | AsyncIterable<readonly SheetValue[]>;

export interface Table {
  /** Shown on the tab; shortened to what Excel takes. */
  sheetName: string;
  /** Lines above the header, across all columns: a title, for whom it is. */
  above?: readonly string[];
  columns: readonly SheetColumn[];
  /** Pulled one by one: a generator over a cursor writes a register of any size. */
  rows: SheetRows;
}

const PIECE_CHARACTERS = 64 * 1024;

/**
 * The table as an xlsx file. Text columns hold text whatever it looks like, so identity numbers keep
 * their digits; text that a program could take for a formula gets an apostrophe in front. The same
 * table gives the same bytes.
 * @throws SpreadsheetError `cellTooLong`
 *
 * @example
 * await writeSheet({
 *   sheetName: "退回的行",
 *   columns: [{ header: "姓名" }, { header: "人数", kind: "number" }, { header: "原因", width: 40 }],
 *   rows: rejected.map((row) => [row.name, row.size, row.reason]),
 * });
 */
export function writeSheet(table: Table): Promise<Uint8Array> {
  return pack([
    part("[Content_Types].xml", CONTENT_TYPES),
    part("_rels/.rels", ROOT_RELATIONS),
    part("xl/workbook.xml", workbookXml(table.sheetName, (table.above?.length ?? 0) + 1)),
    part("xl/_rels/workbook.xml.rels", WORKBOOK_RELATIONS),
    part("xl/styles.xml", STYLE_SHEET),
    { path: "xl/worksheets/sheet1.xml", content: inPieces(sheetXml(table)) },
  ]);
}

/**
 * The table as a csv file: UTF-8 with its mark, so that Excel reads the Chinese; commas; CRLF.
 * Meant for programs: Excel itself shortens long numbers when it opens csv, so people get xlsx.
 */
export async function writeCsv(table: Pick<Table, "columns" | "rows">): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of inPieces(csvText(table))) pieces.push(piece);
  return Buffer.concat(pieces);
}

function part(path: string, xml: string): ArchivePart {
  return { path, content: Buffer.from(xml) };
}

async function* sheetXml({ columns, rows, above = [] }: Table): AsyncGenerator<string> {
  yield sheetHead(columns, above);
  let line = above.length + 1;
  for await (const row of rows) yield rowXml(columns, row, ++line);
  yield sheetTail(columns, line, above.length);
}

async function* csvText({ columns, rows }: Pick<Table, "columns" | "rows">) {
  yield `\ufeff${csvLine(columns.map(({ header }) => header))}`;
  for await (const row of rows) yield csvLine(columns.map((_, index) => row[index]));
}

/** RFC 4180. */
function csvLine(values: readonly SheetValue[]): string {
  const cells = values.map((value) => {
    const text = typeof value === "string" ? neutralise(value) : String(value ?? "");
    return /[",\r\n;\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${cells.join(",")}\r\n`;
}

/** Small strings gathered into pieces worth compressing. */
async function* inPieces(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  let gathered = "";
  for await (const text of texts) {
    gathered += text;
    if (gathered.length < PIECE_CHARACTERS) continue;
    yield Buffer.from(gathered);
    gathered = "";
  }
  yield Buffer.from(gathered);
}
