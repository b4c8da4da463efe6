import { describe, expect, test } from "vitest";
import { instantAt } from "../kernel/time.ts";
import { findTargets, owedRounds, type RecordedRound, recordable } from "./owed.ts";
import type { PulledRules, PulledTarget } from "./pulled.ts";

const china = "Asia/Shanghai";
const day = "2020-02-05";
const at = (time: string) => instantAt(day, time, china);
const now = at("10:00");

const rules: PulledRules = {
  day,
  rules: [
    {
      ...{ ruleId: "visit", duty: "service-visit", target: "observed-household" },
      ...{ targetKind: "household", times: 2, windows: [], checklist: [], asks: [], what: [] },
    },
  ],
};
const doneBefore = { ruleId: "visit", from: "2020-01-01T00:00:00.000Z", doneAt: [at("08:00")] };
const household = (change: Partial<PulledTarget["owed"][number]> = {}): PulledTarget => ({
  ...{ targetKind: "household", targetId: "h", name: "0001 陈试甲", place: "桥头1号" },
  ...{ areaId: "a", areaName: "柳林村", owed: [{ ...doneBefore, ...change }] },
});
const recorded = (change: Partial<RecordedRound>): RecordedRound => ({
  ...{ recordId: "r", ruleId: "visit", targetId: "h", outcome: "done", doneAt: at("09:00") },
  ...{ hasFinding: false, sending: "waiting" },
  ...change,
});
const owed = (target: PulledTarget, own: RecordedRound[] = []) =>
  owedRounds([target], [rules], own, now, china);

describe("what a phone shows as owed", () => {
  test("counts what the server knows and what waits in the outbox, each once", () => {
    expect(owed(household())).toMatchObject([{ times: 2, done: 1, state: "open" }]);
    expect(owed(household(), [recorded({})])).toMatchObject([
      { times: 2, done: 2, state: "done", sending: "waiting", lastAt: at("09:00") },
    ]);
    const both = household({ doneAt: [at("08:00"), at("09:00")] });
    expect(owed(both, [recorded({ sending: "sent" })])).toMatchObject([{ done: 2 }]);
  });

  test("is still owed where nobody was met, or the record was refused", () => {
    const tried = recorded({ outcome: "not-met" });
    expect(owed(household(), [tried])).toMatchObject([{ done: 1, notMetAt: at("09:00") }]);
    expect(owed(household(), [recorded({ sending: "refused" })])).toMatchObject([
      { done: 1, state: "open", sending: "refused" },
    ]);
  });

  test("is nothing on a day whose rules the phone has not, nor by another's rule", () => {
    expect(owedRounds([household()], [], [], now, china)).toEqual([]);
    expect(owed(household({ ruleId: "gone" }))).toEqual([]);
    expect(owed(household({ until: at("09:30") }))).toEqual([]);
  });
});

describe("what is done at will", () => {
  const [visit] = rules.rules;
  if (!visit) throw new Error("no rule");
  const errand = { ...visit, ruleId: "errand", duty: "errand" as const, times: 0 };
  const patrol = { ...visit, ruleId: "patrol", targetKind: "premises" as const };

  test("is never owed, however it stands", () => {
    const target = household();
    const listed = { ...target, owed: [{ ...doneBefore, ruleId: "errand", doneAt: [] }] };
    const day1 = [{ day, rules: [errand] }];
    expect(owedRounds([listed], day1, [recorded({ ruleId: "errand" })], now, china)).toEqual([]);
  });

  test("is offered by the rules of the target's kind, its own lists first", () => {
    const target = { ...household(), owed: [{ ...doneBefore, ruleId: "errand" }] };
    const offered = recordable(target, [visit, patrol, errand]);
    expect(offered.map(({ ruleId }) => ruleId)).toEqual(["errand", "visit"]);
  });

  test("is found by any of name, number, place and village, in any order", () => {
    const other = { ...household(), targetId: "i", name: "0002 李试乙", place: "坝上2号" };
    const find = (typed: string) =>
      findTargets([other, household()], typed).map(({ targetId }) => targetId);
    expect(find("")).toEqual(["h", "i"]);
    expect(find(" 柳林  坝上 ")).toEqual(["i"]);
    expect(find("0001")).toEqual(["h"]);
    expect(find("没有")).toEqual([]);
  });
});
