import { expect, test } from "vitest";
import { leftOf, progressOf } from "./today-count.ts";

const turn = { state: "open", isTold: true } as const;
const done = { state: "done" } as const;
const open = { state: "open" } as const;
const missed = { state: "missed" } as const;
const later = { state: "upcoming" } as const;

test("a turn is told, and counts neither as done nor as left", () => {
  expect(progressOf([turn, done, open])).toEqual({ done: 1, total: 2 });
  expect(leftOf([turn, open])).toBe(1);
});

test("who has nothing but a turn is told of no progress", () => {
  expect(progressOf([turn])).toBeUndefined();
  expect(leftOf([turn])).toBe(0);
});

test("what was missed is left to be done, what comes later is not yet", () => {
  expect(progressOf([missed, later, done])).toEqual({ done: 1, total: 3 });
  expect(leftOf([missed, later, done])).toBe(1);
});
