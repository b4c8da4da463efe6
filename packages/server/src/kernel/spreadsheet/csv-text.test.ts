import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, it, test } from "vitest";
import { csvCell, decodeText, findSeparator, separated, splitRows } from "./csv-text.ts";

const TEXT = "姓名,身份证号\n张三,412829\n";

describe("decodeText", () => {
  it.each([
    ["utf-8", Buffer.from(TEXT)],
    ["utf-8", iconv.encode(TEXT, "utf8", { addBOM: true })],
    ["utf-16le", iconv.encode(TEXT, "utf16le", { addBOM: true })],
    ["utf-16be", iconv.encode(TEXT, "utf16be", { addBOM: true })],
    ["utf-16le", iconv.encode(TEXT, "utf16le", { addBOM: false })],
    ["utf-16be", iconv.encode(TEXT, "utf16be", { addBOM: false })],
    ["gb18030", iconv.encode(TEXT, "gb18030")],
    ["gb18030", iconv.encode(`${TEXT}𠮷㐂,\n`, "gb18030")],
  ])("recognises %s", (encoding, bytes) => {
    const read = decodeText(Buffer.from(bytes));
    expect(read.encoding).toBe(encoding);
    expect(read.text.startsWith(TEXT)).toBe(true);
  });

  it.each([
    ["NUL", Buffer.from("a\0b")],
    ["control characters", Buffer.from([1, 2, 3, 65, 66])],
    ["half a GB18030 character", Buffer.from([0x41, 0xc0])],
    ["nothing known", Buffer.from([0x80, 0xff, 0xfe, 0xfa])],
  ])("refuses %s", (_, bytes) => {
    expect(() => decodeText(bytes)).toThrow("spreadsheet.unknownEncoding");
  });
});

describe("splitRows", () => {
  const rows = (text: string, separator = ",") => [...splitRows(text, separator)];

  it.each([
    [
      "a,b\nc,d",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "a,b\r\nc,\r\n",
      [
        ["a", "b"],
        ["c", ""],
      ],
    ],
    ["a\rb", [["a"], ["b"]]],
    ["a,\n,b\n\n", [["a", ""], ["", "b"], [""]]],
    ['"a,1","b\n2","say ""hi"""', [["a,1", "b\n2", 'say "hi"']]],
    ['"a"x,5" pipe', [["ax", '5" pipe']]],
    [",", [["", ""]]],
    ["", []],
  ])("splits %j", (text, expected) => {
    expect(rows(text)).toEqual(expected);
  });

  it("says when the text ends inside quotes", () => {
    const open = splitRows('a,"b\nc,d\n', ",");
    expect(open.next()).toMatchObject({ value: ["a", "b\nc,d\n"] });
    expect(open.next()).toEqual({ done: true, value: true });
    const closed = splitRows("a", ",");
    closed.next();
    expect(closed.next()).toEqual({ done: true, value: false });
  });

  it("gives back whatever was quoted", () => {
    const row = fc.array(fc.string({ unit: "binary" }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), (table) => {
        const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = table.map((cells) => cells.map(quote).join(",")).join("\r\n");
        expect(rows(text)).toEqual(table);
      }),
    );
  });
});

describe("findSeparator", () => {
  it.each([
    [",", "姓名,电话\n张三,1\n"],
    [";", "姓名;电话;备注\n张三;1;a,b\n李四;2;c\n"],
    ["\t", "姓名\t电话\n张三\t1,2,3\n"],
    [",", "东观镇户籍底册\n制表;日期;人\n姓名,电话\n张三,1;2\n李四,2\n王五,3\n"],
    [",", "姓名\n张三\n"],
  ])("finds %j", (separator, text) => {
    expect(findSeparator(text)).toBe(separator);
  });
});

test("a first line may tell the separator", () => {
  expect(separated("sep=;\r\n姓名;a,b\n")).toEqual({ separator: ";", from: 7, firstLine: 2 });
  expect(separated("姓名\tb\n")).toEqual({ separator: "\t", from: 0, firstLine: 1 });
});

describe("csvCell", () => {
  it.each([
    ['="0123"', { text: "0123" }],
    ["4.12829E+17", { text: "4.12829E+17", damaged: true }],
    ["1.5E+03", { text: "1.5E+03" }],
    [" 张三 ", { text: "张三" }],
    ["'=1+1", { text: "=1+1" }],
  ])("reads %s", (raw, cell) => {
    expect(csvCell(raw)).toEqual(cell);
  });
});
