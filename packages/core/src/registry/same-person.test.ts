import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Likened, likelyOne, likenessOf, possiblyOne } from "./same-person.ts";

const wang = {
  name: "王建国",
  pinyin: "wang jian guo",
  sex: "male",
  birthday: "1961-04-03",
} as const;
const scoreOf = (one: Likened, other: Likened) => likenessOf(one, other)?.score ?? 0;

describe("two records are one person", () => {
  test.each<[string, Likened, Likened, string[]]>([
    [
      "by the identity number, whatever else was written",
      { ...wang, identityNumber: "1" },
      { name: "黄建国", identityNumber: "1", birthday: "1961-04-30" },
      ["identityNumber", "oneOff"],
    ],
    ["by name and birthday", wang, { ...wang, phone: "179" }, ["name", "birthday"]],
    [
      "by household, though the name was written as it sounds",
      { ...wang, householdId: "h" },
      { ...wang, name: "王健国", householdId: "h" },
      ["pinyin", "birthday", "household"],
    ],
  ])("likely %s", (_, one, other, reasons) => {
    expect(likenessOf(one, other)).toEqual({ score: expect.any(Number), reasons });
    expect(scoreOf(one, other)).toBeGreaterThanOrEqual(likelyOne);
  });

  test.each<[string, Likened, Likened]>([
    ["by name and telephone", { ...wang, phone: "1" }, { name: "王建国", phone: "1" }],
    [
      "by name and address",
      { name: "王建国", areaId: "a", group: "3组", address: "12 号" },
      { name: "王建国", areaId: "a", group: "3组", address: "１２号" },
    ],
    [
      "in one household with one telephone, though the birthdays differ",
      { ...wang, householdId: "h", phone: "1" },
      { ...wang, householdId: "h", phone: "1", birthday: "1961-05-17" },
    ],
    [
      "by birthday and telephone, with one character other",
      { ...wang, phone: "1" },
      { ...wang, name: "王建军", pinyin: "wang jian jun", phone: "1" },
    ],
  ])("possibly %s", (_, one, other) => {
    expect(scoreOf(one, other)).toBeGreaterThanOrEqual(possiblyOne);
    expect(scoreOf(one, other)).toBeLessThan(likelyOne);
  });

  test.each<[string, Likened, Likened]>([
    ["a name alone", wang, { name: "王建国" }],
    [
      "different identity numbers",
      { ...wang, identityNumber: "1" },
      { ...wang, identityNumber: "2" },
    ],
    [
      "brothers of one household and telephone",
      { ...wang, householdId: "h", phone: "1", birthday: "1961-04-03" },
      { name: "王建军", householdId: "h", phone: "1", sex: "male", birthday: "1963-02-01" },
    ],
    [
      "brothers whose birthdays nobody knows",
      { name: "王建国", householdId: "h", phone: "1" },
      { name: "王建军", householdId: "h", phone: "1" },
    ],
    [
      "names of two characters, one of them other",
      { ...wang, name: "王军", pinyin: "wang jun" },
      { ...wang, name: "王兵", pinyin: "wang bing" },
    ],
    [
      "other names altogether",
      { ...wang, phone: "1" },
      { ...wang, name: "李四", pinyin: "li si", phone: "1" },
    ],
    ["no names", { ...wang, name: "" }, { ...wang, name: "·" }],
  ])("not by %s", (_, one, other) => {
    expect(scoreOf(one, other)).toBeLessThan(possiblyOne);
  });
});

describe("the likeness of any two", () => {
  const maybe = <Value>(...values: Value[]) =>
    fc.option(fc.constantFrom(...values), { nil: undefined });
  const anybody: fc.Arbitrary<Likened> = fc.record({
    name: fc.constantFrom("王建国", "王健国", "王建军", "王国", "建国", "Anna Lee", "欧阳建国", ""),
    pinyin: maybe("wang jian guo", "wang jian jun|huang jian jun", "~"),
    identityNumber: maybe("1", "2"),
    sex: maybe("male", "female"),
    birthday: maybe("1961-04-03", "1980-01-01"),
    phone: maybe("17900000017", "17900000018"),
    householdId: maybe("h1", "h2"),
    areaId: maybe("a1", "a2"),
    group: maybe("3组", null),
    address: maybe("12号", "7号"),
  });

  test("is the same from either side", () => {
    fc.assert(
      fc.property(anybody, anybody, (one, other) => {
        expect(likenessOf(one, other)).toEqual(likenessOf(other, one));
      }),
    );
  });

  test("is whole with oneself, and lies between none and whole", () => {
    fc.assert(
      fc.property(anybody, anybody, (one, other) => {
        expect(scoreOf(one, other)).toBeGreaterThanOrEqual(0);
        expect(scoreOf(one, other)).toBeLessThanOrEqual(100);
        if (one.identityNumber) expect(scoreOf(one, one)).toBe(100);
      }),
    );
  });

  test("never falls when one more thing agrees", () => {
    const fields = ["name", "identityNumber", "sex", "birthday", "phone", "householdId"] as const;
    fc.assert(
      fc.property(anybody, anybody, fc.constantFrom(...fields), (one, other, field) => {
        if (other[field] === undefined) return;
        const agreeing = {
          ...one,
          [field]: other[field],
          ...(field === "name" ? { pinyin: other.pinyin } : {}),
        };
        // A household agrees with its address.
        const housed =
          field === "householdId"
            ? { areaId: other.areaId, group: other.group, address: other.address }
            : {};
        expect(scoreOf({ ...agreeing, ...housed }, other)).toBeGreaterThanOrEqual(
          scoreOf(one, other),
        );
      }),
    );
  });
});
