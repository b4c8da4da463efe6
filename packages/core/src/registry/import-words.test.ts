import { describe, expect, test } from "vitest";
import { relationOf, residenceOf, saysNothing, sexOf, vulnerabilitiesOf } from "./import-words.ts";

test.each(["", " ", "无", "—", "/", "N/A", "不详", "-", "没有", "none"])(
  "%j says nothing",
  (text) => {
    expect(saysNothing(text)).toBe(true);
  },
);

test.each(["吴", "0", "无锡", "女"])("%j says something", (text) => {
  expect(saysNothing(text)).toBe(false);
});

test("sexes", () => {
  expect(["男", "女", "男性", "M", "female", "１", "2"].map(sexOf)).toEqual([
    "male",
    "female",
    "male",
    "male",
    "female",
    "male",
    "female",
  ]);
  expect(sexOf("不男不女")).toBeUndefined();
});

test("relations, whatever they are called; what nobody foresaw is other", () => {
  const words = [
    "户主",
    "之妻",
    "与户主之子",
    "长女",
    "女婿",
    "外孙女",
    "岳母",
    "奶奶",
    "弟弟",
    "侄子",
    "干爹",
  ];
  expect(words.map(relationOf)).toEqual([
    "head",
    "spouse",
    "child",
    "child",
    "child-in-law",
    "grandchild",
    "parent",
    "grandparent",
    "sibling",
    "other",
    "other",
  ]);
});

test("residence", () => {
  expect(["户籍人口", "租户", "外出务工", "火星"].map(residenceOf)).toEqual([
    "registered-here",
    "lives-here",
    "registered-lives-elsewhere",
    undefined,
  ]);
});

describe("vulnerabilities", () => {
  test("several in a cell, each once", () => {
    expect(vulnerabilitiesOf("低保户、残疾人，低保;独居老人")).toEqual({
      kinds: ["disabled", "lives-alone-elderly", "low-income"],
      unknown: [],
    });
    expect(vulnerabilitiesOf("Elderly, alone; Disabled")).toEqual({
      kinds: ["disabled", "lives-alone-elderly"],
      unknown: [],
    });
  });

  test("words without a kind are told", () => {
    expect(vulnerabilitiesOf("孤儿/军属")).toEqual({ kinds: ["orphan"], unknown: ["军属"] });
    expect(vulnerabilitiesOf("无")).toEqual({ kinds: [], unknown: [] });
  });
});
