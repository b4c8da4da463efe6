import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { neutralise, normaliseCell, restore } from "./cell-text.ts";

describe("normaliseCell", () => {
  it.each([
    ["  张三　", "张三"],
    ["１３９－１２３４－５６７８", "139-1234-5678"],
    ["２０２０／２／３", "2020/2/3"],
    ["Ａ栋３０２", "A栋302"],
    ["㎡①㈠（共２户）", "㎡①㈠（共2户）"],
    ["\u{f9dc}", "\u{f9dc}"],
    ["张　三\u00a0丰", "张 三 丰"],
    ["\u202a412829198001010000\u202c", "412829198001010000"],
    ["第一行\r\n第二行\r", "第一行\n第二行"],
    ["a\u0000b\u0007", "ab"],
    ["阿依古丽·买买提", "阿依古丽·买买提"],
    ["𠮷野\ud800", "𠮷野\ufffd"],
  ])("makes %j %j", (text, expected) => {
    expect(normaliseCell(text)).toBe(expected);
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(normaliseCell(normaliseCell(text))).toBe(normaliseCell(text));
      }),
    );
  });
});

describe("neutralise", () => {
  it.each(["=1+1", "+86139", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "'=1", "=\n1"])(
    "puts an apostrophe before %j",
    (text) => expect(neutralise(text)).toBe(`'${text}`),
  );

  it.each(["张三", "1-2", "-", "+", "", "'", "'tis", "a=b"])("leaves %j", (text) =>
    expect(neutralise(text)).toBe(text),
  );

  it("is undone by restore, and leaves nothing that begins like a formula", () => {
    const sign = fc.constantFrom(..."'=+-@\t\r\n＝1a".split(""));
    fc.assert(
      fc.property(fc.string({ unit: sign, maxLength: 6 }), (text) => {
        expect(restore(neutralise(text))).toBe(text);
        expect(neutralise(text)).not.toMatch(/^[=+\-@\t\r\n＝]./s);
      }),
    );
  });
});
