import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bulletinFigures } from "./figures.ts";
import { type DayFigures, draftRemarks, findings, type PlaceFigures } from "./remarks.ts";

const clock = { collectBy: "16:00" };

function day(
  values: Record<string, number | undefined>,
  before: Record<string, number | undefined> = {},
): DayFigures {
  return { value: (id) => values[id], before: (id) => before[id] };
}

const says = (statements: readonly { says: string }[]): string[] =>
  statements.map((statement) => statement.says);

const quiet = day(
  {
    "screening.returnees": 30,
    "observation.people": 20,
    "observation.current.people": 12,
    "observation.released": 8,
    "observation.readings.due": 24,
    "observation.readings.done": 24,
    "observation.feverNow": 0,
    "org.unassigned": 0,
  },
  {
    "screening.returnees": 25,
    "observation.people": 17,
    "observation.current.people": 14,
    "observation.released": 3,
  },
);

const troubled = day({
  "observation.current.people": 12,
  "observation.readings.due": 24,
  "observation.readings.done": 16,
  "observation.readings.missed": 7,
  "observation.feverNow": 1,
  "org.unassigned": 3,
});
const villages: PlaceFigures[] = [
  { areaId: "east", figures: { "observation.readings.missed": 2 } },
  {
    areaId: "west",
    figures: {
      "observation.readings.missed": 5,
      "observation.feverNow": 1,
    },
  },
  { areaId: "north", figures: {} },
];

describe("the remarks of a quiet day", () => {
  test("say what moved, what stands and that all was read", () => {
    expect(draftRemarks(quiet, [], clock)).toEqual([
      { says: "moved", arrived: 5, observed: 3, released: 5 },
      { says: "standing", count: 12, change: -2 },
      { says: "all-read", due: 24 },
      { says: "to-go-on" },
    ]);
  });

  test("find nothing wrong", () => {
    expect(findings(quiet, [])).toEqual([{ says: "nothing-found" }]);
  });

  test("call nothing missed while its window is open", () => {
    const open = day({ "observation.readings.due": 24, "observation.readings.done": 20 });
    expect(draftRemarks(open, [], clock)).toEqual([
      { says: "being-read", due: 24, done: 20 },
      { says: "to-go-on" },
    ]);
    expect(findings(open, [])).toEqual([{ says: "nothing-found" }]);
  });

  test("of the first day compare with nothing", () => {
    expect(draftRemarks(day({ "observation.current.people": 2 }), [], clock)).toContainEqual({
      says: "standing",
      count: 2,
      change: undefined,
    });
  });
});

describe("the remarks of a troubled day", () => {
  test("name what is wrong and where, most first", () => {
    expect(findings(troubled, villages)).toEqual([
      {
        says: "missed",
        due: 24,
        done: 16,
        missed: 7,
        places: [
          { areaId: "west", count: 5 },
          { areaId: "east", count: 2 },
        ],
      },
      { says: "fever", count: 1, places: [{ areaId: "west", count: 1 }] },
      { says: "unassigned", count: 3 },
    ]);
  });

  test("say what is to be done about each, and by when", () => {
    expect(draftRemarks(troubled, villages, clock).slice(-3)).toEqual([
      {
        says: "to-read",
        places: [
          { areaId: "west", count: 5 },
          { areaId: "east", count: 2 },
        ],
      },
      { says: "to-examine", count: 1 },
      { says: "to-assign", count: 3, by: "16:00" },
    ]);
  });
});

describe("remarks", () => {
  test("leave out what the house does not count", () => {
    expect(says(draftRemarks(day({}), [], clock))).toEqual(["to-go-on"]);
    expect(says(findings(day({}), []))).toEqual(["nothing-found"]);
  });

  test("find something exactly when something is to be done, whatever the figures", () => {
    const figures = fc.record(
      Object.fromEntries(bulletinFigures.map((id) => [id, fc.nat({ max: 50 })])),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(figures, figures, (values, before) => {
        const found = findings(day(values, before), []);
        const steps = says(draftRemarks(day(values, before), [], clock)).filter((one) =>
          one.startsWith("to-"),
        );
        expect(says(found).includes("nothing-found")).toBe(steps.includes("to-go-on"));
        if (found[0]?.says !== "nothing-found") expect(steps).toHaveLength(found.length);
      }),
    );
  });
});
