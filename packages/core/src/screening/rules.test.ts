import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../kernel/time.ts";
import { preset2020 } from "../policy/presets/2020.ts";
import { preset2022 } from "../policy/presets/2022.ts";
import type { PolicyRules } from "../policy/rules-data.ts";
import { type Journey, screeningContract } from "./contract.ts";
import {
  assessJourney,
  corrected,
  demandDates,
  demandWithoutOrder,
  factsOf,
  originOf,
} from "./rules.ts";

const gaoping = "511303";
const wuhan = "420100";
const yichang = "420500";
const versionId = "0194c0de-0000-7000-8000-000000000001";
const ruleSet = ([first]: readonly { rules: PolicyRules }[]): PolicyRules => {
  if (!first) throw new Error("no rules");
  return first.rules;
};
const rules = ruleSet(preset2020);
const policy = { versionId, rules };
const home = { residence: "registered-here" } as const;

const journey = (change: Partial<Journey> = {}): Journey => ({
  originCode: wuhan,
  transitCodes: [],
  arrivedOn: "2020-01-27",
  transport: "train",
  isCloseContact: false,
  door: "door-knock",
  ...change,
});
const refusal = (act: () => unknown): string | undefined => {
  try {
    act();
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  return undefined;
};

describe("an assessment", () => {
  test("is the policy's word, with its reason and the version it comes from", () => {
    expect(assessJourney(journey(), home, gaoping, policy)).toMatchObject({
      measure: "home-isolation",
      days: 14,
      startDay: "2020-01-27",
      endDay: "2020-02-10",
      ruleId: "from-key-region",
      reason: {
        zh: "1月27日从重点地区（武汉市）到达",
        en: "Arrived on 27 January from a key epidemic region (Wuhan)",
      },
      policyVersionId: versionId,
    });
  });

  test("counts the days since somebody left the region, where that is known", () => {
    const left = (leftOriginOn: string) =>
      assessJourney(journey({ leftOriginOn }), home, gaoping, policy).ruleId;
    expect(left("2020-01-13")).toBe("from-key-region");
    expect(left("2020-01-12")).toBe("from-other-province");
  });

  test("takes the arrival where a stop on the way was in a risk region", () => {
    const stopped = journey({
      leftOriginOn: "2020-01-01",
      originCode: wuhan,
      transitCodes: [yichang],
    });
    expect(factsOf(stopped, home, gaoping, rules).leftRiskOn).toBeUndefined();
    const passing = journey({ leftOriginOn: "2020-01-01", transitCodes: ["500000"] });
    expect(factsOf(passing, home, gaoping, rules).leftRiskOn).toBe("2020-01-01");
  });

  test("is stricter for close contacts", () => {
    const contact = journey({ originCode: "510100", isCloseContact: true });
    expect(assessJourney(contact, home, gaoping, policy).ruleId).toBe("close-contact");
  });

  test("restricts nobody by distance in a town that doesn't say where it lies", () => {
    const far = journey({ originCode: "440100" });
    expect(assessJourney(far, home, undefined, policy).measure).toBe("none");
    expect(assessJourney(far, home, gaoping, policy).measure).toBe("health-monitoring");
    expect(assessJourney(journey(), home, undefined, policy).measure).toBe("home-isolation");
  });

  test("names what follows on, where the policy has two parts", () => {
    const ninth = ruleSet(preset2022.filter(({ id }) => id === "2022-ninth-edition"));
    const contact = journey({ arrivedOn: "2022-07-01", isCloseContact: true });
    const said = assessJourney(contact, home, "110117", { versionId, rules: ninth });
    expect(said.followOn).toMatchObject({ measure: "health-monitoring", days: 3 });
  });
});

describe("where a journey came from", () => {
  const origin = (change: Partial<Journey>) => originOf(journey(change), gaoping, rules);
  test("is how far, and whether a risk region was left or passed", () => {
    expect(origin({})).toEqual({ distance: "other-province", riskBy: "origin" });
    expect(origin({ originCode: "510100", transitCodes: [wuhan] })).toEqual({
      distance: "same-province",
      riskBy: "transit",
    });
    expect(origin({ originCode: "511302" })).toEqual({ distance: "same-city", riskBy: undefined });
  });
  test("depends on the days on which a region counts", () => {
    expect(origin({ arrivedOn: "2020-05-01" }).riskBy).toBeUndefined();
  });
});

describe("days", () => {
  const today = "2020-02-05";
  test("of a journey are in order", () => {
    const say = (change: Partial<Journey>) => refusal(() => demandDates(journey(change), today));
    expect(say({ leftOriginOn: "2020-01-27" })).toBeUndefined();
    expect(say({ leftOriginOn: "2020-01-28" })).toBe("screening.datesOutOfOrder");
  });
  test("may lie ahead, but not years", () => {
    expect(refusal(() => demandDates({ arrivedOn: addDays(today, 60) }, today))).toBeUndefined();
    expect(refusal(() => demandDates({ arrivedOn: "2202-02-05" }, today))).toBe(
      "screening.datesOutOfOrder",
    );
  });
});

describe("a correction", () => {
  test("keeps what it doesn't name, and empties what it says is null", () => {
    const before = journey({ note: "随车5人", transportNumber: "K1234", isCloseContact: true });
    const after = corrected(before, { note: null, arrivedOn: "2020-01-28", door: undefined });
    expect(after).toEqual({ ...before, note: undefined, arrivedOn: "2020-01-28" });
  });
  test("as sent over the wire brings no defaults back", () => {
    const schema = screeningContract.correctArrival["~orpc"].inputSchema;
    const sent = { id: versionId, arrivalId: versionId, revision: 1, note: "改" };
    expect(schema?.["~standard"].validate(sent)).toMatchObject({ value: sent });
  });
  test("changes nothing once an order stands or was served", () => {
    expect(refusal(() => demandWithoutOrder(undefined))).toBeUndefined();
    expect(refusal(() => demandWithoutOrder("revoked"))).toBeUndefined();
    expect(refusal(() => demandWithoutOrder("issued"))).toBe("screening.hasOrder");
    expect(refusal(() => demandWithoutOrder("released"))).toBe("screening.hasOrder");
  });
});

test("whatever the journey, there is one answer, with a reason in both languages and sound days", () => {
  const place = fc.constantFrom(wuhan, yichang, gaoping, "511302", "510100", "440100", "990000");
  const day = fc.integer({ min: -40, max: 120 }).map((days) => addDays("2020-01-01", days));
  fc.assert(
    fc.property(
      fc.record({
        originCode: place,
        transitCodes: fc.array(place, { maxLength: 3 }),
        arrivedOn: day,
        leftOriginOn: fc.option(day, { nil: undefined }),
        isCloseContact: fc.boolean(),
      }),
      (route) => {
        if (route.leftOriginOn !== undefined && route.leftOriginOn > route.arrivedOn) return;
        const said = assessJourney(journey(route), home, gaoping, policy);
        expect(said.reason.zh && said.reason.en && said.source.zh && said.source.en).toBeTruthy();
        if (said.measure === "none") {
          expect(said.days).toBe(0);
          return;
        }
        if (!said.startDay || !said.endDay) throw new Error("a measure without days");
        expect(said.startDay <= said.endDay && said.endDay > route.arrivedOn).toBe(true);
      },
    ),
  );
});
