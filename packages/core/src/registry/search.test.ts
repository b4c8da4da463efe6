import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { folded, readSearch } from "./search.ts";

describe("a search", () => {
  test("is nothing when nothing is typed", () => {
    expect(readSearch(undefined)).toBeUndefined();
    expect(readSearch("  ")).toBeUndefined();
  });

  test("means the end of a number from four digits on", () => {
    expect(readSearch("123")).toEqual([{ text: "123" }]);
    expect(readSearch("１２３４")).toEqual([{ text: "1234", tail: "1234" }]);
    expect(readSearch("123x")).toEqual([{ text: "123x", tail: "123X" }]);
    expect(readSearch("0815-22")).toEqual([{ text: "0815-22", tail: "081522" }]);
    expect(readSearch("12号")).toEqual([{ text: "12号" }]);
  });

  test("takes a long number for one word, and short ones for several", () => {
    const one = readSearch("179 0000 0017");
    expect(one).toEqual([{ text: "17900000017", tail: "17900000017" }]);
    expect(readSearch("3 12")).toEqual([{ text: "3" }, { text: "12" }]);
  });

  test("is words, which letters and characters that touch are too", () => {
    const zhangW = [
      { text: "zhang", pinyin: "zhang" },
      { text: "w", pinyin: "w" },
    ];
    expect(readSearch(" Zhang  W ")).toEqual(zhangW);
    expect(readSearch("王芳 石桥村")).toEqual([{ text: "王芳" }, { text: "石桥村" }]);
    expect(readSearch("张ds")).toEqual([{ text: "张" }, { text: "ds", pinyin: "ds" }]);
  });

  test("knows ü however it is typed", () => {
    const pinyin = (text: string) => readSearch(text)?.[0]?.pinyin;
    expect(pinyin("lü")).toBe("lv");
    expect(pinyin("lv")).toBe("lv");
    expect(pinyin("xv")).toBe("xu");
    expect(pinyin("xi'an")).toBe("xian");
    expect(pinyin("a-2")).toBeUndefined();
  });

  test("never looks for a word with a space, or for nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (typed) => {
        for (const { text, pinyin } of readSearch(typed) ?? []) {
          expect(text).not.toBe("");
          expect(folded(text)).toBe(text);
          expect(pinyin).not.toBe("");
        }
      }),
    );
  });
});
