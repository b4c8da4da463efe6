/**
 * The XML of the one kind of xlsx file written here: one sheet, a bold frozen header, if need be with
 * lines above it, columns of text, numbers or days. ECMA-376 part 1, 18.3 (worksheet), 18.8 (styles).
 */
import { neutralise } from "./cell-text.ts";
import { spreadsheetProblem } from "./problems.ts";

export type ColumnKind = "text" | "number" | "date";

export interface SheetColumn {
  header: string;
  /** In characters of the digit 0; by the header when left out. */
  width?: number;
  /** `text` when left out. */
  kind?: ColumnKind;
}

/** A value to write. Days are text, `YYYY-MM-DD`. */
export type SheetValue = string | number | boolean | null | undefined;

/** What Excel holds in a cell. */
export const LONGEST_CELL = 32_767;

const HEADER_STYLE = 1;
const WRAPPED_STYLE = 5;
const STYLES: Record<ColumnKind, number> = { text: 2, number: 3, date: 4 };
// Number format 49 is "text": what people type into such a column stays as typed, identity numbers
// with all their digits. 14 is the day in the reader's own form.
const CELL_FORMATS =
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>' +
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment wrapText="1"/></xf>';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml";

export const CONTENT_TYPES = `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/></Types>`;

export const ROOT_RELATIONS = `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

export const WORKBOOK_RELATIONS = `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`;

export const STYLE_SHEET = `${DECLARATION}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="宋体"/><charset val="134"/></font><font><b/><sz val="11"/><name val="宋体"/><charset val="134"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6">${CELL_FORMATS}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

/** @param headerLine the line of the header, repeated on every printed page with those above it */
export function workbookXml(sheetName: string, headerLine: number): string {
  const name = tabName(sheetName);
  const titles = `'${name.replaceAll("'", "''")}'!$1:$${headerLine}`;
  return (
    `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">` +
    `<sheets><sheet name="${xmlText(name)}" sheetId="1" r:id="rId1"/></sheets>` +
    `<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">${xmlText(titles)}` +
    "</definedName></definedNames></workbook>"
  );
}

/** A name Excel takes for a sheet: 31 characters, without `[]:*?/\`, no apostrophe at either end. */
function tabName(name: string): string {
  const allowed = name.replace(/[[\]:*?/\\]/g, " ").slice(0, 31);
  return allowed.replace(/^[' ]+|[' ]+$/g, "") || "Sheet1";
}

/**
 * Everything up to the first row of data.
 * @param above lines above the header, each across all columns
 */
export function sheetHead(columns: readonly SheetColumn[], above: readonly string[]): string {
  const header = above.length + 1;
  const lines = above.map(
    (text, index) =>
      `<row r="${index + 1}">${textCell(text, at(0, index + 1), index === 0 ? HEADER_STYLE : STYLES.text)}</row>`,
  );
  const widths = columns.map(({ header, width, kind = "text" }, index) => {
    const number = index + 1;
    const wide = width ?? defaultWidth(header, kind);
    return `<col min="${number}" max="${number}" width="${wide}" style="${STYLES[kind]}" customWidth="1"/>`;
  });
  const headers = columns.map((column, index) =>
    textCell(column.header, at(index, header), HEADER_STYLE),
  );
  return (
    `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">` +
    `<pane ySplit="${header}" topLeftCell="A${header + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
    `<sheetFormatPr defaultRowHeight="15"/><cols>${widths.join("")}</cols>` +
    `<sheetData>${lines.join("")}<row r="${header}">${headers.join("")}</row>`
  );
}

// A4 lying down, as wide as one page, with the header on each.
const PRINTED =
  '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>' +
  '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>' +
  "<headerFooter><oddFooter>&amp;P / &amp;N</oddFooter></headerFooter>";

/**
 * Everything after the last row: filters on the header, and how it prints.
 * @param above how many lines stand above the header
 */
export function sheetTail(
  columns: readonly SheetColumn[],
  lastLine: number,
  above: number,
): string {
  const last = Math.max(0, columns.length - 1);
  const across = Array.from(
    { length: last > 0 ? above : 0 },
    (_, index) => `<mergeCell ref="A${index + 1}:${at(last, index + 1)}"/>`,
  );
  const merged =
    across.length > 0 ? `<mergeCells count="${across.length}">${across.join("")}</mergeCells>` : "";
  const filtered = `<autoFilter ref="A${above + 1}:${at(last, lastLine)}"/>`;
  return `</sheetData>${filtered}${merged}${PRINTED}</worksheet>`;
}

/** The reference of a cell: `at(27, 3)` is `AB3`. */
function at(column: number, line: number): string {
  return columnLetters(column) + line;
}

function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnLetters(Math.floor(column / 26) - 1) + last;
}

function defaultWidth(header: string, kind: ColumnKind): number {
  const shown = [...header].reduce((sum, sign) => sum + (sign > "\u2e7f" ? 2 : 1), 0);
  return Math.max(shown + 2, kind === "text" ? 14 : 12);
}

/**
 * One row of data.
 * @throws SpreadsheetError `cellTooLong`
 */
export function rowXml(
  columns: readonly SheetColumn[],
  values: readonly SheetValue[],
  line: number,
): string {
  const cells = columns.map(({ header, kind = "text" }, index) => {
    const value = values[index];
    const text = typeof value === "string" ? value : "";
    if (text.length >= LONGEST_CELL) {
      throw spreadsheetProblem("cellTooLong", { line, column: header, limit: LONGEST_CELL });
    }
    return cellXml(value, at(index, line), kind);
  });
  return `<row r="${line}">${cells.join("")}</row>`;
}

function cellXml(value: SheetValue, reference: string, kind: ColumnKind): string {
  if (value === null || value === undefined || value === "") return "";
  const stored =
    kind === "number" ? exactNumber(value) : kind === "date" ? serialOf(value) : undefined;
  return stored === undefined
    ? textCell(String(value), reference, String(value).includes("\n") ? WRAPPED_STYLE : STYLES.text)
    : `<c r="${reference}" s="${STYLES[kind]}"><v>${stored}</v></c>`;
}

/** Excel keeps 15 digits of a number; a longer one is written as text. */
function exactNumber(value: SheetValue): number | undefined {
  const isExact = typeof value === "number" && Number.isFinite(value) && Math.abs(value) < 1e15;
  return isExact ? value : undefined;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const EPOCH = Date.UTC(1899, 11, 30);
/** 1900-03-01, the first day on which Excel's count is the calendar's. */
const FIRST_TRUE_SERIAL = 61;

/** The serial number of a day; undefined for what is no day or one that Excel counts wrongly. */
function serialOf(day: SheetValue): number | undefined {
  if (typeof day !== "string" || !DAY.test(day)) return undefined;
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight)) return undefined;
  if (new Date(midnight).toISOString().slice(0, 10) !== day) return undefined;
  const serial = (midnight - EPOCH) / 86_400_000;
  return serial >= FIRST_TRUE_SERIAL ? serial : undefined;
}

function textCell(value: string, reference: string, style: number): string {
  const text = neutralise(value);
  const space = /^\s|\s$|\s\s|[\n\t]/.test(text) ? ' xml:space="preserve"' : "";
  return `<c r="${reference}" s="${style}" t="inlineStr"><is><t${space}>${xmlText(text)}</t></is></c>`;
}

// Characters XML can't hold are written _xHHHH_; so must be text that looks like that already.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters XML can't hold
const UNWRITABLE = /[\0-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9a-f]{4}_)/gi;
const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)
    .replace(UNWRITABLE, (sign) => `_x${sign.charCodeAt(0).toString(16).padStart(4, "0")}_`);
}
