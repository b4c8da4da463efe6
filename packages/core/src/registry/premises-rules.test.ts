import { describe, expect, test } from "vitest";
import { creditCodeCheck } from "./credit-code.ts";
import { creditCodeOf, stateAfter } from "./premises-rules.ts";

const today = "2020-02-05";
const open = { state: "open", stateSince: null } as const;
const closed = { state: "closed", stateSince: "2020-01-28" } as const;

describe("the state of premises", () => {
  test("holds since today when no other day is said", () => {
    expect(stateAfter(open, { state: "closed" }, today)).toEqual({
      state: "closed",
      stateSince: today,
    });
  });

  test("keeps its day when it is said again, and takes another one", () => {
    expect(stateAfter(closed, { state: "closed" }, today)).toEqual(closed);
    expect(stateAfter(closed, {}, today)).toEqual(closed);
    expect(stateAfter(closed, { stateSince: "2020-01-30" }, today).stateSince).toBe("2020-01-30");
    expect(stateAfter(closed, { state: "resumed" }, today).stateSince).toBe(today);
  });

  test("of premises open as usual has no day", () => {
    expect(stateAfter(closed, { state: "open", stateSince: today }, today)).toEqual(open);
  });

  test("is never one of days to come", () => {
    expect(() => stateAfter(open, { state: "closed", stateSince: "2020-02-06" }, today)).toThrow(
      expect.objectContaining({ code: "registry.stateInFuture" }),
    );
  });
});

test("a credit code is kept as it is read, and refused at its field", () => {
  const code = `91770101MA6B2C3D4${creditCodeCheck("91770101MA6B2C3D4")}`;
  expect(creditCodeOf(` ${code.toLowerCase()} `)).toBe(code);
  expect(creditCodeOf("  ")).toBeNull();
  expect(() => creditCodeOf("123")).toThrow(
    expect.objectContaining({
      details: { fields: [{ path: "creditCode", code: "registry.creditCode.length" }] },
    }),
  );
});
