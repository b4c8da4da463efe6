import { describe, expect, test } from "vitest";
import { faultOf, linesOf, untyped } from "./paper-lines.ts";

const done = { ...untyped, mark: "done" as const };

describe("a line of a sheet of paper", () => {
  test("takes the sheet's time where it has none of its own", () => {
    const typed = {
      a: done,
      b: { ...done, time: "1530" },
      c: { ...untyped, mark: "none" as const },
    };
    expect(linesOf(typed, ["b", "c", "a", "d"], "9:00")).toEqual([
      { targetId: "b", outcome: "done", time: "15:30", isAgain: false },
      { targetId: "a", outcome: "done", time: "09:00", isAgain: false },
    ]);
  });

  test("says what it lacks", () => {
    expect(faultOf(done, "")).toBe("time");
    expect(faultOf({ ...done, time: "25:00" }, "9:00")).toBe("time");
    expect(faultOf({ ...done, time: "24:00" }, "9:00")).toBe("time");
    expect(faultOf({ ...untyped, note: "送药" }, "9:00")).toBe("mark");
    expect(faultOf({ ...untyped, mark: "none", note: "外出" }, "9:00")).toBeUndefined();
    expect(faultOf(done, "9:00")).toBeUndefined();
  });
});
