import fc from "fast-check";
import { strFromU8, unzipSync } from "fflate";
import { readXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { normaliseCell } from "./cell-text.ts";
import { readSheet } from "./read.ts";
import { type Table, writeCsv, writeSheet } from "./write.ts";

const TABLE: Table = {
  sheetName: "退回的行",
  columns: [
    { header: "姓名" },
    { header: "身份证号", width: 22 },
    { header: "人数", kind: "number" },
    { header: "出生日期", kind: "date" },
  ],
  rows: [
    ["张三", "412829198001010000", 4, "1980-01-01"],
    ["=cmd|' /C calc'!A0", "0042", "不详", "1980年"],
    ["", null, 1e16 + 2, "1899-12-31"],
    ["最后", undefined, undefined, undefined],
  ],
};

const part = (file: Uint8Array, path: string) => {
  const bytes = unzipSync(file)[path];
  return bytes ? strFromU8(bytes) : "";
};

describe("writeSheet", () => {
  it("is read by another program, every cell of its kind", async () => {
    const workbook = await readXlsx(await writeSheet(TABLE));
    expect(workbook.sheets[0]?.name).toBe("退回的行");
    expect(workbook.sheets[0]?.rows).toEqual([
      ["姓名", "身份证号", "人数", "出生日期"],
      ["张三", "412829198001010000", 4, new Date(Date.UTC(1980, 0, 1))],
      ["'=cmd|' /C calc'!A0", "0042", "不详", "1980年"],
      [null, null, "10000000000000002", "1899-12-31"],
      ["最后", null, null, null],
    ]);
  });

  it("comes back as it was written", async () => {
    const [sheet] = (await readSheet(await writeSheet(TABLE), "a.xlsx")).sheets;
    expect(sheet?.rows.map((row) => row.map(({ text }) => text))).toEqual([
      ["姓名", "身份证号", "人数", "出生日期"],
      ["张三", "412829198001010000", "4", "1980-01-01"],
      ["=cmd|' /C calc'!A0", "0042", "不详", "1980年"],
      ["", "", "10000000000000002", "1899-12-31"],
      ["最后"],
    ]);
  });

  it("freezes a bold header, keeps columns as text for what is typed later, and filters", async () => {
    const sheet = part(await writeSheet(TABLE), "xl/worksheets/sheet1.xml");
    expect(sheet).toContain(
      '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>',
    );
    expect(sheet).toContain('<col min="2" max="2" width="22" style="2" customWidth="1"/>');
    expect(sheet).toContain('<c r="A1" s="1" t="inlineStr">');
    expect(sheet).toContain('<autoFilter ref="A1:D5"/>');
    const styles = part(await writeSheet(TABLE), "xl/styles.xml");
    expect(styles).toContain('<font><b/><sz val="11"/>');
    expect(styles).toContain('<xf numFmtId="49" fontId="1"');
  });

  it("has lines above its header when given, and is read below them", async () => {
    const above = ["名册", "=用途：核查"];
    const file = await writeSheet({ ...TABLE, above });
    const sheet = part(file, "xl/worksheets/sheet1.xml");
    expect(sheet).toContain('<pane ySplit="3" topLeftCell="A4"');
    expect(sheet).toContain('<mergeCell ref="A2:D2"/>');
    expect(sheet).toContain('<autoFilter ref="A3:D7"/>');
    expect(part(file, "xl/workbook.xml")).toContain("$1:$3");
    const rows = (await readXlsx(file)).sheets[0]?.rows;
    expect(rows?.slice(0, 3).map(([first]) => first)).toEqual(["名册", "'=用途：核查", "姓名"]);
    expect(rows?.length).toBe(7);
  });

  it("gives the same bytes for the same table", async () => {
    expect(await writeSheet(TABLE)).toEqual(await writeSheet(TABLE));
  });

  it("names the tab within what Excel takes", async () => {
    const named = async (sheetName: string) =>
      (await readXlsx(await writeSheet({ ...TABLE, sheetName }))).sheets[0]?.name;
    expect(await named("一/二[三]:*?'")).toBe("一 二 三");
    expect(await named("长".repeat(40))).toBe("长".repeat(31));
    expect(await named("''")).toBe("Sheet1");
  });

  it("refuses a text that Excel can't hold", async () => {
    const rows = [["a"], ["a".repeat(40_000)]];
    await expect(
      writeSheet({ sheetName: "a", columns: [{ header: "备注" }], rows }),
    ).rejects.toMatchObject({
      code: "spreadsheet.cellTooLong",
      details: { line: 3, column: "备注", limit: 32_767 },
    });
  });

  it("pulls its rows one by one from wherever they come", async () => {
    async function* rows() {
      for (let index = 0; index < 5000; index++) yield [`人${index}`, index];
    }
    const columns = [{ header: "姓名" }, { header: "号", kind: "number" as const }];
    const file = await writeSheet({ sheetName: "a", columns, rows: rows() });
    const [sheet] = (await readSheet(file, "a")).sheets;
    expect(sheet?.rows.length).toBe(5001);
    expect(sheet?.rows[5000]?.map(({ text }) => text)).toEqual(["人4999", "4999"]);
  });
});

const awkward = fc.constantFrom(
  "=",
  "+",
  "-",
  "@",
  "'",
  "\t",
  "\r",
  "\n",
  "_x0041_",
  "　",
  '"',
  ",",
  "<",
  "&",
);
const cell = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.tuple(awkward, fc.string({ maxLength: 5 }), awkward).map((parts) => parts.join("")),
);
const tables = fc.array(fc.tuple(cell, cell, cell), { minLength: 150, maxLength: 300 });

describe("what is written", () => {
  const columns = [{ header: "甲" }, { header: "乙" }, { header: "丙" }];
  const readBack = async (file: Uint8Array, count: number) => {
    const [sheet] = (await readSheet(file, "a")).sheets;
    return Array.from({ length: count }, (_, index) =>
      columns.map((_, column) => sheet?.rows[index + 1]?.[column]?.text ?? ""),
    );
  };
  const expected = (rows: readonly (readonly string[])[]) =>
    rows.map((row) => row.map(normaliseCell));

  it("comes back as the same text, as xlsx", async () => {
    await fc.assert(
      fc.asyncProperty(tables, async (rows) => {
        const file = await writeSheet({ sheetName: "a", columns, rows });
        expect(await readBack(file, rows.length)).toEqual(expected(rows));
      }),
      { numRuns: 8 },
    );
  }, 60_000);

  it("comes back as the same text, as csv", async () => {
    const printable = fc.array(fc.tuple(...columns.map(() => cell.map(withoutControls))), {
      minLength: 150,
      maxLength: 300,
    });
    await fc.assert(
      fc.asyncProperty(printable, async (rows) => {
        const file = await writeCsv({ columns, rows });
        expect(await readBack(file, rows.length)).toEqual(expected(rows));
      }),
      { numRuns: 8 },
    );
  }, 60_000);
});

/** What no csv file can hold: control characters, and text that says it is a formula's text. */
function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
  return text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f]/g, "").replace(/^="/, "");
}
