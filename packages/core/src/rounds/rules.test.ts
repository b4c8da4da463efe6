import { describe, expect, test } from "vitest";
import { dueOf } from "../duties/rules.ts";
import { instantAt } from "../kernel/time.ts";
import { startingPolicy } from "../policy/presets/presets.ts";
import type { DutyRule, PolicyRules } from "../policy/rules-data.ts";
import {
  coveringRoles,
  type DatedRules,
  demandRecordable,
  dutiesOn,
  roundsOn,
  ruleNamed,
  standingOf,
  windowOf,
} from "./rules.ts";

const china = "Asia/Shanghai";
const at = (day: string, time: string) => instantAt(day, time, china);
const usual = startingPolicy("2020", "2020-02-05", "2020-01-24")[0]?.rules;
if (!usual) throw new Error("no rules to start from");

const nothingMore = { by: [], windows: [], checklist: [], asks: [], what: [] };
const rule = (id: string, change: Partial<DutyRule>): DutyRule => ({
  ...{ id, duty: "patrol", target: "market", ...nothingMore },
  ...change,
});
const version = (
  effectiveFrom: string,
  duties: DutyRule[],
  approvedAt = at(effectiveFrom, "00:00"),
): DatedRules => ({ effectiveFrom, approvedAt, rules: { ...usual, duties } as PolicyRules });
const only = <Item>(items: readonly Item[]): Item => {
  const [item] = items;
  if (items.length !== 1 || item === undefined) throw new Error(`${items.length} of them`);
  return item;
};

describe("the duties of a day", () => {
  test("have a register, or it is said why they have none", () => {
    const versions = [
      version("2020-02-01", [
        rule("a", { duty: "temperature", target: "observed-person", perDay: 2 }),
        rule("b", { duty: "temperature-and-registration", target: "government-gate-visitor" }),
        rule("c", { duty: "disinfection", target: "government-office", perDay: 1 }),
        rule("d", { duty: "disinfection", target: "public-place", perDay: 2 }),
        rule("e", { duty: "mobile-market", target: "village" }),
      ]),
    ];
    const duties = dutiesOn("2020-02-05", versions, china);
    expect(duties.map((duty) => ("register" in duty ? duty.times : duty.uncounted))).toEqual([
      "readings",
      "crossings",
      "no-register",
      2,
      undefined,
    ]);
  });

  test("begin on the day the rule names, and change overnight where they are changed at noon", () => {
    const later = rule("later", { from: "2020-02-07", perDay: 1 });
    const versions = [
      version("2020-02-01", [rule("old", { perDay: 1 }), later]),
      version("2020-02-05", [rule("new", { perDay: 3 })], at("2020-02-05", "12:00")),
    ];
    const ids = (day: string) => roundsOn(day, versions, china).map((each) => each.rule.id);
    expect([ids("2020-02-04"), ids("2020-02-05"), ids("2020-02-06")]).toEqual([
      ["old"],
      ["old"],
      ["new"],
    ]);
    expect(roundsOn("2020-02-07", versions.slice(0, 1), china).map((each) => each.rule.id)).toEqual(
      ["old", "later"],
    );
  });

  test("hold from the start where the town has only just been founded", () => {
    const founded = version("2020-01-24", [rule("a", { perDay: 1 })], at("2020-02-05", "09:00"));
    expect(roundsOn("2020-02-05", [founded], china)).toHaveLength(1);
  });

  test("knock on every door once since the rule has held, unless it names a number", () => {
    const knock = rule("knock", { duty: "door-knock", target: "household" });
    const versions = [
      version("2020-01-24", []),
      version("2020-01-30", [knock]),
      version("2020-02-03", [knock, rule("other", {})]),
    ];
    const [campaign] = roundsOn("2020-02-05", versions, china);
    expect(campaign).toMatchObject({ times: 1, onceSince: "2020-01-30" });
    const daily = [version("2020-01-30", [{ ...knock, perDay: 1 }])];
    expect(only(roundsOn("2020-02-05", daily, china))).toMatchObject({
      times: 1,
      onceSince: undefined,
    });
  });
});

describe("how a target stands", () => {
  const day = "2020-02-05";
  const window = windowOf({}, day, china);
  const always = { from: at("2020-01-01", "00:00"), until: at("2020-03-01", "00:00") };
  const done = (...times: string[]) => times.map((time) => ({ happenedAt: at(day, time) }));

  test("one by one through the day, and missed when it is over", () => {
    const stand = (records: { happenedAt: string }[], now: string) =>
      standingOf(2, window, always, records, now);
    expect(stand([], at(day, "09:00"))).toMatchObject({ open: 2, done: 0, missed: 0 });
    expect(stand(done("08:00"), at(day, "09:00"))).toMatchObject({ open: 1, done: 1 });
    expect(stand(done("08:00", "20:00", "21:00"), at(day, "22:00"))).toMatchObject({
      open: 0,
      done: 2,
    });
    expect(stand(done("08:00"), at(day, "24:00"))).toMatchObject({ open: 0, done: 1, missed: 1 });
    const yesterday = [{ happenedAt: at("2020-02-04", "23:59") }];
    expect(stand(yesterday, at(day, "09:00"))).toMatchObject({ open: 2, done: 0 });
  });

  test("on its first day it is asked for, and nobody is blamed afterwards", () => {
    const fresh = { from: at(day, "09:00"), until: at("2020-03-01", "00:00") };
    const stand = (records: { happenedAt: string }[], now: string) =>
      standingOf(2, window, fresh, records, now);
    expect(stand([], at(day, "10:00"))).toMatchObject({ open: 2 });
    expect(dueOf(stand([], at(day, "24:00")))).toBe(0);
    expect(stand(done("11:00"), at(day, "24:00"))).toMatchObject({ done: 1, missed: 0 });
  });

  test("who leaves the list during the day is owed nothing more", () => {
    const leaving = { ...always, until: at(day, "14:00") };
    expect(dueOf(standingOf(1, window, leaving, [], at(day, "10:00")))).toBe(0);
    const wholeDay = { ...always, until: at(day, "24:00") };
    expect(dueOf(standingOf(1, window, wholeDay, [], at(day, "10:00")))).toBe(1);
  });

  test("once is once, however long ago", () => {
    const campaign = windowOf({ onceSince: "2020-01-30" }, day, china);
    const records = [{ happenedAt: at("2020-01-31", "10:00") }];
    expect(standingOf(1, campaign, always, records, at(day, "10:00"))).toMatchObject({ done: 1 });
    const before = [{ happenedAt: at("2020-01-29", "10:00") }];
    expect(standingOf(1, campaign, always, before, at(day, "10:00"))).toMatchObject({ open: 1 });
  });
});

describe("a record", () => {
  const versions = [
    version("2020-02-01", [rule("gone", { perDay: 1 })]),
    version("2020-02-04", [rule("now", { target: "household" })]),
  ];
  const now = at("2020-02-05", "10:00");

  test("names a rule the town has or had, and a target of its kind", () => {
    expect(ruleNamed("gone", "premises", "2020-02-05", versions).id).toBe("gone");
    expect(() => ruleNamed("now", "premises", "2020-02-05", versions)).toThrow(
      "rounds.targetOfAnotherKind",
    );
    expect(() => ruleNamed("now", "household", "2020-02-03", versions)).toThrow(
      "rounds.ruleUnknown",
    );
  });

  test("is not of the future, and says what was not in order", () => {
    const met = [{ isMet: true }];
    expect(() =>
      demandRecordable({ doneAt: at("2020-02-05", "10:04"), checks: met }, now),
    ).not.toThrow();
    expect(() => demandRecordable({ doneAt: at("2020-02-05", "10:06"), checks: met }, now)).toThrow(
      "rounds.inFuture",
    );
    const unmet = { doneAt: now, checks: [{ isMet: true }, { isMet: false }] };
    expect(() => demandRecordable(unmet, now)).toThrow("rounds.findingMissing");
    expect(() => demandRecordable({ ...unmet, finding: "门帘未摘" }, now)).not.toThrow();
  });
});

test("where nobody's name stands, it is the work of whoever goes round there", () => {
  const of = (duty: DutyRule["duty"], target: DutyRule["target"]) =>
    coveringRoles(
      only(roundsOn("2020-02-05", [version("2020-02-01", [rule("a", { duty, target })])], china)),
    );
  expect(of("service-visit", "observed-household")).toEqual(["grid-worker"]);
  expect(of("health-check", "vulnerable-household")).toEqual(["medic", "grid-worker"]);
  expect(of("patrol", "street-premises")).toEqual(["patrol", "grid-worker"]);
});
