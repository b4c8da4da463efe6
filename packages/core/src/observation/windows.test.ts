import { describe, expect, test } from "vitest";
import { instantAt } from "../kernel/time.ts";
import { preset2020 } from "../policy/presets/2020.ts";
import type { PolicyRules } from "../policy/rules-data.ts";
import { readingDefinition } from "./windows.ts";

const china = "Asia/Shanghai";
const at = (day: string, time: string) => instantAt(day, time, china);
const [first] = preset2020;
if (!first) throw new Error("no preset");
const rules = first.rules;
const withWindows = (...windows: [id: string, from: string, to: string][]): PolicyRules => ({
  ...rules,
  readings: { ...rules.readings, windows: windows.map(([id, from, to]) => ({ id, from, to })) },
});
const founding = { effectiveFrom: "2020-01-26", approvedAt: at("2020-01-28", "10:00"), rules };
const ids = (definition: ReturnType<typeof readingDefinition>, day: string) =>
  definition(day)?.windows.map(({ id }) => id);

describe("reading windows", () => {
  test("are those of the rules in force on the day", () => {
    const thrice = {
      effectiveFrom: "2020-02-06",
      approvedAt: at("2020-02-05", "20:00"),
      rules: withWindows(["early", "06:00", "07:00"], ["late", "20:00", "21:00"]),
    };
    const definition = readingDefinition([thrice, founding], china);
    expect(ids(definition, "2020-01-25")).toBeUndefined();
    expect(ids(definition, "2020-01-27")).toEqual(["morning", "afternoon"]);
    expect(ids(definition, "2020-02-05")).toEqual(["morning", "afternoon"]);
    expect(ids(definition, "2020-02-06")).toEqual(["early", "late"]);
  });

  test("already begun when rules change during the day stay, and no past one is added", () => {
    const enacted = {
      effectiveFrom: "2020-02-05",
      approvedAt: at("2020-02-05", "14:30"),
      rules: withWindows(
        ["early", "06:00", "07:00"],
        ["tea", "16:00", "18:00"],
        ["evening", "19:00", "21:00"],
      ),
    };
    const definition = readingDefinition([enacted, founding], china);
    // The afternoon's runs until 17:00: the one that would overlap it is left out for today.
    expect(ids(definition, "2020-02-05")).toEqual(["morning", "afternoon", "evening"]);
    expect(ids(definition, "2020-02-06")).toEqual(["early", "tea", "evening"]);
  });
});
