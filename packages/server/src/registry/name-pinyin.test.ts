import { describe, expect, test } from "vitest";
import { pinyinOf } from "./name-pinyin.ts";

describe("the pinyin of a name", () => {
  test("is its syllables, one after the other", () => {
    expect(pinyinOf("张大山")).toBe("zhang da shan");
    expect(pinyinOf("欧阳明珠")).toBe("ou yang ming zhu");
    expect(pinyinOf("吕徐")).toBe("lv xu");
  });

  test("reads surnames as surnames, and keeps the common reading behind them", () => {
    expect(pinyinOf("单田芳")).toBe("shan tian fang|dan tian fang");
    expect(pinyinOf("仇英")).toBe("qiu ying|chou ying");
    expect(pinyinOf("曾乐")).toBe("zeng le|ceng le");
    expect(pinyinOf("解缙")).toBe("xie jin|jie jin");
    expect(pinyinOf("尉迟恭")).toBe("yu chi gong|wei chi gong");
    expect(pinyinOf("张曾")).toBe("zhang ceng");
  });

  test("leaves other scripts as they are, without their signs", () => {
    expect(pinyinOf("买买提·吐尔逊")).toBe("mai mai ti tu er xun");
    expect(pinyinOf("John O'Neil")).toBe("john o neil");
    expect(pinyinOf("李Ｔom")).toBe("li tom");
  });

  test("is never empty, so that nobody is looked at twice", () => {
    expect(pinyinOf("·")).toBe("~");
    expect(pinyinOf("Ж3")).toBe("ж3");
  });
});
