import { expect, test } from "vitest";
import { keysFor, secondsFor } from "./keystroke-level.ts";

test("a plate is its letters, and a province typed by its sound", () => {
  expect(keysFor("365")).toBe(3);
  expect(keysFor("川R12345")).toBe(11);
});

test("taps, keys, decisions and waiting add up", () => {
  const course = { taps: 2, text: "365", decisions: 2, waiting: 1 };
  expect(secondsFor(course)).toBeCloseTo(2 * 1.38 + 3 * 0.28 + 2 * 1.35 + 1, 6);
  expect(secondsFor({ taps: 0, text: "", decisions: 0, waiting: 0 })).toBe(0);
});
