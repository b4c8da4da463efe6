/** From a spreadsheet as read to the rows of a register: which sheets, which header, which columns. */

import { columnGroups, columnSynonyms } from "@lianfang/core/registry/import-columns.ts";
import type { ImportColumn } from "@lianfang/core/registry/import-contract.ts";
import { findHeader, type Header } from "../kernel/spreadsheet/header.ts";
import { spreadsheetProblem } from "../kernel/spreadsheet/problems.ts";
import {
  type Cell,
  LINES_ABOVE_DATA,
  type Sheet,
  type Spreadsheet,
} from "../kernel/spreadsheet/sheet.ts";

export interface FileColumn {
  /** From 0. */
  index: number;
  header: string;
  /** The first few values. */
  samples: string[];
  column?: ImportColumn | undefined;
  isHidden?: true | undefined;
}

export interface FileRow {
  sheet: string;
  /** From 1. */
  line: number;
  cells: readonly Cell[];
  isHidden?: true | undefined;
}

/** A sheet that is read. */
export interface FileSheet {
  name: string;
  rows: number;
  /** The texts of each line down to the header: titles, notes, the header itself. */
  above: string[][];
}

export interface UnreadSheet {
  name: string;
  rows: number;
  isHidden: boolean;
}

export interface FileReading {
  sheetName: string;
  headerLine: number;
  sheets: FileSheet[];
  columns: FileColumn[];
  rows: FileRow[];
  hiddenRows: number;
  unreadSheets: UnreadSheet[];
  encoding: Spreadsheet["encoding"];
  from1904: boolean;
}

interface Form {
  sheet: Sheet;
  header: Pick<Header<ImportColumn>, "dataFrom" | "line" | "columns" | "texts">;
}

/**
 * The rows of the sheet whose header says most, and of all visible sheets under the very same
 * header, as when each village has a sheet of its own. What is left unread is told.
 * @throws SpreadsheetError `empty` when no sheet holds a table
 */
export function readRegister({ sheets, encoding, from1904 }: Spreadsheet): FileReading {
  const visible = sheets.some(({ hidden }) => !hidden)
    ? sheets.filter(({ hidden }) => !hidden)
    : sheets;
  const forms = visible.flatMap((sheet) => formOf(sheet) ?? []);
  const main = forms.reduce<Form | undefined>(
    (best, form) => (best && saysMore(best, form) >= 0 ? best : form),
    undefined,
  );
  if (!main) throw spreadsheetProblem("empty");
  const alike = forms.filter((form) => hasSameHeader(form, main));
  const rowsOf = alike.map(dataRows);
  const rows = rowsOf.flat();
  return {
    sheetName: alike.map(({ sheet }) => sheet.name).join("、"),
    headerLine: main.header.line,
    sheets: alike.map(({ sheet, header }, at) => ({
      name: sheet.name,
      rows: rowsOf[at]?.length ?? 0,
      above: linesAbove(sheet, header),
    })),
    columns: columnsOf(main, rows),
    rows,
    hiddenRows: rows.filter(({ isHidden }) => isHidden).length,
    encoding,
    from1904,
    unreadSheets: sheets
      .filter((sheet) => alike.every((form) => form.sheet !== sheet))
      .map((sheet) => ({
        name: sheet.name,
        rows: sheet.rows.filter(isFilled).length,
        isHidden: sheet.hidden,
      }))
      .filter(({ rows }) => rows > 0),
  };
}

function formOf(sheet: Sheet): Form | undefined {
  const words = { synonyms: columnSynonyms, groups: columnGroups };
  const header = findHeader(sheet, words) ?? fullestLine(sheet);
  return header && { sheet, header };
}

/** Where no line is known for a header, the fullest of the first: its columns are matched by hand. */
function fullestLine({ rows }: Sheet): Form["header"] | undefined {
  const filled = (row: readonly Cell[]) =>
    new Set(row.map(({ text }) => text).filter(Boolean)).size;
  const first = rows.slice(0, LINES_ABOVE_DATA);
  const most = Math.max(0, ...first.map(filled));
  if (most < 2) return undefined;
  const index = first.findIndex((row) => filled(row) === most);
  const texts = (first[index] ?? []).map(({ text }) => text);
  return { dataFrom: index + 1, line: index + 1, columns: {}, texts };
}

function saysMore(one: Form, other: Form): number {
  const named = ({ header }: Form) => Object.keys(header.columns).length;
  return named(one) - named(other) || one.sheet.rows.length - other.sheet.rows.length;
}

function hasSameHeader({ header }: Form, main: Form): boolean {
  const texts = (form: Form["header"]) => JSON.stringify(form.texts.map((text) => text.trim()));
  return texts(header) === texts(main.header);
}

function isFilled(cells: readonly Cell[]): boolean {
  return cells.some(({ text, uncalculated }) => text !== "" || uncalculated);
}

function dataRows({ sheet, header }: Form): FileRow[] {
  const hidden = new Set(sheet.hiddenRows);
  return sheet.rows.flatMap((cells, index) => {
    if (index < header.dataFrom || !isFilled(cells)) return [];
    const line = index + 1;
    return [
      { sheet: sheet.name, line, cells, ...(hidden.has(line) && { isHidden: true as const }) },
    ];
  });
}

function linesAbove({ rows }: Sheet, { dataFrom }: Form["header"]): string[][] {
  const lines = rows.slice(0, dataFrom).map((cells) => cells.map(({ text }) => text));
  return lines.filter((texts) => texts.some(Boolean));
}

const mostSamples = 3;

function columnsOf({ sheet, header }: Form, rows: readonly FileRow[]): FileColumn[] {
  const hidden = new Set(sheet.hiddenColumns);
  const columnAt = new Map<number, ImportColumn>();
  let name: ImportColumn;
  for (name in columnSynonyms) {
    const index = header.columns[name];
    if (index !== undefined) columnAt.set(index, name);
  }
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), header.texts.length);
  const columns = Array.from({ length: width }, (_, index) => ({
    index,
    header: header.texts[index] ?? "",
    samples: samplesAt(rows, index),
    column: columnAt.get(index),
    ...(hidden.has(index) && { isHidden: true as const }),
  }));
  return columns.filter(({ header: text, samples }) => text !== "" || samples.length > 0);
}

function samplesAt(rows: readonly FileRow[], index: number): string[] {
  const samples = new Set<string>();
  for (const { cells } of rows) {
    const text = cells[index]?.text ?? "";
    if (text !== "") samples.add(text);
    if (samples.size === mostSamples) break;
  }
  return [...samples];
}
