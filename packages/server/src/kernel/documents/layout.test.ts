import { describe, expect, it } from "vitest";
import { BULLETIN, CERTIFICATE, ENGLISH_BULLETIN } from "./examples.ts";
import { columnWidths, ems, layoutOf, signatureIndents, textWidth } from "./layout.ts";
import type { OfficialDocument, TableColumn } from "./model.ts";
import { prepare } from "./prepare.ts";

describe("the Chinese layout", () => {
  const layout = layoutOf({ ...BULLETIN, redHeader: undefined });

  it("has 22 lines of 28 characters on A4, as GB/T 9704-2012 demands", () => {
    const height = (297 - 37 - 35) * (72 / 25.4);
    const line = 28 * (layout.body + layout.tracking);
    expect(line).toBeLessThanOrEqual(textWidth(layout) + 0.01);
    expect(29 * (layout.body + layout.tracking)).toBeGreaterThan(textWidth(layout));
    expect(layout.body + 21 * layout.pitch).toBeLessThanOrEqual(height);
    expect(layout.body + 22 * layout.pitch).toBeGreaterThan(height);
    expect([layout.body, layout.title, layout.pageNumber]).toEqual([16, 22, 14]);
  });

  it("sets the red header as large as one line takes", () => {
    const short = layoutOf({ ...BULLETIN, redHeader: "清河镇文件" }).redHeader;
    const long = layoutOf({ ...BULLETIN, redHeader: "清".repeat(25) }).redHeader;
    expect(short).toBe(44);
    expect(long * 25).toBeLessThan(textWidth(layout));
    expect(long * 26).toBeGreaterThan(textWidth(layout) * 0.95);
  });

  it("puts the date four characters from the margin and the body centred above it", () => {
    const { body, date } = signatureIndents({ body: "清河镇指挥部", date: "2020年2月5日" }, true);
    expect(date).toBe(4);
    expect(body + ems("清河镇指挥部") / 2).toBeCloseTo(date + ems("2020年2月5日") / 2);
    const long = signatureIndents({ body: "清".repeat(25), date: "2020年2月5日" }, true);
    expect(long.body).toBeGreaterThanOrEqual(0);
  });
});

describe("a document for one page", () => {
  const withText = (characters: number): OfficialDocument => ({
    ...CERTIFICATE,
    blocks: [{ kind: "paragraph", text: "清".repeat(characters) }],
  });

  it("keeps its size while it fits, and is set smaller when it doesn't", () => {
    const sizes = [100, 450, 600, 900, 3000].map((count) => layoutOf(withText(count)).body);
    expect(sizes[0]).toBe(16);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    expect(sizes.at(-1)).toBe(10.5);
  });
});

describe("columnWidths", () => {
  const layout = layoutOf(BULLETIN);
  const widthsOf = (columns: TableColumn[], rows: string[][]) =>
    columnWidths(columns, rows, layout);

  it("fills the text's width, whatever the content", () => {
    const tables: [TableColumn[], string[][]][] = [
      [[{ header: "甲" }], []],
      [[{ header: "甲" }, { header: "乙" }], [["清".repeat(200), ""]]],
      [Array.from({ length: 12 }, () => ({ header: "很长的表头文字" })), []],
    ];
    for (const [columns, rows] of tables) {
      const sum = widthsOf(columns, rows).reduce((total, width) => total + width, 0);
      expect(sum).toBeCloseTo(textWidth(layout));
    }
  });

  it("leaves figures unbroken beside long texts", () => {
    const columns: TableColumn[] = [
      { header: "单元" },
      { header: "数", align: "right" },
      { header: "注" },
    ];
    const rows = [["很长的单元名称".repeat(4), "1,234,567", "很长的备注".repeat(9)]];
    expect(widthsOf(columns, rows)[1]).toBeGreaterThan(ems("1,234,567") * layout.table + 8);
  });
});

describe("prepare", () => {
  it("gives each row a cell for every column, and room to write where there is nothing", () => {
    const columns = [{ header: "对象" }, { header: "时间" }, { header: "备注", room: 20 }];
    const { document } = prepare({
      ...BULLETIN,
      blocks: [{ kind: "table", columns, rows: [["甲"], ["乙", "9:00", "无"]], isRoomy: true }],
    });
    const [table] = document.blocks;
    if (table?.kind !== "table") throw new Error("no table");
    expect(table.rows).toEqual([
      ["甲", "", ""],
      ["乙", "9:00", "无"],
    ]);
    expect(table.isRoomy).toBe(true);
    expect(table.widths[2]).toBeGreaterThan(2 * (table.widths[1] ?? 0));
  });

  it("drops what can't be printed, everywhere, and keeps line breaks", () => {
    const prepared = prepare({
      ...ENGLISH_BULLETIN,
      title: "a\u0000\nb\u202e",
      blocks: [{ kind: "table", columns: [{ header: "\u0007c" }], rows: [["d\ud800"]] }],
    });
    expect(prepared.document.title).toBe("a\nb");
    expect(prepared.document.blocks[0]).toMatchObject({
      columns: [{ header: "c" }],
      rows: [["d\ufffd"]],
    });
  });
});
