import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  checkCharacter,
  disagreements,
  lastOfIdentityNumber,
  maskIdentityNumber,
  readIdentityNumber,
} from "./identity-number.ts";

const today = "2020-02-05";

const areaCode = fc.integer({ min: 110000, max: 999999 }).map(String);
const birthday = fc
  .date({ min: new Date("1900-01-01"), max: new Date("2020-02-05"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const sequence = fc.integer({ min: 1, max: 999 }).map((n) => String(n).padStart(3, "0"));
const numbers = fc.tuple(areaCode, birthday, sequence).map(([area, day, order]) => {
  const first17 = area + day.replaceAll("-", "") + order;
  return { area, day, order, number: first17 + checkCharacter(first17) };
});

function readingOf(text: string, day: string | undefined = today) {
  const reading = readIdentityNumber(text, day);
  if (!reading.ok) throw new Error(`${text}: ${reading.problem}`);
  return reading.value;
}
function problemOf(text: string, day: string | undefined = today) {
  const reading = readIdentityNumber(text, day);
  return reading.ok ? undefined : reading.problem;
}

describe("a number that is right", () => {
  test("the standard's own examples (GB 11643-1999, appendix A)", () => {
    expect(readingOf("11010519491231002X")).toEqual({
      number: "11010519491231002X",
      areaCode: "110105",
      birthday: "1949-12-31",
      sex: "female",
    });
    expect(readingOf("440524188001010014", "1999-07-01").sex).toBe("male");
  });

  test("every well-made number is read back whole", () => {
    fc.assert(
      fc.property(numbers, ({ area, day, order, number }) => {
        const value = readingOf(number);
        expect(value).toMatchObject({ number, areaCode: area, birthday: day });
        expect(value.sex).toBe(Number(order) % 2 === 1 ? "male" : "female");
      }),
    );
  });

  test("spaces, full-width digits, quotation marks and any kind of x are understood", () => {
    for (const text of [
      " 110105 19491231 002x ",
      "'11010519491231002X",
      "１１０１０５１９４９１２３１００２Ｘ",
      "11010519491231002×",
      "11010519491231002Х",
      "110105-19491231-002X",
    ]) {
      expect(readingOf(text).number).toBe("11010519491231002X");
    }
  });
});

describe("a number that is wrong", () => {
  test("one digit mistyped is always found", () => {
    const mistyped = fc.tuple(
      numbers,
      fc.integer({ min: 0, max: 17 }),
      fc.integer({ min: 0, max: 9 }).map(String),
    );
    fc.assert(
      fc.property(mistyped, ([{ number }, place, digit]) => {
        fc.pre(number.charAt(place) !== digit);
        const text = number.slice(0, place) + digit + number.slice(place + 1);
        expect(problemOf(text)).toBeDefined();
      }),
    );
  });

  test("two neighbouring digits changed about are always found", () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 0, max: 16 }), ({ number }, place) => {
        const [a, b] = [number.charAt(place), number.charAt(place + 1)];
        fc.pre(a !== b);
        const text = number.slice(0, place) + b + a + number.slice(place + 2);
        expect(problemOf(text)).toBeDefined();
      }),
    );
  });

  test("nothing thrown at it makes it throw", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(typeof readIdentityNumber(text, today).ok).toBe("boolean");
        maskIdentityNumber(text);
      }),
    );
  });

  test.each([
    ["", "empty"],
    ["  ", "empty"],
    ["无", "form"],
    ["11010519491231X02X", "form"],
    ["1101051949123100", "length"],
    ["11010519491231002X1", "form"],
    ["110105194912310021", "checksum"],
    ["110105194913310025", "birthday"],
    ["110105190002290021", "birthday"],
    ["110105178001010014", "birthday"],
  ])("%j is refused as %s", (text, problem) => {
    expect(problemOf(text)).toBe(problem);
  });

  test("a birthday after today is its own problem, and today itself is none", () => {
    const bornOn = (day: string) => {
      const first17 = `110105${day}002`;
      return first17 + checkCharacter(first17);
    };
    expect(problemOf(bornOn("20200206"))).toBe("futureBirthday");
    expect(problemOf(bornOn("20200205"))).toBeUndefined();
    expect(readIdentityNumber(bornOn("20200206")).ok).toBe(true);
  });
});

describe("a number that went through a spreadsheet", () => {
  test.each(["1.10105E+17", "1.1010519491231E+17", "1,10105e+17", "１.10105Ｅ+17"])(
    "%s",
    (text) => {
      expect(problemOf(text)).toBe("damagedBySpreadsheet");
    },
  );

  test("fifteen digits followed by zeros are damaged, or doubtful when the check happens to fit", () => {
    fc.assert(
      fc.property(numbers, ({ number }) => {
        const rounded = `${number.slice(0, 15)}000`;
        const reading = readIdentityNumber(rounded, today);
        if (reading.ok) expect(reading.value.mayBeDamaged).toBe(true);
        else expect(reading.problem).toBe("damagedBySpreadsheet");
      }),
    );
  });
});

describe("a number of fifteen digits", () => {
  test("becomes eighteen, in the twentieth century", () => {
    expect(readingOf("110105491231002")).toEqual({
      number: "11010519491231002X",
      areaCode: "110105",
      birthday: "1949-12-31",
      sex: "female",
      upgradedFrom: "110105491231002",
    });
  });

  test("of a person perhaps over a hundred is left to a person", () => {
    expect(problemOf("110105491231996")).toBe("oldNumberAmbiguous");
    expect(problemOf("110105491231999")).toBe("oldNumberAmbiguous");
    expect(problemOf("110105491231995")).toBeUndefined();
  });

  test("with a day that never was is refused", () => {
    expect(problemOf("110105490231002")).toBe("birthday");
  });
});

describe("what else is known of the person", () => {
  const value = readingOf("11010519491231002X");
  test("agrees when it is the same or not stated", () => {
    expect(disagreements(value, {})).toEqual([]);
    expect(disagreements(value, { birthday: "1949-12-31", sex: "female" })).toEqual([]);
  });
  test("is named when it differs", () => {
    expect(disagreements(value, { birthday: "1949-12-30", sex: "male" })).toEqual([
      "birthday",
      "sex",
    ]);
  });
});

describe("what others may see", () => {
  test("three characters before, four behind", () => {
    expect(maskIdentityNumber("11010519491231002x")).toBe("110***********002X");
    expect(maskIdentityNumber("110105491231002")).toBe("110********1002");
    expect(maskIdentityNumber("12345")).toBe("*****");
    expect(lastOfIdentityNumber("11010519491231002X")).toBe("002X");
  });
  test("never the birthday", () => {
    fc.assert(
      fc.property(numbers, ({ number }) => {
        const masked = maskIdentityNumber(number);
        expect(masked).toHaveLength(18);
        expect(masked.slice(3, 14)).toBe("*".repeat(11));
      }),
    );
  });
});
