import { describe, expect, test } from "vitest";
import { addDays } from "../kernel/time.ts";
import { compareOutcomes, standingOn } from "./comparison.ts";
import { policyPresets, startingPolicy } from "./presets/presets.ts";
import { assess, type Facts } from "./rules.ts";
import type { PolicyRules } from "./rules-data.ts";
import { basesOn, policyOn } from "./versions.ts";

const wuhan = "420106";
const huanggang = "421102";
const beijing = "110105";
const chengdu = "510104";
const nanchong = "511302";
const gaoping = "511303";

function rulesOf(id: string): PolicyRules {
  const version = Object.values(policyPresets)
    .flat()
    .find((one) => one.id === id);
  if (!version) throw new Error(id);
  return version.rules;
}
const january = rulesOf("2020-january");
const february = rulesOf("2020-february");
const eighth = rulesOf("2022-eighth-edition");
const ninth = rulesOf("2022-ninth-edition");
const twenty = rulesOf("2022-twenty-measures");
const ten = rulesOf("2022-ten-measures");
const classB = rulesOf("2023-class-b");

function from(originCode: string, arrivedOn: string, more: Partial<Facts> = {}): Facts {
  return { townCode: gaoping, originCode, transitCodes: [], arrivedOn, ...more };
}

describe("2020: home from a key region", () => {
  const zhang = from(wuhan, "2020-01-27");

  test("arrived on 27 January: fourteen days, until 24:00 on 10 February, today the ninth", () => {
    const outcome = assess(zhang, january);
    expect(outcome).toMatchObject({
      measure: "home-isolation",
      place: "home",
      days: 14,
      startDay: "2020-01-27",
      endDay: "2020-02-10",
      ruleId: "from-key-region",
      reasonCode: "key-region",
      isServed: false,
    });
    expect(outcome.reason).toEqual({
      zh: "1月27日从重点地区（武汉市）到达",
      en: "Arrived on 27 January from a key epidemic region (Wuhan)",
    });
    expect(outcome.source.zh).toContain("肺炎机制发〔2020〕5号");
  });

  test("standing from day to day", () => {
    const outcome = assess(zhang, january);
    const states = ["2020-01-26", "2020-01-27", "2020-02-10", "2020-02-11"].map(
      (day) => standingOn(outcome, day).state,
    );
    expect(states).toEqual(["ahead", "running", "running", "over"]);
  });

  test("left exactly fourteen days before arriving still counts, fifteen no more", () => {
    const arrivedOn = "2020-02-05";
    const after = (days: number) =>
      assess(from(wuhan, arrivedOn, { leftRiskOn: addDays(arrivedOn, -days) }), february);
    expect(after(14).ruleId).toBe("from-key-region");
    expect(after(15).ruleId).toBe("from-other-province");
  });

  test("the region counts on its days only", () => {
    const leaving = (leftRiskOn: string, originCode = huanggang) =>
      assess(from(originCode, leftRiskOn, { leftRiskOn }), february).ruleId;
    expect(leaving("2020-01-09")).toBe("from-other-province");
    expect(leaving("2020-01-10")).toBe("from-key-region");
    expect(leaving("2020-03-24")).toBe("from-key-region");
    expect(leaving("2020-03-25")).toBe("from-other-province");
    expect(leaving("2020-04-07", wuhan)).toBe("from-key-region");
    expect(leaving("2020-04-08", wuhan)).toBe("from-other-province");
  });

  test("passing through means monitoring, coming from there isolation", () => {
    const outcome = assess(from(beijing, "2020-01-27", { transitCodes: [wuhan] }), january);
    expect(outcome).toMatchObject({ measure: "health-monitoring", ruleId: "through-key-region" });
    expect(outcome.reason.zh).toBe("1月27日途经重点地区（武汉市）到达");
    expect(outcome.reason.en).toContain("through");
  });

  test("the most exact region gives the name: Wuhan, not Hubei", () => {
    expect(assess(from(huanggang, "2020-01-27"), january).reason.zh).toContain("湖北省");
    expect(assess(from("420000", "2020-01-27"), january).reason.zh).toContain("湖北省");
  });

  test("a place given too coarsely says what to ask about", () => {
    const outcome = assess(from("420000", "2020-04-01"), february);
    expect(outcome.ruleId).toBe("from-other-province");
    expect(outcome.askAbout.map((region) => region.name)).toEqual(["武汉市"]);
  });

  test("elsewhere: other province, other city, same city, same county, abroad", () => {
    const rule = (code: string) => {
      const { ruleId, measure } = assess(from(code, "2020-02-05"), february);
      return [ruleId, measure];
    };
    expect(rule(beijing)).toEqual(["from-other-province", "health-monitoring"]);
    expect(rule(chengdu)).toEqual(["from-same-province", "none"]);
    expect(rule(nanchong)).toEqual(["from-same-city", "none"]);
    expect(rule(gaoping)).toEqual(["nothing-found", "none"]);
    expect(rule("990000")).toEqual(["from-abroad", "health-monitoring"]);
  });

  test("contacts: at home in January, in central isolation from February", () => {
    const contact = from(nanchong, "2020-02-05", {
      closeContact: { ring: "close", lastExposedOn: "2020-02-01" },
    });
    expect(assess(contact, january)).toMatchObject({ measure: "home-isolation" });
    expect(assess(contact, february)).toMatchObject({
      measure: "central-isolation",
      place: "isolation-site",
      startDay: "2020-02-05",
      endDay: "2020-02-15",
      days: 10,
    });
    expect(assess(contact, february).reason.zh).toContain("2月1日");
  });

  test("a contact comes before a region, for the first rule decides", () => {
    const both = from(wuhan, "2020-02-08", { closeContact: { ring: "close" } });
    expect(assess(both, february).ruleId).toBe("close-contact");
  });
});

describe("2022", () => {
  const contact = (lastExposedOn: string, ring: "close" | "second" = "close") =>
    from(nanchong, "2022-07-01", { closeContact: { ring, lastExposedOn } });

  test("14+7, 7+3, 5+3, 5: close contacts through the year", () => {
    const spans = [eighth, ninth, twenty, ten, classB].map((rules) => {
      const { measure, days, endDay, followOn } = assess(contact("2022-07-01"), rules);
      return [measure, days, endDay, followOn?.measure, followOn?.days, followOn?.endDay];
    });
    expect(spans).toEqual([
      ["central-isolation", 14, "2022-07-15", "health-monitoring", 7, "2022-07-22"],
      ["central-isolation", 7, "2022-07-08", "health-monitoring", 3, "2022-07-11"],
      ["central-isolation", 5, "2022-07-06", "home-isolation", 3, "2022-07-09"],
      ["home-isolation", 5, "2022-07-06", undefined, undefined, undefined],
      ["none", 0, undefined, undefined, undefined, undefined],
    ]);
  });

  test("tests fall on the days of the protocol, the follow-on's counted anew", () => {
    const outcome = assess(contact("2022-07-01"), ninth);
    expect(outcome.testOn).toEqual([
      "2022-07-02",
      "2022-07-03",
      "2022-07-04",
      "2022-07-06",
      "2022-07-08",
    ]);
    expect(outcome.followOn?.startDay).toBe("2022-07-09");
    expect(outcome.followOn?.testOn).toEqual(["2022-07-11"]);
  });

  test("standing moves from the measure to its follow-on and ends", () => {
    const outcome = assess(contact("2022-07-01"), ninth);
    const standings = ["2022-07-08", "2022-07-09", "2022-07-11", "2022-07-12"].map((day) => {
      const { state, measure } = standingOn(outcome, day);
      return [state, measure];
    });
    expect(standings).toEqual([
      ["running", "central-isolation"],
      ["follow-on", "health-monitoring"],
      ["follow-on", "health-monitoring"],
      ["over", "none"],
    ]);
  });

  test("the second ring: seven days in a centre, then at home, then not looked for", () => {
    const measures = [eighth, ninth, twenty].map(
      (rules) => assess(contact("2022-07-01", "second"), rules).measure,
    );
    expect(measures).toEqual(["central-isolation", "home-isolation", "none"]);
  });

  const wuhou = "510107";
  const left = (daysBefore: number, arrivedOn = "2022-09-12") =>
    from(wuhou, arrivedOn, { townCode: "433122", leftRiskOn: addDays(arrivedOn, -daysBefore) });

  test("after a high-risk area the days run from leaving it", () => {
    expect(assess(left(2), ninth)).toMatchObject({
      measure: "central-isolation",
      startDay: "2022-09-12",
      endDay: "2022-09-17",
      days: 5,
    });
    expect(assess(left(0), ninth)).toMatchObject({ endDay: "2022-09-19", days: 7 });
  });

  test("on the seventh day all is served: nobody is held for days already past", () => {
    expect(assess(left(6), ninth)).toMatchObject({ measure: "central-isolation", days: 1 });
    expect(assess(left(7), ninth)).toMatchObject({
      measure: "none",
      ruleId: "high-risk-region",
      isServed: true,
    });
    expect(assess(left(8), ninth)).toMatchObject({
      ruleId: "from-other-province",
      isServed: false,
    });
  });

  test("when only the follow-on is left, it begins on arrival", () => {
    const outcome = assess(contact("2022-06-22"), ninth);
    expect(outcome).toMatchObject({
      measure: "health-monitoring",
      startDay: "2022-07-01",
      endDay: "2022-07-02",
      days: 1,
    });
    expect(outcome.followOn).toBeUndefined();
  });

  function withRegion(rules: PolicyRules, level: "high" | "medium" | "low"): PolicyRules {
    const source = { zh: "试", en: "test" };
    const region = { divisionCode: "650102", name: "天山区", nameEn: "Tianshan District", level };
    return { ...rules, riskRegions: [{ ...region, from: "2022-08-01", source }] };
  }

  test("medium and low risk, edition by edition", () => {
    const rows = [eighth, ninth, twenty].map((rules) =>
      (["high", "medium", "low"] as const).map((level) => {
        const person = from("650102", "2022-08-20");
        const { measure, days } = assess(person, withRegion(rules, level));
        return `${measure} ${days}`;
      }),
    );
    expect(rows).toEqual([
      ["central-isolation 14", "central-isolation 14", "health-monitoring 14"],
      ["central-isolation 7", "home-isolation 7", "health-monitoring 3"],
      ["home-isolation 7", "none 0", "health-monitoring 3"],
    ]);
  });

  test("a county's own level stands before its province's", () => {
    const rules = withRegion(ninth, "low");
    const [county] = rules.riskRegions;
    if (!county) throw new Error("no region");
    const province = { ...county, divisionCode: "650000", level: "high" as const };
    const both = { ...rules, riskRegions: [province, county] };
    expect(assess(from("650102", "2022-08-20"), both).ruleId).toBe("low-risk-region");
    expect(assess(from("650103", "2022-08-20"), both).ruleId).toBe("high-risk-region");
  });
});

describe("a rule for some people only", () => {
  const narrowed: PolicyRules = {
    ...ninth,
    assessment: [
      {
        ...(ninth.assessment[0] as PolicyRules["assessment"][number]),
        id: "visitors",
        when: { kind: "anyone", residences: ["lives-here"], vaccinations: ["none", "partial"] },
      },
      ...ninth.assessment,
    ],
  };
  test("asks for the tie and the dose, and unknown is not enough", () => {
    const rule = (more: Partial<Facts>) =>
      assess(from(gaoping, "2022-09-01", more), narrowed).ruleId;
    expect(rule({ residence: "lives-here", vaccination: "none" })).toBe("visitors");
    expect(rule({ residence: "lives-here", vaccination: "booster" })).toBe("nothing-found");
    expect(rule({ residence: "registered-here", vaccination: "none" })).toBe("nothing-found");
    expect(rule({})).toBe("nothing-found");
  });
});

describe("the policy of a day", () => {
  test("changes at the turn of the day, never before the first", () => {
    const idOn = (day: string) => policyOn(day, policyPresets["2020"])?.id;
    expect(idOn("2020-01-23")).toBeUndefined();
    expect(idOn("2020-01-24")).toBe("2020-january");
    expect(idOn("2020-02-06")).toBe("2020-january");
    expect(idOn("2020-02-07")).toBe("2020-february");
    expect(policyOn("2020-01-01", [])).toBeUndefined();
  });

  test("does not depend on the order in which versions are kept", () => {
    const shuffled = [...policyPresets["2022"]].reverse();
    expect(policyOn("2022-07-01", shuffled)?.id).toBe("2022-ninth-edition");
  });

  test("offers the laws in force that day", () => {
    const ids = (day: string) => basesOn(day, february).map((basis) => basis.id);
    expect(ids("2020-02-05")).toContain("infectious-disease-law-2013-art-39");
    expect(ids("2020-02-05")).not.toContain("infectious-disease-law-2025-art-14");
    expect(ids("2026-11-22")).toContain("infectious-disease-law-2025-art-14");
    expect(ids("2026-11-22")).not.toContain("infectious-disease-law-2013-art-39");
    expect(ids("2026-11-22")).toContain("county-command-notice");
  });
});

describe("where a town starts", () => {
  const ids = (...args: Parameters<typeof startingPolicy>) =>
    startingPolicy(...args).map((version) => [version.id, version.effectiveFrom]);

  test("in its own time it lives through the changes of that time", () => {
    expect(ids("2020", "2020-02-05", "2020-01-26")).toEqual([
      ["2020-january", "2020-01-26"],
      ["2020-february", "2020-02-07"],
    ]);
    expect(ids("2022", "2022-03-19", "2022-03-09")[0]).toEqual([
      "2022-eighth-edition",
      "2022-03-09",
    ]);
    expect(ids("2020", "2020-02-05", "2020-01-20")[0]).toEqual(["2020-january", "2020-01-20"]);
  });

  test("today it keeps the rules of the model's day, whose regions count as if declared now", () => {
    const [version, ...others] = startingPolicy("2020", "2020-02-05", "2026-11-22");
    expect(others).toEqual([]);
    expect(version?.effectiveFrom).toBe("2026-11-22");
    const rules = version?.rules as PolicyRules;
    expect(assess(from(wuhan, "2026-11-21"), rules).ruleId).toBe("from-key-region");
    expect(assess(from(wuhan, "2026-11-08"), rules).ruleId).toBe("from-key-region");
  });

  test("a blank town today has the usual rules of its era and no region of another time", () => {
    const [version] = startingPolicy("2022", "2026-11-22", "2026-11-22");
    expect(version?.id).toBe("2022-ninth-edition");
    expect(version?.rules.riskRegions).toEqual([]);
  });
});

describe("a change of policy", () => {
  const day = "2022-11-12";
  const people = [
    {
      id: "contact",
      facts: from(nanchong, day, { closeContact: { ring: "close", lastExposedOn: "2022-11-10" } }),
    },
    {
      id: "secondContact",
      facts: from(nanchong, day, { closeContact: { ring: "second", lastExposedOn: "2022-11-10" } }),
    },
    { id: "fromHaizhu", facts: from("440105", "2022-11-11", { leftRiskOn: "2022-11-10" }) },
    { id: "fromBeijing", facts: from(beijing, day) },
    { id: "longAgo", facts: from("440105", "2022-10-01", { leftRiskOn: "2022-10-01" }) },
  ] as const;

  test("says whom it restricts, frees or treats otherwise", () => {
    const result = compareOutcomes(people, ninth, twenty, day);
    const ids = (changes: { id: string }[]) => changes.map(({ id }) => id);
    expect(result.compared).toBe(5);
    expect(ids(result.freed)).toEqual(["secondContact"]);
    expect(ids(result.restricted)).toEqual(["fromHaizhu"]);
    expect(ids(result.changed)).toEqual(["contact"]);
    expect(result.changed[0]?.afterOnDay).toEqual({
      state: "running",
      measure: "central-isolation",
      lastDay: "2022-11-18",
    });
  });

  test("asks anew for facts that depend on what the rules call a risk region", () => {
    const leftOn = (rules: PolicyRules) =>
      rules.riskRegions.some(({ divisionCode }) => divisionCode === "440105")
        ? "2022-11-10"
        : undefined;
    const facts = (rules: PolicyRules) => from("440105", day, { leftRiskOn: leftOn(rules) });
    const result = compareOutcomes([{ id: "one", facts }], ninth, twenty, day);
    expect(result.restricted[0]?.after).toMatchObject({ endDay: "2022-11-17" });
  });

  test("that changes nothing says so", () => {
    const result = compareOutcomes(people, twenty, twenty, day);
    expect([result.restricted, result.freed, result.changed]).toEqual([[], [], []]);
  });
});
