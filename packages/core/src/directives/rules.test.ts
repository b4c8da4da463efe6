import { describe, expect, test } from "vitest";
import {
  demandStanding,
  demandTimes,
  heldBetween,
  isPast,
  owedBy,
  saidAt,
  stepOf,
  wouldStand,
} from "./rules.ts";

const at = (time: string): string => new Date(`2020-02-05T${time}:00+08:00`).toISOString();

describe("the times of a directive", () => {
  test("lie ahead, the completion not before the confirmation", () => {
    expect(() => demandTimes({ confirmBy: at("09:00") }, at("09:00"))).toThrow(
      "directives.confirmByTooSoon",
    );
    expect(() =>
      demandTimes({ confirmBy: at("12:00"), finishBy: at("11:59") }, at("09:00")),
    ).toThrow("directives.finishBeforeConfirm");
    demandTimes({ confirmBy: at("12:00"), finishBy: at("12:00") }, at("09:00"));
    demandTimes({ confirmBy: at("09:01") }, at("09:00"));
  });
});

describe("when something was done", () => {
  test("is what the device says", () => {
    expect(heldBetween(at("10:00"), at("09:00"), at("15:00"))).toBe(at("10:00"));
  });
  test("is not after it was heard of, nor before there was anything to do", () => {
    expect(heldBetween(at("16:00"), at("09:00"), at("15:00"))).toBe(at("15:00"));
    expect(heldBetween(at("08:00"), at("09:00"), at("15:00"))).toBe(at("09:00"));
  });
  test("is now where nothing is said", () => {
    expect(heldBetween(undefined, at("09:00"), at("15:00"))).toBe(at("15:00"));
  });
});

describe("when somebody rang", () => {
  const issuedAt = new Date("2020-02-05T09:00:30+08:00").toISOString();
  test("is not before the issue, nor ahead", () => {
    expect(() => saidAt(at("08:59"), issuedAt, at("10:00"))).toThrow("directives.saidBeforeIssue");
    expect(() => saidAt(at("10:01"), issuedAt, at("10:00"))).toThrow("directives.saidInFuture");
    expect(saidAt(at("10:00"), issuedAt, at("10:00"))).toBe(at("10:00"));
  });
  test("in the minute of the issue is after it", () => {
    expect(saidAt(at("09:00"), issuedAt, at("10:00"))).toBe(issuedAt);
  });
});

test("a confirmation stands where there is none, or only a late one", () => {
  const until = at("11:00");
  expect(wouldStand(null, at("12:00"), until)).toBe(true);
  expect(wouldStand(at("10:00"), at("09:30"), until)).toBe(false);
  expect(wouldStand(at("11:30"), at("10:30"), until)).toBe(true);
  expect(wouldStand(at("11:30"), at("11:20"), until)).toBe(false);
});

describe("a directive that has ended", () => {
  test("takes what was done before", () => {
    demandStanding(undefined, at("10:00"));
    demandStanding(at("10:00"), at("09:59"));
    expect(() => demandStanding(at("10:00"), at("10:00"))).toThrow("directives.directiveEnded");
  });
});

test("who confirms as the time ends is late, as with every window", () => {
  expect(isPast(at("16:00"), at("15:59"))).toBe(false);
  expect(isPast(at("16:00"), at("16:00"))).toBe(true);
});

test("the window ends with the time set, on the town's day", () => {
  const until = new Date("2020-02-06T00:30:00+08:00").toISOString();
  expect(owedBy(at("09:00"), until, "Asia/Shanghai")).toMatchObject({
    day: "2020-02-06",
    from: at("09:00"),
    to: until,
    closesAt: until,
  });
});

describe("how far a unit has come", () => {
  test.each([
    [{ isAcknowledged: false, feedback: 0, isFinished: false }, "waiting"],
    [{ isAcknowledged: true, feedback: 0, isFinished: false }, "confirmed"],
    [{ isAcknowledged: true, feedback: 2, isFinished: false }, "fed-back"],
    [{ isAcknowledged: true, feedback: 2, isFinished: true }, "finished"],
  ] as const)("%o is %s", (done, step) => {
    expect(stepOf(done)).toBe(step);
  });
});
