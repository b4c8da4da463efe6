/** A messy register as an xlsx file, with all that such files have: joined cells, formulas, formats. */
import { type ArchivePart, pack } from "@lianfang/server/kernel/archive/pack.ts";
import type { MessyCell, MessyLine, MessySheet } from "./cells.ts";
import type { MessyRegister } from "./register.ts";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPES = "http://schemas.openxmlformats.org/package/2006/content-types";
const SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const DATE_STYLE = 1;

export function messyXlsx({ sheets, from1904 }: MessyRegister): Promise<Uint8Array> {
  const numbers = sheets.map((_, at) => at + 1);
  return pack([
    part("[Content_Types].xml", contentTypes(numbers)),
    part("_rels/.rels", relations([relation("rId1", "officeDocument", "xl/workbook.xml")])),
    part("xl/workbook.xml", workbook(sheets, from1904)),
    part(
      "xl/_rels/workbook.xml.rels",
      relations([
        ...numbers.map((at) => relation(`rId${at}`, "worksheet", `worksheets/sheet${at}.xml`)),
        relation("styles", "styles", "styles.xml"),
      ]),
    ),
    part("xl/styles.xml", styles),
    ...sheets.map((sheet, at) => part(`xl/worksheets/sheet${at + 1}.xml`, sheetXml(sheet))),
  ]);
}

function part(path: string, xml: string): ArchivePart {
  const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  return { path, content: Buffer.from(declaration + xml) };
}

const override = (name: string, type: string) =>
  `<Override PartName="/xl/${name}" ContentType="${SHEET}.${type}+xml"/>`;

function contentTypes(numbers: readonly number[]): string {
  const sheets = numbers.map((at) => override(`worksheets/sheet${at}.xml`, "worksheet"));
  return (
    `<Types xmlns="${TYPES}"><Default Extension="rels" ` +
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    `<Default Extension="xml" ContentType="application/xml"/>` +
    `${override("workbook.xml", "sheet.main")}${override("styles.xml", "styles")}${sheets.join("")}</Types>`
  );
}

const relations = (all: readonly string[]) =>
  `<Relationships xmlns="${PACKAGE}">${all.join("")}</Relationships>`;
const relation = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;

function workbook(sheets: readonly MessySheet[], from1904: boolean): string {
  const named = sheets.map(
    ({ name, isHidden }, at) =>
      `<sheet name="${xml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"${isHidden ? ' state="hidden"' : ""}/>`,
  );
  return (
    `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">` +
    `<workbookPr${from1904 ? ' date1904="1"' : ""}/><sheets>${named.join("")}</sheets></workbook>`
  );
}

const styles =
  `<styleSheet xmlns="${MAIN}"><fonts count="1"><font><sz val="11"/></font></fonts>` +
  '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>' +
  '<borders count="1"><border/></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>' +
  '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>';

function sheetXml({ lines, merges, hiddenColumns }: MessySheet): string {
  const columns = hiddenColumns.map((at) => `<col min="${at}" max="${at}" width="9" hidden="1"/>`);
  const joined = merges.filter(
    ({ fromLine, toLine, fromColumn, toColumn }) => fromLine < toLine || fromColumn < toColumn,
  );
  const refs = joined.map(
    ({ fromLine, toLine, fromColumn, toColumn }) =>
      `<mergeCell ref="${letters(fromColumn)}${fromLine}:${letters(toColumn)}${toLine}"/>`,
  );
  return (
    `<worksheet xmlns="${MAIN}">${columns.length > 0 ? `<cols>${columns.join("")}</cols>` : ""}` +
    `<sheetData>${lines.map(lineXml).join("")}</sheetData>` +
    `${refs.length > 0 ? `<mergeCells>${refs.join("")}</mergeCells>` : ""}</worksheet>`
  );
}

function lineXml({ cells, isHidden }: MessyLine, at: number): string {
  const all = cells.map((cell, column) => cellXml(cell, `${letters(column + 1)}${at + 1}`));
  return `<row r="${at + 1}"${isHidden ? ' hidden="1"' : ""}>${all.join("")}</row>`;
}

function cellXml(cell: MessyCell, reference: string): string {
  switch (cell.is) {
    case "text":
      if (cell.text === "") return "";
      return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${xml(cell.text)}</t></is></c>`;
    case "number":
      return `<c r="${reference}"${cell.asDate ? ` s="${DATE_STYLE}"` : ""}><v>${cell.stored}</v></c>`;
    case "formula":
      return cell.result === undefined
        ? `<c r="${reference}"><f>${xml(cell.formula)}</f></c>`
        : `<c r="${reference}" t="str"><f>${xml(cell.formula)}</f><v>${xml(cell.result)}</v></c>`;
    case "error":
      return `<c r="${reference}" t="e"><f>NA()</f><v>${xml(cell.error)}</v></c>`;
  }
}

/** 1 → A, 27 → AA. */
function letters(column: number): string {
  const rest = (column - 1) % 26;
  const before = (column - 1 - rest) / 26;
  return (before > 0 ? letters(before) : "") + String.fromCharCode(65 + rest);
}

function xml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
