import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, addMinutes, instantAt } from "../kernel/time.ts";
import {
  coverageOf,
  type DutyDefinition,
  dueOf,
  isLate,
  occurrences,
  punctualityOf,
  settle,
  settles,
  tally,
  wholeDay,
  windowState,
  windowsOn,
} from "./rules.ts";

const china = "Asia/Shanghai";
const twice = {
  windows: [
    { id: "morning", from: "07:00", to: "10:00" },
    { id: "afternoon", from: "14:00", to: "17:00" },
  ],
  graceMinutes: 60,
};
const always: DutyDefinition = () => twice;
const at = (day: string, time: string) => instantAt(day, time, china);
const span = (from: string, until: string) => {
  const [fromDay = "", fromTime = ""] = from.split(" ");
  const [untilDay = "", untilTime = ""] = until.split(" ");
  return { from: at(fromDay, fromTime), until: at(untilDay, untilTime) };
};
const names = (windows: readonly { day: string; windowId: string }[]) =>
  windows.map(({ day, windowId }) => `${day.slice(5)} ${windowId}`);
const firstOf = <Item>(items: readonly Item[]): Item => {
  const [first] = items;
  if (first === undefined) throw new Error("empty");
  return first;
};

describe("windows owed", () => {
  test("lie in the town's day, whatever the machine's zone", () => {
    const [morning] = windowsOn("2020-02-05", twice, china);
    expect(morning).toEqual({
      windowId: "morning",
      day: "2020-02-05",
      from: "2020-02-04T23:00:00.000Z",
      to: "2020-02-05T02:00:00.000Z",
      closesAt: "2020-02-05T03:00:00.000Z",
    });
    expect(firstOf(windowsOn("2020-02-05", twice, "Asia/Urumqi")).from).toBe(
      "2020-02-05T01:00:00.000Z",
    );
  });

  test("follow the clock through a change of the zone's offset", () => {
    // Shanghai had summer time in 1991: its clocks stood nine hours ahead from 14 April on.
    const before = firstOf(windowsOn("1991-04-13", twice, china)).from;
    const after = firstOf(windowsOn("1991-04-14", twice, china)).from;
    expect([before, after]).toEqual(["1991-04-12T23:00:00.000Z", "1991-04-13T22:00:00.000Z"]);
  });

  test("are whole windows only, where a duty starts or ends in the middle of a day", () => {
    const days = { from: "2020-02-04", to: "2020-02-08" };
    const owed = occurrences(always, span("2020-02-05 09:00", "2020-02-07 15:00"), days, china);
    expect(names(owed)).toEqual([
      "02-05 afternoon",
      "02-06 morning",
      "02-06 afternoon",
      "02-07 morning",
    ]);
  });

  test("include those that touch the duty's beginning and end", () => {
    const day = { from: "2020-02-05", to: "2020-02-05" };
    const exact = occurrences(always, span("2020-02-05 07:00", "2020-02-05 17:00"), day, china);
    expect(names(exact)).toEqual(["02-05 morning", "02-05 afternoon"]);
  });

  test("change with the rules from one day to the next", () => {
    const thrice = { ...twice, windows: [{ id: "noon", from: "12:00", to: "13:00" }] };
    const definition: DutyDefinition = (day) =>
      day < "2020-02-06" ? twice : day < "2020-02-07" ? undefined : thrice;
    const days = { from: "2020-02-05", to: "2020-02-07" };
    const owed = occurrences(definition, span("2020-02-01 00:00", "2020-02-20 00:00"), days, china);
    expect(names(owed)).toEqual(["02-05 morning", "02-05 afternoon", "02-07 noon"]);
  });

  test("have a grace that ends where the next begins, and with the day", () => {
    const long = { ...twice, graceMinutes: 720 };
    const closing = windowsOn("2020-02-05", long, china).map((window) => window.closesAt);
    expect(closing).toEqual([at("2020-02-05", "14:00"), at("2020-02-05", "24:00")]);
  });
});

describe("records", () => {
  const [morning, afternoon] = windowsOn("2020-02-05", twice, china);
  if (!morning || !afternoon) throw new Error("no windows");

  test("settle a window from its beginning until its grace is over", () => {
    const taken = (time: string) => settles({ happenedAt: at("2020-02-05", time) }, morning);
    expect(["06:59", "07:00", "10:30", "11:00"].map(taken)).toEqual([false, true, true, false]);
    expect(isLate({ happenedAt: at("2020-02-05", "09:59") }, morning)).toBe(false);
    expect(isLate({ happenedAt: at("2020-02-05", "10:00") }, morning)).toBe(true);
  });

  test("turn a window from upcoming over open to missed, or to done for good", () => {
    const states = ["06:00", "08:00", "10:30", "11:00"].map((time) =>
      windowState(morning, undefined, at("2020-02-05", time)),
    );
    expect(states).toEqual(["upcoming", "open", "open", "missed"]);
    // Received long after the window closed, made within it: done all the same.
    const record = { happenedAt: at("2020-02-05", "08:00") };
    expect(windowState(morning, record, at("2020-02-09", "08:00"))).toBe("done");
  });

  test("settle one window each, the earliest of several the first", () => {
    const records = ["08:10", "08:00", "12:30"].map((time) => ({
      happenedAt: at("2020-02-05", time),
    }));
    const { windows, rest } = settle([morning, afternoon], records);
    expect(windows.map(({ record }) => record?.happenedAt)).toEqual([
      at("2020-02-05", "08:00"),
      undefined,
    ]);
    expect(rest).toHaveLength(2);
  });

  test("count one by one where a duty has no set hours", () => {
    const windows = windowsOn("2020-02-05", { windows: wholeDay(3), graceMinutes: 60 }, china);
    const records = [
      { happenedAt: at("2020-02-05", "08:00") },
      { happenedAt: at("2020-02-05", "20:00") },
    ];
    const settled = settle(windows, records).windows;
    expect(tally(settled, at("2020-02-05", "23:00"))).toMatchObject({ done: 2, open: 1 });
    expect(tally(settled, at("2020-02-05", "24:00"))).toMatchObject({ done: 2, missed: 1 });
  });
});

describe("coverage and punctuality", () => {
  test("are shares of what was due by now, and of what is decided", () => {
    const days = { from: "2020-02-05", to: "2020-02-06" };
    const windows = occurrences(always, span("2020-02-05 00:00", "2020-02-20 00:00"), days, china);
    const records = [
      { happenedAt: at("2020-02-05", "08:00") },
      { happenedAt: at("2020-02-05", "17:30") },
    ];
    // In the second day's first window: two done, one of them late; one open; one to come.
    const counts = tally(settle(windows, records).windows, at("2020-02-06", "08:00"));
    expect(counts).toEqual({ upcoming: 1, open: 1, done: 2, missed: 0, late: 1 });
    expect(dueOf(counts)).toBe(3);
    expect(coverageOf(counts)).toBeCloseTo(2 / 3);
    expect(punctualityOf(counts)).toBe(0.5);
  });

  test("say nothing where nothing was due", () => {
    const counts = tally([], at("2020-02-06", "08:00"));
    expect([coverageOf(counts), punctualityOf(counts)]).toEqual([undefined, undefined]);
  });
});

describe("whatever the duty", () => {
  const time = fc
    .integer({ min: 0, max: 24 * 4 })
    .map(
      (quarter) =>
        `${String(Math.floor(quarter / 4)).padStart(2, "0")}:${["00", "15", "30", "45"][quarter % 4]}`,
    );
  const duty = fc
    .record({
      times: fc.uniqueArray(time, { minLength: 2, maxLength: 8 }),
      graceMinutes: fc.integer({ min: 0, max: 720 }),
    })
    .map(({ times, graceMinutes }) => {
      const sorted = [...times].sort();
      const windows = sorted
        .slice(0, -1)
        .map((from, index) => ({ id: `w${index}`, from, to: sorted[index + 1] ?? "24:00" }))
        .filter((_, index) => index % 2 === 0);
      return { windows, graceMinutes };
    });
  const minute = fc.integer({ min: -2 * 1440, max: 6 * 1440 });
  const instant = minute.map((minutes) => addMinutes("2020-02-05T00:00:00.000Z", minutes));
  const zone = fc.constantFrom("Asia/Shanghai", "Asia/Urumqi", "America/St_Johns", "UTC");
  const scene = fc.record({
    duty,
    zone,
    edges: fc.tuple(instant, instant),
    records: fc.array(
      instant.map((happenedAt) => ({ happenedAt })),
      { maxLength: 30 },
    ),
    now: instant,
  });
  const days = { from: "2020-02-03", to: addDays("2020-02-03", 6) };

  test("windows lie within the target's span, in order, and no record falls into two", () => {
    fc.assert(
      fc.property(scene, ({ duty, zone, edges, records }) => {
        const [from, until] = [...edges].sort();
        if (from === undefined || until === undefined) return;
        const owed = occurrences(() => duty, { from, until }, days, zone);
        for (const [index, window] of owed.entries()) {
          expect(from <= window.from && window.to <= until).toBe(true);
          expect(window.from < window.to && window.to <= window.closesAt).toBe(true);
          const next = owed[index + 1];
          if (next) expect(window.closesAt <= next.from).toBe(true);
        }
        for (const record of records)
          expect(owed.filter((window) => settles(record, window)).length).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("every window is in one state, every record settles one window or none", () => {
    fc.assert(
      fc.property(scene, ({ duty, zone, records, now }) => {
        const whole = { from: "2020-01-01T00:00:00.000Z", until: "2020-03-01T00:00:00.000Z" };
        const owed = occurrences(() => duty, whole, days, zone);
        const { windows, rest } = settle(owed, records);
        const counts = tally(windows, now);
        expect(counts.upcoming + counts.open + counts.done + counts.missed).toBe(owed.length);
        expect(counts.done + rest.length).toBe(records.length);
        expect(counts.late).toBeLessThanOrEqual(counts.done);
        const coverage = coverageOf(counts) ?? 0;
        expect(coverage >= 0 && coverage <= 1).toBe(true);
      }),
    );
  });

  test("a window never goes back in time, and a further record never undoes one", () => {
    const rank = { upcoming: 0, open: 1, missed: 2, done: 3 };
    fc.assert(
      fc.property(scene, fc.nat(5000), instant, ({ duty, zone, records, now }, minutes, extra) => {
        const whole = { from: "2020-01-01T00:00:00.000Z", until: "2020-03-01T00:00:00.000Z" };
        const owed = occurrences(() => duty, whole, days, zone);
        for (const window of owed) {
          const earlier = windowState(window, undefined, now);
          const later = windowState(window, undefined, addMinutes(now, minutes));
          expect(rank[later]).toBeGreaterThanOrEqual(rank[earlier]);
        }
        const before = tally(settle(owed, records).windows, now);
        const after = tally(settle(owed, [...records, { happenedAt: extra }]).windows, now);
        expect(after.done).toBeGreaterThanOrEqual(before.done);
        expect(after.missed).toBeLessThanOrEqual(before.missed);
      }),
    );
  });
});
