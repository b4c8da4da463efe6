import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  addMinutes,
  compareDays,
  Day,
  daysBetween,
  Instant,
  instantAt,
  minutesBetween,
  TimeOfDay,
  townDay,
  townTime,
} from "./time.ts";

const china = "Asia/Shanghai";
const zones = [
  china,
  "UTC",
  "America/New_York",
  "America/Sao_Paulo",
  "America/St_Johns",
  "Asia/Kathmandu",
  "Asia/Urumqi",
  "Australia/Lord_Howe",
  "Europe/London",
  "Pacific/Apia",
  "Pacific/Chatham",
];

const anyZone = fc.constantFrom(...zones);
const anyInstant = fc
  .date({ min: new Date("1975-01-01"), max: new Date("2049-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString());
const anyDay = anyInstant.map((instant) => instant.slice(0, 10));
const anyMinute = fc.integer({ min: 0, max: 24 * 60 - 1 });

function clock(minutes: number): string {
  const pad = (part: number): string => String(Math.trunc(part)).padStart(2, "0");
  return `${pad(minutes / 60)}:${pad(minutes % 60)}`;
}

describe("a town's day in China", () => {
  test("begins at 16:00 UTC of the day before", () => {
    expect(townDay("2020-02-04T15:59:59.999Z", china)).toBe("2020-02-04");
    expect(townDay("2020-02-04T16:00:00.000Z", china)).toBe("2020-02-05");
    expect(townTime("2020-02-04T16:00:00.000Z", china)).toBe("00:00");
    expect(instantAt("2020-02-05", "00:00", china)).toBe("2020-02-04T16:00:00.000Z");
    expect(instantAt("2020-02-05", "17:00", china)).toBe("2020-02-05T09:00:00.000Z");
  });

  test("ends at 24:00, which is the next day's midnight", () => {
    expect(instantAt("2020-02-29", "24:00", china)).toBe(instantAt("2020-03-01", "00:00", china));
  });

  test("kept summer time from 1986 to 1991", () => {
    expect(townTime("1988-07-01T00:00:00.000Z", china)).toBe("09:00");
    expect(instantAt("1988-07-01", "09:00", china)).toBe("1988-07-01T00:00:00.000Z");
  });

  test("every wall time is found again", () => {
    const since1992 = anyDay.filter((day) => day > "1992-01-01");
    fc.assert(
      fc.property(since1992, anyMinute, (day, minutes) => {
        const instant = instantAt(day, clock(minutes), china);
        expect(townDay(instant, china)).toBe(day);
        expect(townTime(instant, china)).toBe(clock(minutes));
      }),
    );
  });
});

describe("a wall time", () => {
  test("that happens twice is the first of the two", () => {
    const first = instantAt("2020-11-01", "01:30", "America/New_York");
    expect(first).toBe("2020-11-01T05:30:00.000Z");
    expect(townTime(addMinutes(first, 60), "America/New_York")).toBe("01:30");
    expect(instantAt("2020-10-25", "01:30", "Europe/London")).toBe("2020-10-25T00:30:00.000Z");
  });

  test("that never happens is as much later as the clocks were put forward", () => {
    expect(instantAt("2020-03-08", "02:30", "America/New_York")).toBe("2020-03-08T07:30:00.000Z");
    expect(instantAt("2020-10-04", "02:10", "Australia/Lord_Howe")).toBe(
      "2020-10-03T15:40:00.000Z",
    );
  });

  test("of a midnight that is skipped still lies on its day", () => {
    const start = instantAt("2018-11-04", "00:00", "America/Sao_Paulo");
    expect(start).toBe("2018-11-04T03:00:00.000Z");
    expect(townDay(start, "America/Sao_Paulo")).toBe("2018-11-04");
  });

  test("of a day that is skipped lies on the day after", () => {
    expect(townDay(instantAt("2011-12-30", "12:00", "Pacific/Apia"), "Pacific/Apia")).toBe(
      "2011-12-31",
    );
  });

  test("is the wall time of its instant, in every zone", () => {
    fc.assert(
      fc.property(anyZone, anyInstant, (zone, instant) => {
        const again = instantAt(townDay(instant, zone), townTime(instant, zone), zone);
        expect(townDay(again, zone)).toBe(townDay(instant, zone));
        expect(townTime(again, zone)).toBe(townTime(instant, zone));
        expect(minutesBetween(again, instant)).toBeLessThan(121);
        expect(minutesBetween(again, instant)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test("of 24:00 is the next day's 00:00, in every zone", () => {
    fc.assert(
      fc.property(anyZone, anyDay, (zone, day) => {
        expect(instantAt(day, "24:00", zone)).toBe(instantAt(addDays(day, 1), "00:00", zone));
      }),
    );
  });

  test("does not come before a midnight already past", () => {
    fc.assert(
      fc.property(anyZone, anyDay, anyMinute, (zone, day, minutes) => {
        const start = instantAt(day, "00:00", zone);
        expect(instantAt(day, clock(minutes), zone) >= start).toBe(true);
        expect(townDay(start, zone) >= day).toBe(true);
      }),
    );
  });
});

describe("days", () => {
  test("are counted across months, leap days and years", () => {
    expect(addDays("2020-02-28", 1)).toBe("2020-02-29");
    expect(addDays("2021-02-28", 1)).toBe("2021-03-01");
    expect(addDays("2020-01-01", -1)).toBe("2019-12-31");
    expect(daysBetween("2020-01-24", "2020-02-07")).toBe(14);
    expect(daysBetween("2020-02-07", "2020-01-24")).toBe(-14);
  });

  test("added are days between, and sort as they follow", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -4000, max: 4000 }), (day, days) => {
        const later = addDays(day, days);
        expect(daysBetween(day, later)).toBe(days);
        expect(Math.sign(compareDays(later, day))).toBe(Math.sign(days));
      }),
    );
  });
});

describe("minutes", () => {
  test("added are minutes between", () => {
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: -100_000, max: 100_000 }), (instant, minutes) => {
        expect(minutesBetween(instant, addMinutes(instant, minutes))).toBe(minutes);
      }),
    );
  });
});

describe("what is written", () => {
  test("as an instant becomes UTC with milliseconds, so that instants sort as text", () => {
    expect(Instant.parse("2020-02-05T04:00:00Z")).toBe("2020-02-05T04:00:00.000Z");
    expect(Instant.parse("2020-02-05T04:00:00.123456Z")).toBe("2020-02-05T04:00:00.123Z");
  });

  test.each(["2020-02-05", "2020-02-30T00:00:00Z", "2020-02-05T25:00:00Z", "5 Feb 2020", ""])(
    "as %j is no instant",
    (text) => {
      expect(Instant.safeParse(text).success).toBe(false);
    },
  );

  test.each(["2021-02-29", "2020-2-5", "2020-13-01", "2020-02-05T00:00:00Z"])(
    "as %j is no day",
    (text) => {
      expect(Day.safeParse(text).success).toBe(false);
    },
  );

  test("as a time of day is two digits each, up to 24:00", () => {
    const accepted = ["00:00", "09:05", "23:59", "24:00"];
    const refused = ["9:05", "24:01", "12:60", "12:00:00", "中午"];
    expect(accepted.every((text) => TimeOfDay.safeParse(text).success)).toBe(true);
    expect(refused.some((text) => TimeOfDay.safeParse(text).success)).toBe(false);
  });
});
