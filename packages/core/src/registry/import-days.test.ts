import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayOfSerial, readDay } from "./import-days.ts";

const today = "2020-02-05";
const read = (text: string, from1904 = false) => readDay(text, { today, from1904 });
const daysOf = (text: string, from1904?: boolean) => {
  const reading = read(text, from1904);
  return reading.is === "days" ? reading.candidates.map(({ day }) => day) : reading.is;
};

describe("a day", () => {
  test.each([
    "1980-3-5",
    "1980.3.5",
    "1980/03/05",
    "19800305",
    "1980年3月5日",
    "1980 年 03 月 05 日",
    "１９８０．３．５",
    "1980-03-05 00:00:00",
    "1980-03-05T00:00:00",
    "1980年3月5日生",
    "1980、3、5",
    "一九八〇年三月五日",
    "一九八○年三月五日",
  ])("written as %s", (text) => {
    expect(read(text)).toEqual({
      is: "days",
      candidates: [{ day: "1980-03-05", form: "written" }],
    });
  });

  test.each([
    ["一九九九年十二月二十一日", "1999-12-21"],
    ["二〇〇〇年十月三十日", "2000-10-30"],
    ["一九八八年十一月廿日", "1988-11-20"],
  ])("in Chinese numerals, %s", (text, day) => {
    expect(daysOf(text)).toEqual([day]);
  });

  test("with two digits of its year is of the century in which it is past and somebody lives", () => {
    expect(read("80.3.5")).toEqual({
      is: "days",
      candidates: [{ day: "1980-03-05", form: "shortYear" }],
    });
    expect(daysOf("800305")).toEqual(["1980-03-05"]);
    expect(daysOf("15-3-5")).toEqual(["1915-03-05", "2015-03-05"]);
  });

  test("with its year last may be read two ways, if both are days", () => {
    expect(daysOf("3/5/1980")).toEqual(["1980-05-03", "1980-03-05"]);
    expect(daysOf("25/3/1980")).toEqual(["1980-03-25"]);
    expect(daysOf("3/25/1980")).toEqual(["1980-03-25"]);
    expect(daysOf("3/3/1980")).toEqual(["1980-03-03"]);
  });

  test.each(["昨天", "", "1980-13-01", "1981-02-29", "1900-02-29", "民国69年3月5日", "3", "99999"])(
    "is not %j",
    (text) => {
      expect(daysOf(text)).toBe("nothing");
    },
  );

  test("after today, or longer ago than anybody lives, is still what stands there", () => {
    expect(daysOf("2030-01-01")).toEqual(["2030-01-01"]);
    expect(daysOf("1800-01-01")).toEqual(["1800-01-01"]);
  });
});

test.each([
  ["1980年3月", "1980-03"],
  ["1980.3", "1980-03"],
  ["198003", "1980-03"],
  ["1980-03", "1980-03"],
  ["1980年", "1980"],
  ["1980", "1980"],
])("%s is part of a day", (text, part) => {
  expect(read(text)).toEqual({ is: "part", part });
});

describe("a spreadsheet's serial number", () => {
  test("counts from 1900, or from 1904", () => {
    expect(read("29285")).toEqual({
      is: "days",
      candidates: [{ day: "1980-03-05", form: "serial" }],
    });
    expect(daysOf("27823", true)).toEqual(["1980-03-05"]);
    expect(daysOf("29285.0")).toEqual(["1980-03-05"]);
  });

  test("of a day that is not past is none", () => {
    expect(daysOf("50000")).toBe("nothing");
  });

  test("knows of the leap day that Excel made up", () => {
    expect(dayOfSerial(1, false)).toBe("1900-01-01");
    expect(dayOfSerial(59, false)).toBe("1900-02-28");
    expect(dayOfSerial(60, false)).toBeUndefined();
    expect(dayOfSerial(61, false)).toBe("1900-03-01");
    expect(dayOfSerial(0, true)).toBe("1904-01-01");
  });

  test("stands for the same day in both systems, 1462 apart", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1462 + 61, max: 100_000 }), (serial) => {
        expect(dayOfSerial(serial - 1462, true)).toBe(dayOfSerial(serial, false));
      }),
    );
  });
});

test("whatever was written comes back as itself", () => {
  const day = fc
    .date({ min: new Date("1900-01-01"), max: new Date("2020-02-05"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  fc.assert(
    fc.property(day, fc.constantFrom("-", "/", "."), (iso, sign) => {
      const [year = "", month = "", dayOfMonth = ""] = iso.split("-").map(Number).map(String);
      for (const text of [
        iso.replaceAll("-", sign),
        [year, month, dayOfMonth].join(sign),
        iso.replaceAll("-", ""),
        `${year}年${month}月${dayOfMonth}日`,
      ]) {
        expect(daysOf(text)).toEqual([iso]);
      }
    }),
  );
});

test("nothing thrown at it makes it throw", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(["days", "part", "nothing"]).toContain(read(text).is);
    }),
  );
});
