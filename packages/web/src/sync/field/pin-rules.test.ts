import { describe, expect, test } from "vitest";
import { mostWrongPins, pinFault, pinPauseMs } from "./pin-rules.ts";

describe("a PIN", () => {
  test("has six digits", () => {
    for (const pin of ["", "12345", "1234567", "12a456", "１２３４５６"])
      expect(pinFault(pin)).toBe("length");
  });

  test("is none of those tried first", () => {
    for (const pin of ["000000", "123456", "654321", "123123", "121212", "999999"])
      expect(pinFault(pin)).toBe("simple");
  });

  test("may be anything else", () => {
    for (const pin of ["739164", "112233", "135790"]) expect(pinFault(pin)).toBeUndefined();
  });
});

describe("after wrong PINs", () => {
  const pauses = Array.from({ length: mostWrongPins }, (_, failures) => pinPauseMs(failures, 0, 0));

  test("one waits longer and longer, a quarter of an hour at most", () => {
    expect(pauses.slice(0, 5)).toEqual([0, 0, 0, 30_000, 60_000]);
    expect(Math.max(...pauses)).toBe(15 * 60_000);
  });

  test("the wait passes, and a clock put back doesn't shorten it", () => {
    expect(pinPauseMs(3, 1_000, 21_000)).toBe(10_000);
    expect(pinPauseMs(3, 1_000, 31_000)).toBe(0);
    expect(pinPauseMs(3, 1_000, 0)).toBe(30_000);
  });
});
