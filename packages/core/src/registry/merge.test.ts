import { describe, expect, test } from "vitest";
import { type Compared, suggestedSources, suggestedSurvivor } from "./merge.ts";

const group = (name: string, one: string | undefined, other: string | undefined): Compared => ({
  group: name,
  one: [one],
  other: [other],
  mayJoin: name === "vulnerabilities",
});

describe("where a merged record's values should come from", () => {
  test("the fuller before the newer, the newer before the older", () => {
    const groups = [
      group("phone", "179", undefined),
      group("note", undefined, "独居"),
      group("occupation", "农民", "司机"),
    ];
    expect([...suggestedSources(groups, "other")]).toEqual([
      ["phone", "one"],
      ["note", "other"],
      ["occupation", "other"],
    ]);
  });

  test("a relation nobody said which is not known", () => {
    const household = (relation: string) => ["12", relation];
    const compared = { group: "household", one: household("head"), other: household("other") };
    expect([...suggestedSources([{ ...compared, mayJoin: false }], "other").values()]).toEqual([
      "one",
    ]);
  });

  test("lists are joined where both have something", () => {
    expect([...suggestedSources([group("vulnerabilities", "disabled", "orphan")], "one")]).toEqual([
      ["vulnerabilities", "both"],
    ]);
    expect([...suggestedSources([group("vulnerabilities", undefined, "orphan")], "one")]).toEqual([
      ["vulnerabilities", "other"],
    ]);
  });

  test("what an identity number tells goes with the number", () => {
    const groups = [
      group("identity", "77…", undefined),
      group("birthday", "1961-04-03", "1961-04-30"),
      group("sex", "male", "female"),
    ];
    expect([...suggestedSources(groups, "other").values()]).toEqual(["one", "one", "one"]);
  });
});

describe("which record should stay", () => {
  test.each<[string, Compared[], "one" | "other"]>([
    [
      "that with the identity number",
      [group("identity", undefined, "77…"), group("a", "1", undefined), group("b", "1", undefined)],
      "other",
    ],
    ["else the fuller", [group("a", "1", undefined), group("b", "1", "2")], "one"],
    ["else the older", [group("a", "1", "2")], "other"],
  ])("%s", (_, groups, staying) => {
    expect(suggestedSurvivor(groups, "other")).toBe(staying);
  });
});
