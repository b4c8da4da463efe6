import { describe, expect, test } from "vitest";
import { budgetOf, hourOf, peopleIn, secondsToNextHour, usualBudgets } from "./reading.ts";

const onTown = (role: "office" | "patrol") => ({ role, scopeKind: "town" as const });

describe("the people an answer tells of", () => {
  test("are found by their ids, wherever they stand, each once", () => {
    const answer = {
      rows: [
        { residentId: "r1", householdId: "h1", name: "赵一" },
        { residentId: "r2", householdId: "h1" },
        { residentId: "r1", orderId: "o1" },
      ],
      next: "x",
    };
    expect([...peopleIn(answer)]).toEqual(["r1", "r2"]);
    const household = { householdId: "h1", memberRows: [{ residentId: "r3" }] };
    expect([...peopleIn(household)]).toEqual(["h1", "r3"]);
    const figureRow = { subjectKind: "order", subjectId: "o2", label: "钱二" };
    expect([...peopleIn([figureRow, { subjectKind: "area", subjectId: "a1" }])]).toEqual(["o2"]);
    expect([...peopleIn({ kind: "resident", subjectId: "r4" })]).toEqual(["r4"]);
  });

  test("are none in counts, files and texts", () => {
    for (const answer of [undefined, null, 3, "r1", new Blob(["r1"]), { total: 5 }, []]) {
      expect(peopleIn(answer).size).toBe(0);
    }
  });
});

describe("a budget", () => {
  test("is the widest of the roles', and the town may set it", () => {
    const both = [onTown("patrol"), onTown("office")];
    expect(budgetOf(both, false, new Map())).toBe(usualBudgets.office);
    expect(budgetOf(both, false, new Map([["office", 100]]))).toBe(usualBudgets.patrol);
    expect(budgetOf(both, true, new Map([["token", 7]]))).toBe(7);
    expect(budgetOf([], false, new Map())).toBe(0);
  });

  test("lasts a clock hour", () => {
    expect(hourOf("2020-02-05T04:59:59.999Z")).toBe("2020-02-05T04:00:00.000Z");
    expect(secondsToNextHour("2020-02-05T04:59:30.000Z")).toBe(30);
    expect(secondsToNextHour("2020-02-05T04:00:00.000Z")).toBe(3_600);
  });
});
