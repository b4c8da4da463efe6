import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maskName } from "./person-name.ts";
import { lastOfPhone, maskPhone, readPhone } from "./phone.ts";

describe("a telephone number", () => {
  test.each([
    ["17912345678", "17912345678"],
    ["179 1234 5678", "17912345678"],
    ["+86 179-1234-5678", "17912345678"],
    ["8617912345678", "17912345678"],
    ["００８６１７９１２３４５６７８", "17912345678"],
    ["'17912345678", "17912345678"],
  ])("%s is a mobile", (text, number) => {
    expect(readPhone(text)).toEqual({ ok: true, value: { number, kind: "mobile" } });
  });

  test.each([
    ["0817-3301234", "0817-3301234"],
    ["(0817) 330 1234", "0817-3301234"],
    ["010 6330 1234", "010-63301234"],
    ["+86 0817 3301234", "0817-3301234"],
    ["0817-3301234转8001", "0817-3301234x8001"],
    ["0817-3301234 ext. 12", "0817-3301234x12"],
  ])("%s is a landline", (text, number) => {
    expect(readPhone(text)).toEqual({ ok: true, value: { number, kind: "landline" } });
  });

  test.each([
    ["", "empty"],
    ["无", "form"],
    ["1791234567", "length"],
    ["179123456789", "length"],
    ["12012345678", "form"],
    ["3301234", "areaCodeMissing"],
    ["63301234", "areaCodeMissing"],
    ["330123", "length"],
    ["0817-1301234", "form"],
    ["17912345678/17912345679", "severalNumbers"],
    ["17912345678、0817-3301234", "severalNumbers"],
    ["1.79123E+10", "damagedBySpreadsheet"],
  ])("%j is refused as %s", (text, problem) => {
    expect(readPhone(text)).toEqual({ ok: false, problem });
  });

  test("any eleven digits from 13 on read back as they are, and mask to the same length", () => {
    const mobiles = fc.tuple(
      fc.integer({ min: 13, max: 19 }),
      fc.integer({ min: 0, max: 10 ** 9 - 1 }),
    );
    fc.assert(
      fc.property(mobiles, ([head, rest]) => {
        const number = `${head}${String(rest).padStart(9, "0")}`;
        expect(readPhone(number)).toEqual({ ok: true, value: { number, kind: "mobile" } });
        expect(maskPhone(number)).toBe(`${number.slice(0, 3)}****${number.slice(7)}`);
        expect(lastOfPhone(number)).toBe(number.slice(7));
      }),
    );
  });

  test("nothing thrown at it makes it throw", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(typeof readPhone(text).ok).toBe("boolean");
        maskPhone(text);
      }),
    );
  });

  test("landlines and broken text are masked too", () => {
    expect(maskPhone("0817-3301234")).toBe("0817-***1234");
    expect(maskPhone("010-63301234转8001")).toBe("010-****1234");
    expect(maskPhone("12345")).toBe("*****");
    expect(lastOfPhone("010-63301234x8001")).toBe("1234");
  });
});

describe("a name", () => {
  test.each([
    ["张小明", "张*明"],
    ["陈国", "陈*"],
    ["欧阳明华", "欧**华"],
    ["买买提·吐尔逊", "买*****逊"],
    ["John O'Neill-Smith", "J*** O************"],
    ["王", "*"],
    ["", ""],
    ["𠮷田明", "𠮷*明"],
  ])("%s is shown as %s", (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  test("at most two characters of it are shown", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(..."王李张明华国·"), { maxLength: 9 }), (letters) => {
        expect(maskName(letters.join("")).replaceAll("*", "").length).toBeLessThanOrEqual(2);
      }),
    );
  });
});
