/** Files that are broken, not what they say, or made to do harm. None may harm the server. */

import fc from "fast-check";
import { zipSync } from "fflate";
import { writeXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { SpreadsheetError } from "./problems.ts";
import { readSheet } from "./read.ts";
import type { SpreadsheetLimits } from "./sheet.ts";
import { sheetOf, xlsxByHand } from "./xlsx-by-hand.ts";

async function problemOf(file: Uint8Array, limits?: Partial<SpreadsheetLimits>) {
  try {
    await readSheet(file, "a.xlsx", limits);
  } catch (error) {
    if (error instanceof SpreadsheetError) return [error.code, error.details];
    throw error;
  }
  return ["read"];
}

const text = (content: string) => Buffer.from(content);
const compoundFile = (stream: string) =>
  Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.alloc(1016),
    Buffer.from(stream, "utf16le"),
    Buffer.alloc(512),
  ]);

describe("a file of another kind", () => {
  it.each([
    ["nothing", new Uint8Array(), "empty", undefined],
    ["a pdf", text("%PDF-1.7\n…"), "notASpreadsheet", { found: "pdf" }],
    [
      "a picture",
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10]),
      "notASpreadsheet",
      { found: "picture" },
    ],
    ["a program", text("MZ\0\0"), "notASpreadsheet", { found: "program" }],
    ["an empty archive", zipSync({}), "notASpreadsheet", { found: "archive" }],
    ["an archive", zipSync({ "a.txt": text("a") }), "notASpreadsheet", { found: "archive" }],
    [
      "a Word file",
      zipSync({ "word/document.xml": text("<a/>") }),
      "notASpreadsheet",
      { found: "word" },
    ],
    ["an old xls file", compoundFile("Workbook"), "legacyXls", undefined],
    ["an old doc file", compoundFile("WordDocument"), "notASpreadsheet", { found: "word" }],
    [
      "a web page",
      text("\ufeff <html><table><tr><td>姓名</td></tr></table>"),
      "otherFormat",
      { format: "html" },
    ],
    [
      "an XML table",
      text('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'),
      "otherFormat",
      { format: "xml2003" },
    ],
    ["an xlsb file", zipSync({ "xl/workbook.bin": text("x") }), "otherFormat", { format: "xlsb" }],
    [
      "an ods file",
      zipSync(
        {
          mimetype: text("application/vnd.oasis.opendocument.spreadsheet"),
          "content.xml": text(""),
        },
        { level: 0 },
      ),
      "otherFormat",
      { format: "ods" },
    ],
    ["noise", Buffer.from([0, 1, 2, 3, 4, 5]), "unknownEncoding", undefined],
    ["an empty table", xlsxByHand({}), "empty", undefined],
    ["an empty text", text("\r\n\r\n"), "empty", undefined],
  ])("%s", async (_, file, problem, details) => {
    expect(await problemOf(file)).toEqual([`spreadsheet.${problem}`, details]);
  });

  it("protected by a password", async () => {
    const encryption = { password: "geheim", spinCount: 10 };
    const file = await writeXlsx({ sheets: [{ name: "a", rows: [["a"]] }], encryption });
    expect(await problemOf(file)).toEqual(["spreadsheet.encrypted", undefined]);
  });
});

describe("a broken file", () => {
  const row = '<row r="1"><c r="A1"><v>1</v></c></row>';

  it.each([
    [
      "cut off in its XML",
      { files: { "xl/worksheets/sheet1.xml": `<worksheet><sheetData>${row}` } },
    ],
    ["with XML that isn't closed", { sheet: `<sheetData>${row}</row>` }],
    ["with a line twice", { sheet: `<sheetData>${row}${row}</sheetData>` }],
    [
      "with a cell twice",
      { sheet: '<sheetData><row><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row></sheetData>' },
    ],
    [
      "with a text that isn't there",
      { sheet: '<sheetData><row><c t="s"><v>9</v></c></row></sheetData>' },
    ],
    [
      "with a nonsensical cell",
      { sheet: '<sheetData><row><c r="__proto__"><v>1</v></c></row></sheetData>' },
    ],
    ["without its sheet", { files: { "xl/_rels/workbook.xml.rels": "<Relationships/>" } }],
    [
      "with bytes that are no UTF-8",
      { files: { "xl/worksheets/sheet1.xml": Buffer.from([60, 97, 0xff, 62]) } },
    ],
    [
      "with an address that can't be decoded",
      {
        files: {
          "_rels/.rels": '<a><Relationship Id="a" Type="/officeDocument" Target="%E0%A4%A"/></a>',
        },
      },
    ],
  ])("%s", async (_, made) => {
    expect(await problemOf(xlsxByHand(made))).toEqual(["spreadsheet.damaged", undefined]);
  });

  it("cut off anywhere, or with a byte changed, is refused or read whole", async () => {
    const rows = Array.from({ length: 40 }, (_, index) => [`${index}`, "甲"]);
    const whole = xlsxByHand({ sheet: sheetOf(...rows) });
    const damage = fc.record({ at: fc.nat(whole.length - 1), bit: fc.nat(7), cut: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(damage, async ({ at, bit, cut }) => {
        // Its first letters alone are the text they spell.
        const isWord = cut && at > 0 && at < "PK\x03".length;
        const file = Buffer.from(cut ? whole.subarray(0, at) : whole);
        if (!cut) file[at] = (file[at] ?? 0) ^ (1 << bit);
        const read = await readSheet(file, "a").catch((error: unknown) => error);
        if (read instanceof SpreadsheetError) return;
        expect(read).toMatchObject({
          format: isWord ? "csv" : "xlsx",
          sheets: [{ rows: { length: isWord ? 1 : rows.length } }],
        });
      }),
      { numRuns: 15, examples: [[{ at: 1, bit: 0, cut: true }], [{ at: 3, bit: 0, cut: true }]] },
    );
  }, 60_000);

  it("a csv that ends inside quotes", async () => {
    expect(await problemOf(text('姓名,住址\n张三,"东观\n李四,西观\n'))).toEqual([
      "spreadsheet.damaged",
      undefined,
    ]);
  });
});

describe("a file that asks too much", () => {
  const bytes = (count: number) => new Uint8Array(count);

  it("too large", async () => {
    expect(await problemOf(bytes(2_000_000), { fileBytes: 1_500_000 })).toEqual([
      "spreadsheet.tooLarge",
      { megabytes: 2, limitMegabytes: 1.5 },
    ]);
  });

  it("a bomb by its declared size", async () => {
    const bomb = xlsxByHand({ files: { "xl/media/a.bin": bytes(30_000_000) } });
    expect(bomb.length).toBeLessThan(100_000);
    expect(await problemOf(bomb)).toEqual(["spreadsheet.unpacksTooLarge", undefined]);
  });

  it("a bomb that lies about its size", async () => {
    const honest = Buffer.from(
      xlsxByHand({ files: { "xl/worksheets/sheet1.xml": bytes(30_000_000).fill(32) } }),
    );
    const entry = honest.lastIndexOf("xl/worksheets/sheet1.xml") - 46;
    honest.writeUInt32LE(1000, entry + 24);
    expect(await problemOf(honest)).toEqual(["spreadsheet.unpacksTooLarge", undefined]);
  });

  it("entities that unfold", async () => {
    const doctype =
      '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>';
    const sheet = `<?xml version="1.0"?>${doctype}<worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>`;
    const file = xlsxByHand({ files: { "xl/worksheets/sheet1.xml": sheet } });
    expect(await problemOf(file)).toEqual(["spreadsheet.damaged", undefined]);
  });

  it("one long text shown in every cell", async () => {
    const texts = `<si><t>${"长".repeat(32_000)}</t></si>`;
    const cells = '<c t="s"><v>0</v></c>'.repeat(100);
    const rows = Array.from({ length: 400 }, () => `<row>${cells}</row>`).join("");
    const file = xlsxByHand({ texts, sheet: `<sheetData>${rows}</sheetData>` });
    const limits = { ratio: 2000 };
    expect(await problemOf(file, limits)).toEqual(["spreadsheet.tooMuchContent", undefined]);
  });

  it("cells joined over everything, again and again", async () => {
    const merges = Array.from({ length: 200 }, () => '<mergeCell ref="A1:A1048576"/>').join("");
    const last = '<row r="50000"><c r="A50000"><v>1</v></c></row>';
    const first = '<row r="1"><c r="A1"><v>1</v></c></row>';
    const sheet = `<sheetData>${first}${last}</sheetData><mergeCells>${merges}</mergeCells>`;
    const file = xlsxByHand({ sheet });
    expect(await problemOf(file)).toEqual(["spreadsheet.tooMuchContent", undefined]);
  });

  it("more rows, columns, sheets than allowed", async () => {
    const at = (reference: string, line: number) =>
      xlsxByHand({
        sheet: `<sheetData><row r="${line}"><c r="${reference}"><v>1</v></c></row></sheetData>`,
      });
    expect(await problemOf(at("A100021", 100_021))).toEqual([
      "spreadsheet.tooManyRows",
      { limit: 100_000 },
    ]);
    expect(await problemOf(at("XFD1", 1))).toEqual(["spreadsheet.tooManyColumns", { limit: 500 }]);
    const sheets = Array.from({ length: 3 }, (_, index) => ({ name: `${index}`, rows: [["a"]] }));
    expect(await problemOf(await writeXlsx({ sheets }), { sheets: 2 })).toEqual([
      "spreadsheet.tooManySheets",
      { limit: 2 },
    ]);
    const csv = text("a\n".repeat(150));
    expect(await problemOf(csv, { rows: 100 })).toEqual([
      "spreadsheet.tooManyRows",
      { limit: 100 },
    ]);
  });

  it("more memory than the reading process has", async () => {
    const si = Array.from({ length: 600_000 }, (_, index) => `<si><t>${index}</t></si>`).join("");
    const file = xlsxByHand({ texts: si, sheet: sheetOf(["a"]) });
    expect(await problemOf(xlsxByHand({ sheet: sheetOf(["a"]) }), { heapMegabytes: 24 })).toEqual([
      "read",
    ]);
    expect(await problemOf(file, { heapMegabytes: 24 })).toEqual([
      "spreadsheet.tooMuchContent",
      undefined,
    ]);
  }, 30_000);

  it("more time than it is given", async () => {
    const file = xlsxByHand({ sheet: sheetOf(...Array.from({ length: 90_000 }, () => ["a"])) });
    expect(await problemOf(file, { milliseconds: 120 })).toEqual([
      "spreadsheet.tooSlow",
      { seconds: 0.12 },
    ]);
  });
});
