import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../kernel/time.ts";
import {
  ageOn,
  bornAfter,
  bornBy,
  foldedName,
  householdNumberOf,
  impersonal,
  orderKey,
  provisionalNumber,
  readPersonal,
} from "./rules.ts";

const day = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays("1915-01-01", days));

describe("numbers of households", () => {
  test("sort as people count, within whatever letters stand around them", () => {
    const numbers = ["10", "9", "A2-10", "A2-9", "A10-1", "100"];
    const sorted = numbers.toSorted((a, b) => (orderKey(a) < orderKey(b) ? -1 : 1));
    expect(sorted).toEqual(["9", "10", "100", "A2-9", "A2-10", "A10-1"]);
  });

  test("are kept without spaces and full-width signs", () => {
    expect(householdNumberOf(" ０１ －　7 ")).toBe("01-7");
  });

  test("are told apart when made in passing", () => {
    expect(provisionalNumber("2020-02-05", "01900000-0000-7000-8000-0000003f9a1c")).toBe(
      "T20200205-3F9A1C",
    );
  });
});

describe("ages", () => {
  test("grow on the birthday, and on 1 March for those born on 29 February", () => {
    expect(ageOn("2000-03-05", "2020-03-04")).toBe(19);
    expect(ageOn("2000-03-05", "2020-03-05")).toBe(20);
    expect(ageOn("2000-02-29", "2019-02-28")).toBe(18);
    expect(ageOn("2000-02-29", "2019-03-01")).toBe(19);
  });

  test("select by birthday exactly those of that age", () => {
    fc.assert(
      fc.property(day, day, fc.integer({ min: 0, max: 110 }), (birthday, today, age) => {
        expect(birthday <= bornBy(age, today)).toBe(ageOn(birthday, today) >= age);
        expect(birthday > bornAfter(age, today)).toBe(ageOn(birthday, today) <= age);
      }),
      {
        examples: [
          ["2000-02-29", "2020-02-29", 20],
          ["2001-03-01", "2020-02-29", 19],
        ],
      },
    );
  });

  test("ask the database for days that exist", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 150 }), (today, age) => {
        const asked = bornBy(age, today);
        expect(new Date(`${asked}T00:00:00Z`).toISOString().slice(0, 10)).toBe(asked);
      }),
      { examples: [["2020-02-29", 1]] },
    );
  });
});

describe("personal fields", () => {
  const today = "2020-02-05";

  test("without a number stand as they are given", () => {
    expect(readPersonal({ sex: "male", birthday: "1980-01-01" }, today)).toEqual({
      sex: "male",
      birthday: "1980-01-01",
    });
  });

  test("are refused with a birthday still to come", () => {
    expect(() => readPersonal({ sex: "male", birthday: "2020-02-06" }, today)).toThrow(
      expect.objectContaining({
        details: { fields: [{ path: "birthday", code: "registry.identity.futureBirthday" }] },
      }),
    );
  });

  test("are refused with a number that is wrong, saying how", () => {
    expect(() => readPersonal({ sex: "male", identityNumber: "12" }, today)).toThrow(
      expect.objectContaining({
        details: { fields: [{ path: "identityNumber", code: "registry.identity.length" }] },
      }),
    );
  });
});

describe("texts", () => {
  test("for the journal name nobody", () => {
    expect(impersonal("赵小兰 179 的电话 17900003333，证号 77010119550505012X", "赵小兰")).toBe(
      "赵*兰 179 的电话 ***，证号 ***",
    );
  });

  test("of names compare without dots and spaces", () => {
    expect(foldedName("买买提·吐尔逊")).toBe(foldedName("买买提 • 吐尔逊"));
    expect(foldedName("Anna-Maria")).toBe("annamaria");
  });
});
