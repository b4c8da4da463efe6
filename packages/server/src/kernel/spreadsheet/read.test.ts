import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeXlsx } from "hucre/xlsx";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { findHeader } from "./header.ts";
import { readSheet } from "./read.ts";
import type { Sheet } from "./sheet.ts";
import { sheetOf, xlsxByHand } from "./xlsx-by-hand.ts";

const textsOf = (sheet: Sheet | undefined) => sheet?.rows.map((row) => row.map(({ text }) => text));

describe("an xlsx file of another program", () => {
  it("is read with its days, numbers, formulas, and all its sheets", async () => {
    const file = await writeXlsx({
      sheets: [
        {
          name: "户籍",
          rows: [
            ["姓名", "出生日期", "人口", "已签", "合计", "电话"],
            ["张三", new Date(Date.UTC(1980, 0, 2)), 4, true, null, 13900000000],
            ["李四", new Date(Date.UTC(2020, 1, 3)), 36.6, false, null, null],
          ],
          cells: new Map([["1,4", { formula: "C2*2", formulaResult: 8 }]]),
        },
        { name: "空表", rows: [] },
        { name: "备份", rows: [["旧"]], hidden: true },
      ],
    });
    const read = await readSheet(file, "底册.xls");
    expect(read).toMatchObject({ name: "底册.xls", format: "xlsx", encoding: "utf-8" });
    expect(read.sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ["户籍", false],
      ["空表", false],
      ["备份", true],
    ]);
    expect(textsOf(read.sheets[0])).toEqual([
      ["姓名", "出生日期", "人口", "已签", "合计", "电话"],
      ["张三", "1980-01-02", "4", "TRUE", "8", "13900000000"],
      ["李四", "2020-02-03", "36.6", "FALSE"],
    ]);
  });

  it("counting from 1904 gives the same days", async () => {
    const rows = [[new Date(Date.UTC(2020, 1, 3))]];
    const file = await writeXlsx({ sheets: [{ name: "a", rows }], dateSystem: "1904" });
    const read = await readSheet(file, "a");
    expect(read.from1904).toBe(true);
    expect(textsOf(read.sheets[0])).toEqual([["2020-02-03"]]);
  });

  it("has its hidden rows and columns named and its rows in their lines", async () => {
    const sheet =
      '<cols><col min="2" max="3" hidden="1"/><col min="4" max="4"/><col min="6" max="6" hidden="true"/></cols>' +
      '<sheetData><row r="2" hidden="1"><c r="B2" t="inlineStr"><is><t>隐</t></is></c></row>' +
      '<row r="4"><c r="A4"><v>1</v></c></row><row r="9"><c r="A9" s="1"/></row></sheetData>';
    const [read] = (await readSheet(xlsxByHand({ sheet }), "a")).sheets;
    expect(read?.hiddenRows).toEqual([2]);
    expect(read?.hiddenColumns).toEqual([1, 2, 5]);
    expect(textsOf(read)).toEqual([[], ["", "隐"], [], ["1"]]);
  });

  it("shows a cell joined downward beside every line it spans", async () => {
    const sheet =
      `${sheetOf(["东观镇底册", "", ""], ["户号", "姓名", ""], ["1", "张三"], ["", "张小三"], ["", "张四"])}` +
      '<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="A3:A5"/></mergeCells>';
    const [read] = (await readSheet(xlsxByHand({ sheet }), "a")).sheets;
    expect(read?.spans).toEqual([{ line: 1, fromColumn: 0, toColumn: 2 }]);
    expect(textsOf(read)).toEqual([
      ["东观镇底册"],
      ["户号", "姓名"],
      ["1", "张三"],
      ["1", "张小三"],
      ["1", "张四"],
    ]);
    const synonyms = { no: ["户号"], name: ["姓名"] };
    expect(read && findHeader(read, { synonyms })?.line).toBe(2);
  });

  it("flags digits that are lost and formulas nobody has calculated", async () => {
    const sheet =
      '<sheetData><row r="1"><c r="A1"><v>4.12829198001011E+17</v></c>' +
      '<c r="B1"><f>A1+1</f></c><c r="C1" t="str"><f>"a"</f><v>a</v></c></row></sheetData>';
    const [read] = (await readSheet(xlsxByHand({ sheet }), "a")).sheets;
    expect(read?.rows).toEqual([
      [
        { text: "412829198001011000", damaged: true },
        { text: "", uncalculated: true },
        { text: "a" },
      ],
    ]);
  });

  it("keeps leading zeros that the format shows, and rich text without its reading aids", async () => {
    const styles =
      '<numFmts><numFmt numFmtId="176" formatCode="000000"/></numFmts>' +
      '<cellXfs><xf numFmtId="0"/><xf numFmtId="176"/></cellXfs>';
    const texts =
      "<si><r><t>张</t></r><r><rPr><b/></rPr><t>三</t></r><rPh><t>チョウ</t></rPh></si>" +
      "<si><t>a_x000D_&amp;_x005F_x0041_</t></si>";
    const sheet =
      '<sheetData><row><c s="1"><v>42</v></c><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row></sheetData>';
    const [read] = (await readSheet(xlsxByHand({ sheet, styles, texts }), "a")).sheets;
    expect(textsOf(read)).toEqual([["000042", "张三", "a\n&_x0041_"]]);
  });

  it("is read from a path as well", async () => {
    const folder = await mkdtemp(join(tmpdir(), "lianfang-sheet-"));
    try {
      await writeFile(join(folder, "a.xlsx"), xlsxByHand({ sheet: sheetOf(["甲"]) }));
      expect(textsOf((await readSheet(join(folder, "a.xlsx"), "a")).sheets[0])).toEqual([["甲"]]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe("a csv file", () => {
  const text =
    '姓名;身份证号;备注\r\n张三;4.12829E+17;"住\n一楼"\r\n\r\n李四;412829198001010000;\r\n';
  const expected = [
    ["姓名", "身份证号", "备注"],
    ["张三", "4.12829E+17", "住\n一楼"],
    [],
    ["李四", "412829198001010000"],
  ];

  it.each([
    ["utf-8", "with its mark"],
    ["utf-8", "without a mark"],
    ["utf-16le", "with its mark"],
    ["utf-16le", "without a mark"],
    ["utf-16be", "with its mark"],
    ["utf-16be", "without a mark"],
    ["gb18030", "without a mark"],
  ])("in %s %s is read", async (encoding, mark) => {
    const file = iconv.encode(text, encoding, { addBOM: mark === "with its mark" });
    const read = await readSheet(file, "a.xlsx");
    expect(read).toMatchObject({ format: "csv", encoding });
    expect(textsOf(read.sheets[0])).toEqual(expected);
    expect(read.sheets[0]?.rows[1]?.[1]).toEqual({ text: "4.12829E+17", damaged: true });
  });
});
