import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { policyPresets } from "./presets/presets.ts";
import { windowsFor } from "./presets/standing.ts";
import { PolicyRules } from "./rules-data.ts";

const versions = Object.values(policyPresets).flat();
const good = () => structuredClone(versions[0]?.rules) as PolicyRules;

function faultsAfter(change: (rules: PolicyRules) => void): string[] {
  const rules = good();
  change(rules);
  const parsed = PolicyRules.safeParse(rules);
  return parsed.success ? [] : parsed.error.issues.map((issue) => issue.message);
}

test.each(versions.map((version) => [version.id, version] as const))(
  "%s is a sound policy, in both languages, and survives being stored",
  (_, version) => {
    const stored: unknown = JSON.parse(JSON.stringify(version.rules));
    expect(PolicyRules.parse(stored)).toEqual(version.rules);
  },
);

test("preset versions follow each other in time", () => {
  for (const preset of Object.values(policyPresets)) {
    const days = preset.map((version) => version.effectiveFrom);
    expect(days).toEqual([...days].sort());
    expect(new Set(days).size).toBe(days.length);
  }
});

test("the form can be published as JSON Schema", () => {
  expect(z.toJSONSchema(PolicyRules)).toMatchObject({ type: "object" });
});

test.each<[string, (rules: PolicyRules) => void, string]>([
  ["no rule for everybody", (rules) => rules.assessment.pop(), "policy.rules.lastIsForEverybody"],
  [
    "a rule behind the one for everybody",
    (rules) => rules.assessment.push({ ...rules.assessment[0], id: "late" } as never),
    "policy.rules.neverReached",
  ],
  [
    "the same id twice",
    (rules) => rules.assessment.unshift(structuredClone(rules.assessment[0]) as never),
    "policy.rules.idTwice",
  ],
  [
    "a measure of no days",
    (rules) => Object.assign(rules.assessment[0] ?? {}, { days: 0 }),
    "policy.rules.daysAndMeasure",
  ],
  [
    "tests without a measure",
    (rules) => Object.assign(rules.assessment.at(-1) ?? {}, { testDays: [1] }),
    "policy.rules.noneIsNone",
  ],
  [
    "a test after the last day",
    (rules) => Object.assign(rules.assessment[0] ?? {}, { testDays: [15] }),
    "policy.rules.testDay",
  ],
  [
    "a reason with a blank nobody fills in",
    (rules) => Object.assign(rules.assessment[0]?.reason ?? {}, { zh: "{姓名}" }),
    "policy.rules.unknownPlaceholder",
  ],
  [
    "windows that overlap",
    (rules) => Object.assign(rules.readings.windows[1] ?? {}, { from: "09:30" }),
    "policy.rules.windowOrder",
  ],
  [
    "a region that ends before it begins",
    (rules) => Object.assign(rules.riskRegions[0] ?? {}, { to: "2019-01-01" }),
    "policy.rules.endsBeforeItBegins",
  ],
])("%s is refused", (_, change, key) => {
  expect(faultsAfter(change)).toContain(key);
});

test("a reason outside the closed list is refused", () => {
  const faults = faultsAfter((rules) =>
    Object.assign(rules.assessment[0]?.reason ?? {}, { code: "petitioner" }),
  );
  expect(faults).toHaveLength(1);
});

test.each([1, 2, 3, 4, 5, 6])("%i readings a day have as many windows, in order", (count) => {
  const windows = windowsFor(count);
  expect(windows).toHaveLength(count);
  expect(faultsAfter((rules) => (rules.readings.windows = windows))).toEqual([]);
});

test("every key of the checks and every reason has a text in both languages", () => {
  const catalogue = (locale: string): Record<string, string> =>
    JSON.parse(
      readFileSync(new URL(`../../../../messages/${locale}/policy.json`, import.meta.url), "utf8"),
    );
  const source = ["assessment-rule.ts", "rules-data.ts"].map((file) =>
    readFileSync(new URL(file, import.meta.url), "utf8"),
  );
  const keys = source.join("").match(/policy\.rules\.[A-Za-z]+/g) ?? [];
  const reasons = versions.flatMap(({ rules }) =>
    rules.assessment.map((rule) => `policy.reason.${rule.reason.code}`),
  );
  for (const locale of ["zh-CN", "en"])
    expect(Object.keys(catalogue(locale))).toEqual(expect.arrayContaining([...keys, ...reasons]));
});
