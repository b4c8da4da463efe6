import fc from "fast-check";
import { expect, test } from "vitest";
import { isAllowedFrom } from "./admission.ts";
import { isWellFormed, newToken } from "./text.ts";

test("a token is found by its form, and no two are alike", () => {
  const made = Array.from({ length: 200 }, newToken);
  for (const token of made) {
    expect(token).toMatch(/^lft_[0-9a-hjkmnp-tv-z]{39}$/);
    expect(isWellFormed(token)).toBe(true);
  }
  expect(new Set(made).size).toBe(made.length);
});

test("one letter wrong, two swapped, or something cut off is told", () => {
  const place = fc.nat({ max: 38 });
  const letter = fc.constantFrom(..."0123456789abcdefghjkmnpqrstvwxyz");
  fc.assert(
    fc.property(place, letter, (at, other) => {
      const token = newToken();
      const letters = [...token];
      const where = at + 4;
      fc.pre(letters[where] !== other);
      letters[where] = other;
      expect(isWellFormed(letters.join(""))).toBe(false);
    }),
  );
  fc.assert(
    fc.property(place, (at) => {
      const token = newToken();
      const [one = "", two = ""] = token.slice(at + 3, at + 5);
      fc.pre(at > 0 && one !== two);
      expect(isWellFormed(token.slice(0, at + 3) + two + one + token.slice(at + 5))).toBe(false);
      expect(isWellFormed(token.slice(0, at + 4))).toBe(false);
    }),
  );
});

test("whatever else is no token", () => {
  for (const text of ["", "lft_", "Bearer", `lft_${"0".repeat(39)}`, `${newToken()} `]) {
    expect(isWellFormed(text)).toBe(false);
  }
});

test.each([
  [[], "203.0.113.9", true],
  [["203.0.113.9"], "203.0.113.9", true],
  [["203.0.113.9"], "::ffff:203.0.113.9", true],
  [["203.0.113.9"], "203.0.113.10", false],
  [["10.1.0.0/16", "192.0.2.1"], "10.1.255.3", true],
  [["10.1.0.0/16", "192.0.2.1"], "10.2.0.1", false],
  [["2001:db8::/32"], "2001:db8:1::5", true],
  [["2001:db8::/32"], "2001:db9::5", false],
  [["10.1.0.0/16"], "not an address", false],
])("allowed from %j, a call from %s: %s", (allowed, address, isAllowed) => {
  expect(isAllowedFrom(allowed, address)).toBe(isAllowed);
});
