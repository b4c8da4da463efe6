/** For tests: xlsx files made of XML written by hand, as odd as the test needs them. */
import { zipSync } from "fflate";

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const relations = (inner: string) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`;
const relation = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="${DOCUMENT}/${type}" Target="${target}"/>`;

export interface HandMade {
  /** What stands between `<worksheet>` and `</worksheet>`. */
  sheet?: string;
  /** What stands between `<sst>` and `</sst>`. */
  texts?: string;
  /** What stands between `<styleSheet>` and `</styleSheet>`. */
  styles?: string;
  /** Attributes of `workbookPr`. */
  workbook?: string;
  /** Files that replace those made from the above, or are added. */
  files?: Record<string, string | Uint8Array>;
}

/** One sheet named 表, from its rows' XML. */
export function xlsxByHand({ sheet, texts, styles, workbook, files }: HandMade): Uint8Array {
  const parts: Record<string, string | Uint8Array> = {
    "[Content_Types].xml":
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "_rels/.rels": relations(relation("rId1", "officeDocument", "xl/workbook.xml")),
    "xl/_rels/workbook.xml.rels": relations(
      relation("rId1", "worksheet", "worksheets/sheet1.xml") +
        relation("rId2", "sharedStrings", "sharedStrings.xml") +
        relation("rId3", "styles", "styles.xml"),
    ),
    "xl/workbook.xml": `<workbook ${MAIN} xmlns:r="${DOCUMENT}"><workbookPr ${workbook ?? ""}/><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/worksheets/sheet1.xml": `<worksheet ${MAIN}>${sheet ?? "<sheetData/>"}</worksheet>`,
    "xl/sharedStrings.xml": `<sst ${MAIN}>${texts ?? ""}</sst>`,
    "xl/styles.xml": `<styleSheet ${MAIN}>${styles ?? ""}</styleSheet>`,
    ...files,
  };
  const bytes = Object.entries(parts).map(([path, content]) => [path, Buffer.from(content)]);
  return zipSync(Object.fromEntries(bytes));
}

/** Rows of inline text. */
export function sheetOf(...rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  const lines = rows.map((row) => `<row>${row.map(cell).join("")}</row>`);
  return `<sheetData>${lines.join("")}</sheetData>`;
}
