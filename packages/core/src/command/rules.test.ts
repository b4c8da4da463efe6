import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMinutes, instantAt } from "../kernel/time.ts";
import {
  areasInTable,
  bulletinsDue,
  comparedWith,
  cutOffOf,
  dayClosedBy,
  gathered,
  responseDay,
} from "./rules.ts";

const clock = { bulletinBy: "17:00", timeZone: "Asia/Shanghai", activatedOn: "2020-01-26" };
const at = (time: string, day = "2020-02-05"): string => instantAt(day, time, clock.timeZone);

describe("a bulletin's cut-off", () => {
  test("is the clock's bulletin time of that day", () => {
    expect(cutOffOf("2020-02-05", undefined, clock, at("20:30"))).toBe(at("17:00"));
    expect(cutOffOf("2020-02-03", undefined, clock, at("09:00"))).toBe(at("17:00", "2020-02-03"));
  });

  test("is now while that time is yet to come", () => {
    expect(cutOffOf("2020-02-05", undefined, clock, at("16:20"))).toBe(at("16:20"));
  });

  test("may be any other time of the day, up to its end", () => {
    expect(cutOffOf("2020-02-04", at("24:00", "2020-02-04"), clock, at("09:00"))).toBe(at("00:00"));
    expect(cutOffOf("2020-02-05", at("16:00"), clock, at("17:30"))).toBe(at("16:00"));
  });

  test("is never in the future", () => {
    const inFuture = expect.objectContaining({ code: "command.cutOffInFuture" });
    expect(refusal(() => cutOffOf("2020-02-05", at("17:00"), clock, at("16:59")))).toEqual(
      inFuture,
    );
    expect(refusal(() => cutOffOf("2020-02-06", undefined, clock, at("23:59")))).toEqual(inFuture);
  });

  test("lies on the bulletin's day", () => {
    for (const asked of [at("00:00"), at("09:00", "2020-02-04"), at("00:01", "2020-02-06")]) {
      expect(
        refusal(() => cutOffOf("2020-02-05", asked, clock, at("12:00", "2020-02-07"))),
      ).toEqual(expect.objectContaining({ code: "kernel.invalid" }));
    }
  });

  test("lies within the response", () => {
    expect(refusal(() => cutOffOf("2020-01-25", undefined, clock, at("12:00")))).toMatchObject({
      code: "command.dayBeforeResponse",
    });
    expect(cutOffOf("2020-01-26", undefined, clock, at("12:00"))).toBe(at("17:00", "2020-01-26"));
  });

  test("is on its day and not in the future, whatever is asked", () => {
    const start = Date.parse(at("00:00", "2020-01-20"));
    const minutes = fc.integer({ min: 0, max: 30 * 24 * 60 });
    const instant = minutes.map((count) => addMinutes(new Date(start).toISOString(), count));
    fc.assert(
      fc.property(fc.option(instant, { nil: undefined }), instant, (asked, now) => {
        let cutOff: string;
        try {
          cutOff = cutOffOf("2020-02-05", asked, clock, now);
        } catch {
          return;
        }
        expect(cutOff <= now).toBe(true);
        expect(dayClosedBy(cutOff, clock.timeZone)).toBe("2020-02-05");
      }),
    );
  });
});

describe("what a bulletin is compared with", () => {
  test("is the day before, as its bulletin was cut off", () => {
    const before = at("16:30", "2020-02-04");
    expect(comparedWith("2020-02-05", at("17:00"), before, clock)).toBe(before);
  });

  test("is the same time a day earlier, when that day has none", () => {
    expect(comparedWith("2020-02-05", at("17:00"), undefined, clock)).toBe(
      at("17:00", "2020-02-04"),
    );
  });

  test("is nothing on the first day", () => {
    expect(responseDay("2020-01-26", clock)).toBe(1);
    expect(comparedWith("2020-01-26", at("17:00", "2020-01-26"), undefined, clock)).toBeUndefined();
  });
});

describe("a bulletin is asked for", () => {
  const yesterday = "2020-02-04";
  test("from an hour before its time", () => {
    expect(bulletinsDue([yesterday], clock, at("15:59"))).toEqual([]);
    expect(bulletinsDue([yesterday], clock, at("16:18"))).toEqual([
      { day: "2020-02-05", by: at("17:00"), minutesLate: -42 },
    ]);
  });

  test("the more, the later it is", () => {
    expect(bulletinsDue([yesterday], clock, at("18:05"))).toMatchObject([{ minutesLate: 65 }]);
    expect(bulletinsDue([], clock, at("08:00"))).toMatchObject([
      { day: yesterday, minutesLate: 15 * 60 },
    ]);
  });

  test("no more once it is out, and not before the response", () => {
    expect(bulletinsDue([yesterday, "2020-02-05"], clock, at("23:00"))).toEqual([]);
    expect(bulletinsDue([], clock, at("09:00", "2020-01-26"))).toEqual([]);
  });
});

describe("the table of areas", () => {
  const areas = [
    { areaId: "town", kind: "town" as const },
    { areaId: "a", parentId: "town", kind: "village" as const },
    { areaId: "b", parentId: "town", kind: "community" as const },
    { areaId: "a1", parentId: "a", kind: "grid" as const },
    { areaId: "a2", parentId: "a", kind: "grid" as const },
  ];
  const ids = (shown: { areaId: string }[]): string[] => shown.map(({ areaId }) => areaId);

  test("shows villages and communities, and a grid to whom only the grid is in reach", () => {
    expect(ids(areasInTable(areas, { all: true }))).toEqual(["a", "b"]);
    expect(ids(areasInTable(areas, { all: false, areaIds: ["a", "a1", "a2"] }))).toEqual(["a"]);
    expect(ids(areasInTable(areas, { all: false, areaIds: ["a2"] }))).toEqual(["a2"]);
  });

  test("gathers what lies in a grid under its village", () => {
    const counts = new Map([
      ["a", 1],
      ["a1", 2],
      ["a2", 4],
      ["town", 8],
      ["elsewhere", 16],
    ]);
    const table = areasInTable(areas, { all: true });
    expect(Object.fromEntries(gathered(counts, areas, table))).toEqual({ a: 7, b: 0 });
    expect(Object.fromEntries(gathered(counts, areas, areas.slice(4)))).toEqual({ a2: 4 });
  });
});

function refusal(ask: () => unknown): unknown {
  try {
    return ask();
  } catch (error) {
    return error;
  }
}
