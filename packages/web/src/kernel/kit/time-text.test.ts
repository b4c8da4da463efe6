import { describe, expect, it } from "vitest";
import { timeFrom } from "./time-text.ts";

describe("a time as it is typed", () => {
  it.each([
    ["16:00", "16:00"],
    ["1600", "16:00"],
    ["930", "09:30"],
    ["9", "09:00"],
    ["16：5", "16:05"],
    ["16.30", "16:30"],
    ["8时15分", "08:15"],
    [" 24:00 ", "24:00"],
  ])("%s is %s", (typed, time) => {
    expect(timeFrom(typed)).toBe(time);
  });

  it.each(["", "noon", "25:00", "12:60", "24:30"])("%s is none", (typed) => {
    expect(timeFrom(typed)).toBeUndefined();
  });
});
