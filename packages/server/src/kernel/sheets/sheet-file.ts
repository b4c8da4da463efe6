/** A spreadsheet of one kind of list: which sheets, which header, which lines. */
import { isHeaderAgain, type SheetCells, type SheetRow } from "@lianfang/core/kernel/sheet.ts";
import { sheetProblems } from "@lianfang/core/kernel/sheet-problems.ts";
import type { Locale } from "../context.ts";
import { problemText } from "../problem-text.ts";
import { findHeader, type Header, type Synonyms } from "../spreadsheet/header.ts";
import { SpreadsheetError } from "../spreadsheet/problems.ts";
import { readSheet } from "../spreadsheet/read.ts";
import type { Cell, Sheet, Spreadsheet } from "../spreadsheet/sheet.ts";
import { isOurColumn, listed } from "./sheet-texts.ts";

export interface SheetForm<Column extends string> {
  columns: readonly Column[];
  synonyms: Synonyms<Column>;
  /** One of them must be there. */
  needed: readonly Column[];
  /** The one that may stand alone. */
  alone?: Column;
  nameOf(column: Column, locale: Locale): string;
}

export interface FileRow<Column extends string> extends SheetRow<Column> {
  /** The whole line, by the headers of its columns. */
  texts: ReadonlyMap<string, string>;
  /** The headers of the columns that are read. */
  heads: SheetCells<Column>;
  titles: readonly string[];
}

export interface SheetFile<Column extends string> {
  sheetName: string;
  headerLine: number;
  columns: { header: string; column: Column | undefined }[];
  rows: FileRow<Column>[];
  hiddenRows: number;
  unreadSheets: string[];
}

interface Found<Column extends string> {
  sheet: Sheet;
  header: Header<Column>;
}

/** A town of 60,000 keeps some thousand premises, some hundred villages and grids, some hundred staff. */
const limits = { fileBytes: 5 * 1024 * 1024, rows: 5_000, cells: 200_000, sheets: 50 };

/** @throws Problem `sheet.unreadable`, `sheet.headerMissing` */
export async function readSheetFile<Column extends string>(
  file: File,
  form: SheetForm<Column>,
  locale: Locale,
): Promise<SheetFile<Column>> {
  const { sheets } = await read(file, locale);
  const visible = sheets.filter(({ hidden }) => !hidden);
  const found = visible.flatMap((sheet) => headerOf(sheet, form) ?? []);
  const [first] = found;
  if (!first) throw headerMissing(form, locale);
  const hasSeveral = found.length > 1;
  return {
    sheetName: listed(
      found.map(({ sheet }) => sheet.name),
      locale,
    ),
    headerLine: first.header.line,
    columns: columnsOf(first, form),
    rows: found.flatMap((one) => rowsOf(one, form, { hasSeveral, fileName: file.name })),
    hiddenRows: found.reduce((sum, one) => sum + hiddenLines(one), 0),
    unreadSheets: sheets
      .filter((sheet) => sheet.rows.length > 0 && found.every((one) => one.sheet !== sheet))
      .map(({ name }) => name),
  };
}

async function read(file: File, locale: Locale): Promise<Spreadsheet> {
  try {
    return await readSheet(new Uint8Array(await file.arrayBuffer()), file.name, limits);
  } catch (error) {
    if (!(error instanceof SpreadsheetError)) throw error;
    const { message: reason, mend } = problemText(error.code, error.details, locale);
    throw sheetProblems.unreadable({ code: error.code, reason, mend });
  }
}

function headerMissing<Column extends string>(form: SheetForm<Column>, locale: Locale) {
  const names = (columns: readonly Column[]) =>
    listed(
      columns.map((column) => form.nameOf(column, locale)),
      locale,
    );
  const more = form.columns.filter((column) => !form.needed.includes(column));
  return sheetProblems.headerMissing({ needed: names(form.needed), more: names(more) });
}

function headerOf<Column extends string>(
  sheet: Sheet,
  form: SheetForm<Column>,
): Found<Column> | undefined {
  const header: Header<Column> | undefined =
    findHeader(sheet, form) ?? (form.alone && soleColumn(sheet, form, form.alone));
  const isNamed = form.needed.some((column) => header?.columns[column] !== undefined);
  return header && isNamed ? { sheet, header } : undefined;
}

function soleColumn<Column extends string>(sheet: Sheet, form: SheetForm<Column>, alone: Column) {
  const header = findHeader<"alone">(sheet, { synonyms: { alone: form.synonyms[alone] } });
  if (!header) return undefined;
  const columns: Partial<Record<Column, number>> = {};
  if (header.columns.alone !== undefined) columns[alone] = header.columns.alone;
  return { ...header, columns, repeated: [] };
}

function columnsOf<Column extends string>(
  { header }: Found<Column>,
  form: SheetForm<Column>,
): SheetFile<Column>["columns"] {
  return header.texts.flatMap((text, index) => {
    const column = form.columns.find((name) => header.columns[name] === index);
    return (text === "" && !column) || isOurColumn(text) ? [] : [{ header: text, column }];
  });
}

function hiddenLines<Column extends string>({ sheet, header }: Found<Column>): number {
  return sheet.hiddenRows.filter((line) => line > header.dataFrom).length;
}

function rowsOf<Column extends string>(
  { sheet, header }: Found<Column>,
  form: SheetForm<Column>,
  { hasSeveral, fileName }: { hasSeveral: boolean; fileName: string },
): FileRow<Column>[] {
  const { heads, titles } = aboveData({ sheet, header }, form, fileName);
  return sheet.rows.flatMap((line, index) => {
    if (index < header.dataFrom) return [];
    const { cells, isUncalculated } = cellsOf(header, form, line);
    if (Object.keys(cells).length === 0 && !isUncalculated) return [];
    const where = hasSeveral ? `${sheet.name}!${index + 1}` : String(index + 1);
    const isHeader = isHeaderAgain(cells, heads);
    const texts = new Map(header.texts.map((text, at) => [text, line[at]?.text ?? ""]));
    return [{ where, cells, isHeader, isUncalculated, titles, texts, heads }];
  });
}

function aboveData<Column extends string>(
  { sheet, header }: Found<Column>,
  form: SheetForm<Column>,
  fileName: string,
) {
  const heads = cellsOf(
    header,
    form,
    header.texts.map((text) => ({ text })),
  ).cells;
  const lines = sheet.rows.slice(0, header.line - 1).map((cells) =>
    cells
      .map(({ text }) => text)
      .join(" ")
      .trim(),
  );
  return { heads, titles: [sheet.name, ...lines, fileName].filter(Boolean) };
}

/** Only what is filled in. */
function cellsOf<Column extends string>(
  { columns }: Header<Column>,
  form: SheetForm<Column>,
  line: readonly Cell[],
): { cells: SheetCells<Column>; isUncalculated: boolean } {
  const cells: SheetCells<Column> = {};
  let isUncalculated = false;
  for (const name of form.columns) {
    const cell = line[columns[name] ?? -1];
    const text = cell?.text.trim();
    if (text) cells[name] = text;
    if (cell?.uncalculated) isUncalculated = true;
  }
  return { cells, isUncalculated };
}
