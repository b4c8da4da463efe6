/** A spreadsheet of villages and grids: which sheets, which header, which lines. */
import {
  type AreaColumn,
  areaColumnSynonyms,
  areaColumns,
  hasAreaNames,
} from "@lianfang/core/organization/area-sheet-columns.ts";
import { isHeaderAgain, type SheetRow } from "@lianfang/core/organization/area-sheet-plan.ts";
import type { AreaCells } from "@lianfang/core/organization/area-sheet-row.ts";
import { problems } from "@lianfang/core/organization/problems.ts";
import type { Locale } from "../kernel/context.ts";
import { problemText } from "../kernel/problem-text.ts";
import { findHeader, type Header } from "../kernel/spreadsheet/header.ts";
import { SpreadsheetError } from "../kernel/spreadsheet/problems.ts";
import { readSheet } from "../kernel/spreadsheet/read.ts";
import type { Cell, Sheet, Spreadsheet } from "../kernel/spreadsheet/sheet.ts";

export interface AreaFile {
  sheetName: string;
  headerLine: number;
  columns: { header: string; column: AreaColumn | undefined }[];
  rows: SheetRow[];
  hiddenRows: number;
  unreadSheets: string[];
}

interface Form {
  sheet: Sheet;
  header: Header<AreaColumn>;
}

/** A county's largest town has some hundred villages and a thousand grids. */
const limits = { fileBytes: 5 * 1024 * 1024, rows: 5_000, cells: 200_000, sheets: 50 };

/** @throws Problem `organization.areaFileUnreadable`, `areaFileWithoutNames` */
export async function readAreaFile(file: File, locale: Locale): Promise<AreaFile> {
  const { sheets } = await read(file, locale);
  const visible = sheets.filter(({ hidden }) => !hidden);
  const forms = visible.flatMap((sheet) => formOf(sheet) ?? []);
  const [first] = forms;
  if (!first) throw problems.areaFileWithoutNames();
  const hasSeveral = forms.length > 1;
  return {
    sheetName: forms.map(({ sheet }) => sheet.name).join("、"),
    headerLine: first.header.line,
    columns: columnsOf(first),
    rows: forms.flatMap((form) => rowsOf(form, hasSeveral)),
    hiddenRows: forms.reduce((sum, { sheet }) => sum + sheet.hiddenRows.length, 0),
    unreadSheets: sheets
      .filter((sheet) => sheet.rows.length > 0 && forms.every((form) => form.sheet !== sheet))
      .map(({ name }) => name),
  };
}

async function read(file: File, locale: Locale): Promise<Spreadsheet> {
  try {
    return await readSheet(new Uint8Array(await file.arrayBuffer()), file.name, limits);
  } catch (error) {
    if (!(error instanceof SpreadsheetError)) throw error;
    const { message: reason, mend } = problemText(error.code, error.details, locale);
    throw problems.areaFileUnreadable({ code: error.code, reason, mend });
  }
}

/** A list of villages may well be one column. */
function formOf(sheet: Sheet): Form | undefined {
  const { village } = areaColumnSynonyms;
  const header: Header<AreaColumn> | undefined =
    findHeader(sheet, { synonyms: areaColumnSynonyms }) ??
    findHeader(sheet, { synonyms: { village } });
  const named = header ? areaColumns.filter((name) => header.columns[name] !== undefined) : [];
  return header && hasAreaNames(named) ? { sheet, header } : undefined;
}

function columnsOf({ header }: Form): AreaFile["columns"] {
  return header.texts.flatMap((text, index) => {
    const column = areaColumns.find((name) => header.columns[name] === index);
    return text === "" && !column ? [] : [{ header: text, column }];
  });
}

function rowsOf({ sheet, header }: Form, hasSeveral: boolean): SheetRow[] {
  const heads = cellsOf(
    header,
    header.texts.map((text) => ({ text })),
  );
  return sheet.rows.flatMap((line, index) => {
    if (index < header.dataFrom) return [];
    const cells = cellsOf(header, line);
    if (Object.keys(cells).length === 0) return [];
    const where = hasSeveral ? `${sheet.name}!${index + 1}` : String(index + 1);
    return [{ where, cells, isHeader: isHeaderAgain(cells, heads) }];
  });
}

/** Only what is filled in. */
function cellsOf({ columns }: Header<AreaColumn>, line: readonly Cell[]): AreaCells {
  const cells: AreaCells = {};
  for (const name of areaColumns) {
    const text = line[columns[name] ?? -1]?.text.trim();
    if (text) cells[name] = text;
  }
  return cells;
}
