import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { creditCodeCheck, readCreditCode } from "./credit-code.ts";

const characters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const first17 = fc
  .array(fc.constantFrom(...characters), { minLength: 17, maxLength: 17 })
  .map((given) => given.join(""));

describe("a credit code", () => {
  test("is taken as people write it", () => {
    const code = `91770101MA6B2C3D4${creditCodeCheck("91770101MA6B2C3D4")}`;
    for (const text of [code, code.toLowerCase(), ` ${code.slice(0, 8)}-${code.slice(8)} `]) {
      expect(readCreditCode(text)).toEqual({ ok: true, code });
    }
  });

  // The example in GB 32100-2015, annex A.
  test("has the check character of the standard's own example", () => {
    expect(creditCodeCheck("91350100M000100Y4")).toBe("3");
  });

  test.each([
    ["123", "length"],
    ["", "length"],
    ["91770101MA6B2C3D4I", "form"],
    ["91770101MA6B2C3D4五", "form"],
  ])("%j is refused for its %s", (text, problem) => {
    expect(readCreditCode(text)).toEqual({ ok: false, problem });
  });

  test("with one character slipped, or two neighbours swapped, is never right", () => {
    fc.assert(
      fc.property(first17, fc.nat(17), fc.constantFrom(...characters), (stem, at, other) => {
        const code = stem + creditCodeCheck(stem);
        const slipped = code.slice(0, at) + other + code.slice(at + 1);
        expect(readCreditCode(slipped).ok).toBe(slipped === code);
        const [one = "", two = ""] = [code[at], code[at + 1]];
        const swapped = code.slice(0, at) + two + one + code.slice(at + 2);
        if (at < 17) expect(readCreditCode(swapped).ok).toBe(swapped === code);
      }),
    );
  });

  test("nothing thrown at it makes it throw", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(typeof readCreditCode(text).ok).toBe("boolean");
      }),
    );
  });
});
