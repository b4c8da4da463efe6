import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { occurrences } from "../duties/rules.ts";
import { addMinutes, instantAt } from "../kernel/time.ts";
import { preset2020 } from "../policy/presets/2020.ts";
import { preset2022 } from "../policy/presets/2022.ts";
import type { PolicyRules } from "../policy/rules-data.ts";
import {
  demandReadable,
  demandReleasable,
  escalationLevel,
  isFever,
  orderTimes,
  owedSpan,
  readingDuty,
  releaseOpensAt,
  requiredChecks,
} from "./rules.ts";

const china = "Asia/Shanghai";
const at = (day: string, time: string) => instantAt(day, time, china);
const rulesOf2020 = preset2020[0]?.rules as PolicyRules;
const codeOf = (act: () => unknown): string | undefined => {
  try {
    act();
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  return undefined;
};

describe("readings are owed", () => {
  const times = orderTimes("2020-02-05", "2020-02-07", china);
  const owed = (issuedAt: string, endedAt?: string) =>
    occurrences(
      () => readingDuty(rulesOf2020),
      owedSpan(times, issuedAt, endedAt),
      { from: "2020-02-01", to: "2020-02-10" },
      china,
    ).map(({ day, windowId }) => `${day.slice(8)} ${windowId}`);

  test("from the first day until 24:00 of the last, where the order was issued before", () => {
    const windows = owed(at("2020-02-04", "15:00"));
    expect(windows).toHaveLength(6);
    expect([windows[0], windows[5]]).toEqual(["05 morning", "07 afternoon"]);
  });
  test("not for windows begun before the order was issued", () => {
    expect(owed(at("2020-02-05", "09:00"))[0]).toBe("05 afternoon");
  });
  test("not for windows that outlast a revocation or release", () => {
    expect(owed(at("2020-02-04", "15:00"), at("2020-02-06", "09:00")).at(-1)).toBe("05 afternoon");
  });
});

describe("a reading belongs to the order", () => {
  const startsAt = at("2020-02-05", "00:00");
  const now = at("2020-02-07", "09:00");
  const say = (takenAt: string, endedAt?: string) =>
    codeOf(() => demandReadable({ startsAt, endedAt }, takenAt, now));

  test("when taken between its first day and now", () => {
    expect(say(at("2020-02-05", "00:00"))).toBeUndefined();
    expect(say(at("2020-02-04", "23:59"))).toBe("observation.readingOutsideOrder");
  });
  test("on a phone whose clock runs a little ahead, not on one a day ahead", () => {
    expect(say(addMinutes(now, 5))).toBeUndefined();
    expect(say(addMinutes(now, 6))).toBe("observation.readingInFuture");
  });
  test("when taken before the order ended, however late it arrives", () => {
    const endedAt = at("2020-02-06", "12:00");
    expect(say(at("2020-02-06", "11:59"), endedAt)).toBeUndefined();
    expect(say(at("2020-02-06", "12:00"), endedAt)).toBe("observation.alreadyEnded");
  });
});

test("37.3 is a fever where the policy says so", () => {
  expect([37.2, 37.3, 37.4].map((celsius) => isFever(celsius, rulesOf2020))).toEqual([
    false,
    true,
    true,
  ]);
});

describe("an alert nobody acts on climbs", () => {
  const raised = at("2020-02-05", "11:00");
  const after = (minutes: number) =>
    escalationLevel(raised, addMinutes(raised, minutes), rulesOf2020.readings.escalation);
  test("to the unit lead after two hours, to the director after four", () => {
    expect([0, 119, 120, 239, 240, 9000].map(after)).toEqual([0, 0, 1, 1, 2, 2]);
  });
  test("by the times of the town's policy", () => {
    const sooner = { unitLeadAfterMinutes: 30, directorAfterMinutes: 60 };
    const level = (minutes: number) => escalationLevel(raised, addMinutes(raised, minutes), sooner);
    expect([29, 30, 60].map(level)).toEqual([0, 1, 2]);
  });
  test("and never down", () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.nat(2000), (minutes, more) => {
        expect(after(minutes + more)).toBeGreaterThanOrEqual(after(minutes));
      }),
    );
  });
});

describe("release", () => {
  const opensAt = releaseOpensAt("2020-02-10", readingDuty(rulesOf2020), china);
  const order = { endDay: "2020-02-10", opensAt, lastIsFever: false };
  const required = requiredChecks(rulesOf2020, "from-key-region", "main");
  const release = (now: string, ticked = required, lastIsFever = false) =>
    codeOf(() => demandReleasable({ ...order, lastIsFever }, ticked, required, now));

  test("opens on the last day with the end of its last window", () => {
    expect(opensAt).toBe(at("2020-02-10", "17:00"));
    expect(releaseOpensAt("2020-02-10", undefined, china)).toBe(at("2020-02-10", "24:00"));
    expect(release(at("2020-02-10", "16:59"))).toBe("observation.tooEarlyToRelease");
    expect(release(at("2020-02-10", "17:00"))).toBeUndefined();
    expect(release(at("2020-02-12", "09:00"))).toBeUndefined();
  });
  test("asks for the whole checklist", () => {
    expect(required).toEqual(["term-served", "temperature-normal", "no-symptoms", "informed"]);
    const now = at("2020-02-11", "09:00");
    expect(release(now, required.slice(1))).toBe("observation.checklistIncomplete");
  });
  test("is not for somebody whose last reading was a fever, whatever is ticked", () => {
    const now = at("2020-02-11", "09:00");
    expect(release(now, required, true)).toBe("observation.checklistIncomplete");
  });
  test("asks for a test where the rule behind the order does", () => {
    const rules = preset2022.flatMap((version) => version.rules);
    const tested = rules.flatMap((each) =>
      each.assessment
        .filter(({ testDays }) => testDays.length > 0)
        .map(({ id }) => [each, id] as const),
    );
    expect(tested.length).toBeGreaterThan(0);
    for (const [each, id] of tested)
      expect(requiredChecks(each, id, "main")).toContain("test-negative");
  });
});
