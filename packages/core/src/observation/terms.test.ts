import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../kernel/time.ts";
import type { Assessment } from "../policy/contract.ts";
import { OrderTerms } from "./contract.ts";
import {
  awaitedUntil,
  dayCount,
  demandWithinPolicy,
  nextStretch,
  type Stretch,
  startFor,
  stretchesOf,
} from "./terms.ts";

const fourteenDays: Assessment = {
  measure: "home-isolation",
  days: 14,
  startDay: "2020-01-27",
  endDay: "2020-02-10",
  ruleId: "from-key-region",
  reason: { zh: "1月27日从重点地区到达", en: "Arrived on 27 January from a key region" },
  source: { zh: "通知", en: "Notice" },
};
const sevenAndThree: Assessment = {
  ...fourteenDays,
  measure: "central-isolation",
  days: 7,
  startDay: "2022-07-01",
  endDay: "2022-07-08",
  followOn: { measure: "health-monitoring", days: 3, endDay: "2022-07-11" },
};
const free: Assessment = {
  measure: "none",
  days: 0,
  ruleId: "nothing-found",
  reason: fourteenDays.reason,
  source: fourteenDays.source,
};
const onlyStretch = (assessment: Assessment): Stretch => {
  const [stretch] = stretchesOf(assessment);
  if (!stretch) throw new Error("no stretch");
  return stretch;
};
const codeOf = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
};

describe("the stretch an order carries out", () => {
  test("is none for whom policy lets go free", () => {
    expect(stretchesOf(free)).toEqual([]);
    expect(nextStretch(free, [], "2020-02-01")).toBeUndefined();
    expect(awaitedUntil(free, [])).toBeUndefined();
  });

  test("is the whole measure first, then what follows it", () => {
    const first = nextStretch(sevenAndThree, [], "2022-07-02");
    expect(first).toEqual({
      part: "main",
      measure: "central-isolation",
      countedFrom: "2022-07-01",
      startDay: "2022-07-01",
      endDay: "2022-07-08",
    });
    const second = nextStretch(sevenAndThree, [{ part: "main", state: "released" }], "2022-07-08");
    expect(second).toEqual({
      part: "follow-on",
      measure: "health-monitoring",
      countedFrom: "2022-07-08",
      startDay: "2022-07-09",
      endDay: "2022-07-11",
    });
  });

  test("is what is left when a person is found late", () => {
    expect(nextStretch(sevenAndThree, [], "2022-07-09")?.part).toBe("follow-on");
    expect(nextStretch(sevenAndThree, [], "2022-07-12")).toBeUndefined();
  });

  test("is open again once an order was revoked, and not once one stands", () => {
    expect(
      nextStretch(fourteenDays, [{ part: "main", state: "revoked" }], "2020-02-01"),
    ).toBeDefined();
    expect(
      nextStretch(fourteenDays, [{ part: "main", state: "issued" }], "2020-02-01"),
    ).toBeUndefined();
  });

  test("is awaited until its last day, and the one after it once it is served", () => {
    expect(awaitedUntil(sevenAndThree, [])).toBe("2022-07-11");
    expect(awaitedUntil(sevenAndThree, [{ part: "main", state: "issued" }])).toBe("2022-07-11");
    const both = ["main", "follow-on"].map((part) => ({ part, state: "released" }) as const);
    expect(awaitedUntil(sevenAndThree, both as never)).toBeUndefined();
  });

  test("begins today where its days have begun without an order", () => {
    expect(startFor(onlyStretch(fourteenDays), "2020-02-05")).toBe("2020-02-05");
    expect(startFor(onlyStretch(fourteenDays), "2020-01-20")).toBe("2020-01-27");
  });
});

describe("what is issued stays within policy", () => {
  const stretch = onlyStretch(fourteenDays);
  const asked = { measure: stretch.measure, startDay: "2020-02-01", endDay: "2020-02-10" };
  const issue = (change: Partial<typeof asked>, today = "2020-02-01") =>
    codeOf(() => demandWithinPolicy({ ...asked, ...change } as typeof asked, stretch, today));

  test("as drafted, and lighter or shorter", () => {
    expect(issue({})).toBeUndefined();
    expect(issue({ measure: "health-monitoring" as never, endDay: "2020-02-05" })).toBeUndefined();
  });
  test("no longer", () => {
    expect(issue({ endDay: "2020-02-11" })).toMatchObject({
      code: "observation.beyondPolicy",
      details: { latestEndDay: "2020-02-10" },
    });
  });
  test("no heavier and no earlier, named by field", () => {
    expect(issue({ measure: "central-isolation" as never, startDay: "2020-01-26" })).toMatchObject({
      code: "kernel.invalid",
      details: {
        fields: [{ path: "measure" }, { path: "startDay", params: { day: "2020-01-27" } }],
      },
    });
  });
  test("no end before its start, and none that has passed", () => {
    const code = "observation.endBeforeStart";
    expect(issue({ endDay: "2020-01-31" })).toMatchObject({ code });
    expect(issue({ startDay: "2020-01-27", endDay: "2020-01-31" })).toMatchObject({ code });
  });

  test("whatever is asked for, what passes binds nobody longer or harder than policy does", () => {
    const day = fc.integer({ min: -20, max: 40 }).map((days) => addDays("2020-01-27", days));
    const measure = fc.constantFrom("health-monitoring", "home-isolation", "central-isolation");
    fc.assert(
      fc.property(day, day, day, measure, (startDay, endDay, today, measure) => {
        const terms = { measure, startDay, endDay } as const;
        if (codeOf(() => demandWithinPolicy(terms, stretch, today))) return;
        expect(startDay >= stretch.startDay && startDay <= endDay).toBe(true);
        expect(endDay <= stretch.endDay && endDay >= today).toBe(true);
        expect(measure).not.toBe("central-isolation");
      }),
    );
  });
});

describe("days are counted as the law counts them", () => {
  const order = onlyStretch(fourteenDays);
  test.each([
    ["2020-01-27", 0],
    ["2020-01-28", 1],
    ["2020-02-05", 9],
    ["2020-02-10", 14],
    ["2020-02-11", 15],
  ])("on %s it is day %i of 14", (today, dayNumber) => {
    expect(dayCount(order, today)).toEqual({ dayNumber, daysTotal: 14 });
  });
});

describe("an order that lacks something can't be written down", () => {
  const whole: OrderTerms = {
    measure: "home-isolation",
    startDay: "2020-02-01",
    endDay: "2020-02-10",
    place: "黄溪村 3 组",
    reason: fourteenDays.reason,
    bases: [{ id: "law", zh: "传染病防治法第三十九条", en: "Infectious diseases law, article 39" }],
    chain: [
      {
        level: 1,
        label: "包保干部",
        labelEn: "Responsible cadre",
        staffId: "0194c0de-0000-7000-8000-000000000001",
        name: "周测",
      },
    ],
    appeal: { name: "镇指挥部", phone: "12345" },
  };
  test("the whole one can", () => expect(OrderTerms.safeParse(whole).success).toBe(true));
  test.each(Object.keys(whole))("not without %s", (field) => {
    expect(OrderTerms.safeParse({ ...whole, [field]: undefined }).success).toBe(false);
  });
  test.each([
    ["bases", []],
    ["chain", []],
    ["place", "  "],
    ["reason", { zh: "", en: "" }],
    ["measure", "none"],
    ["appeal", { name: "镇指挥部", phone: "" }],
  ])("not with an empty %s", (field, empty) => {
    expect(OrderTerms.safeParse({ ...whole, [field]: empty }).success).toBe(false);
  });
});
