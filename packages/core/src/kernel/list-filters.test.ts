import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import {
  area,
  choice,
  days,
  daysIn,
  division,
  isUnderstood,
  numbers,
  numbersIn,
  optionalChoice,
  optionsOf,
  presence,
  value,
} from "./list-filters.ts";
import { addDays } from "./time.ts";

const Colour = z.enum(["red", "green"]);

describe("a filter's text", () => {
  test("is understood by its kind, and nothing else is", () => {
    const age = numbers(150, []);
    const understood = [
      [area, "01a2153f-a769-7456-85ea-403dcf47767d", "everywhere"],
      [choice(Colour), "red,green", "red,blue"],
      [choice(Colour), "red", "any"],
      [optionalChoice(Colour), "any", "all"],
      [optionalChoice(Colour), "none", ","],
      [value, "3组,4组", ","],
      [presence, "no", "maybe"],
      [age, "60-", "60-50"],
      [age, "-13", "-"],
      [age, "7", "7 or so"],
      [age, "0-150", "151-"],
      [days, "2020-01-20..", "2020-01-20"],
      [days, "2020-01-20..2020-02-05", "2020-02-05..2020-01-20"],
      [days, "7d", "0d"],
      [days, "..2020-02-29", "..2019-02-29"],
      [division, "4201", "420"],
    ] as const;
    for (const [kind, right, wrong] of understood) {
      expect(isUnderstood(kind, right), right).toBe(true);
      expect(isUnderstood(kind, wrong), wrong).toBe(false);
    }
  });

  test("offers of itself only what it understands", () => {
    const age = numbers(150, ["-6", "7-13", "80-"]);
    for (const kind of [choice(Colour), optionalChoice(Colour), presence, age]) {
      const options = optionsOf(kind);
      expect(options.length).toBeGreaterThan(1);
      expect(options.filter((option) => !isUnderstood(kind, option))).toEqual([]);
    }
    expect(optionsOf(value)).toEqual([]);
  });

  test("of numbers is read as it was written", () => {
    const bound = fc.option(fc.integer({ min: 0, max: 150 }), { nil: undefined });
    fc.assert(
      fc.property(bound, bound, (from, to) => {
        fc.pre(from !== undefined || to !== undefined);
        const isOrdered = from === undefined || to === undefined || from <= to;
        const range = numbersIn(`${from ?? ""}-${to ?? ""}`);
        expect({ from: range?.from, to: range?.to }).toEqual(
          isOrdered ? { from, to } : { from: undefined, to: undefined },
        );
      }),
    );
  });

  test("of days counts back with today among them", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), (back) => {
        const today = "2020-02-05";
        expect(daysIn(`${back}d`, today)).toEqual({ from: addDays(today, 1 - back), to: today });
      }),
      { examples: [[1]] },
    );
  });
});
