import { addMinutes, instantAt } from "@lianfang/core/kernel/time.ts";
import { testApplication, type Visitor } from "@lianfang/testkit/application.ts";
import { enactDuties } from "@lianfang/testkit/duties.ts";
import { answerFor, observe } from "@lianfang/testkit/observed.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { describe, expect, test } from "vitest";

const china = "Asia/Shanghai";
const day = "2020-02-08";
const at = (time: string) => instantAt(day, time, china);
const application = await testApplication({ at: instantAt("2020-02-05", "09:00", china) });
const town = await foundTestTown(application, { activatedOn: "2020-01-26" });
const { areas, director } = town;
const { rounds, registry } = director.call;
const makerId = await answerFor(town, areas.villageA, "柳支书");
await answerFor(town, areas.villageB);

const duties = [
  ["observed-household", "service-visit", 2],
  ["vulnerable-household", "health-check", 1],
  ["public-place", "disinfection", 1],
  ["market", "patrol", 1],
  ["observed-household", "errand", undefined],
  ["village", "broadcast", undefined],
] as const;
await enactDuties(
  director,
  day,
  duties.map(([target, duty, perDay]) => ({ id: duty, duty, target, ...(perDay && { perDay }) })),
);
async function observed(areaId: string) {
  const { residentId } = await observe(director, areaId, { arrivedOn: "2020-02-04" });
  return (await registry.resident({ residentId })).householdId;
}
const [inA, inB] = [await observed(areas.villageA), await observed(areas.villageB)];
const premises = async (kind: "market" | "shop", name: string) =>
  (await registry.createPremises({ ...write(), kind, name, areaId: areas.villageA })).premisesId;
const market = await premises("market", "柳林集市");
await premises("shop", "桥头便民店");
const { householdId: old } = await registry.createHousehold({
  ...write(),
  ...{ areaId: areas.villageB, number: "B-9" },
});
await registry.createResident({
  ...write(),
  ...{ householdId: old, name: "孤老试甲", sex: "male", vulnerabilities: ["lives-alone-elderly"] },
});

const household = (targetId: string) => ({ targetKind: "household" as const, targetId });
async function visit(ruleId: string, targetId: string, time: string) {
  const doneAt = at(time);
  application.clock.set(addMinutes(doneAt, 1));
  return rounds.recordVisit({ ...write(), ruleId, ...household(targetId), doneAt });
}
async function patrol(
  ruleId: string,
  time: string,
  target: { targetKind: "premises" | "area"; targetId: string },
  who: Visitor = director,
) {
  const doneAt = at(time);
  application.clock.set(addMinutes(doneAt, 1));
  return who.call.rounds.recordPatrol({ ...write(), ruleId, ...target, doneAt });
}
const figuresAt = async (time: string, who: Visitor = director) => {
  const { figures } = await who.call.command.figures({ at: at(time) });
  return Object.fromEntries(figures.map(({ figureId, value }) => [figureId, value]));
};
const atMarket = { targetKind: "premises" as const, targetId: market };

application.clock.set(at("08:00"));
const wrong = await visit("service-visit", inA, "08:10");
await visit("service-visit", inA, "08:20");
await visit("service-visit", inA, "08:30");
await visit("health-check", old, "08:40");
await patrol("patrol", "09:00", atMarket);
await patrol("patrol", "09:10", atMarket, await town.patrol());
await patrol("disinfection", "09:20", atMarket);
await visit("errand", inA, "09:30");
await patrol("broadcast", "09:40", { targetKind: "area", targetId: areas.villageA });
application.clock.set(at("10:00"));

describe("figures of rounds", () => {
  test("tell what the day owes and how far it is done, as the desk does", async () => {
    const { rules } = await rounds.coverage({});
    const sum = (of: "due" | "done" | "open", ids: string[]) =>
      rules.filter(({ ruleId }) => ids.includes(ruleId)).reduce((all, rule) => all + rule[of], 0);
    const doors = ["service-visit", "health-check"];
    const places = ["disinfection", "patrol"];
    const now = await figuresAt("10:00");
    expect(now).toMatchObject({
      "rounds.visits.due": sum("due", doors),
      "rounds.visits.done": sum("done", doors),
      "rounds.visits.uncovered": sum("open", doors),
      "rounds.patrols.due": sum("due", places),
      "rounds.patrols.done": sum("done", places),
      "rounds.patrols.uncovered": sum("open", places),
    });
    // Twice a day each household, and what is done a third time is not owed.
    expect(now).toMatchObject({
      ...{ "rounds.visits.due": 5, "rounds.visits.done": 3, "rounds.visits.coverage": 0.6 },
      ...{ "rounds.patrols.due": 3, "rounds.patrols.done": 2 },
    });
  });

  test("tell of places patrolled, crews, errands, broadcasts and households", async () => {
    expect(await figuresAt("10:00")).toMatchObject({
      ...{ "venues.patrol.due": 1, "venues.patrol.covered": 1, "venues.patrol.coverage": 1 },
      ...{ "venues.patrol.visits": 2, "venues.patrol.members": 2, "disinfection.crewTurns": 1 },
      ...{ "observation.errands.done": 1, "publicity.broadcasts": 1 },
      ...{ "care.vulnerable.checked": 1, "screening.households.visited": 2 },
      "coverage.householdsVisited": 0.6667,
    });
  });

  test("are what was known at the cut-off, before a correction and after it", async () => {
    application.clock.set(at("11:00"));
    await rounds.correctRecord({
      ...write(),
      ...{ recordId: wrong.recordId, doneAt: at("08:10"), outcome: "void", reason: "没有去过" },
    });
    application.clock.set(at("11:30"));
    expect(await figuresAt("08:15")).toMatchObject({ "rounds.visits.done": 1 });
    expect(await figuresAt("08:25")).toMatchObject({ "rounds.visits.done": 2 });
    expect(await figuresAt("10:30")).toMatchObject({ "rounds.visits.done": 3 });
    // Two of the three are left: as many as are owed.
    expect(await figuresAt("11:30")).toMatchObject({ "rounds.visits.done": 3 });
    expect(await figuresAt("08:15")).toMatchObject({ "venues.patrol.visits": 0 });
  });

  test("have the rows behind them, which sum to them", async () => {
    for (const figureId of [
      "rounds.visits.due",
      "rounds.visits.uncovered",
      "rounds.patrols.done",
      "venues.patrol.members",
      "disinfection.crewTurns",
      "screening.households.visited",
    ]) {
      const { rows, value } = await director.call.command.figureRows({ figureId, limit: 200 });
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.reduce((sum, row) => sum + row.value, 0)).toBe(value);
    }
    const { rows } = await director.call.command.figureRows({ figureId: "venues.patrol.visits" });
    expect(rows.map(({ subjectKind, label }) => [subjectKind, label])).toEqual([
      ["round", "柳林集市"],
      ["round", "柳林集市"],
    ]);
    const since = await director.call.command.figureRows({
      ...{ figureId: "venues.patrol.visits", since: at("09:05") },
    });
    expect(since.value).toBe(1);
  });

  test("keep to their reader's part of the town", async () => {
    expect(await figuresAt("11:30", await town.unitLeadOfB())).toMatchObject({
      ...{ "rounds.visits.due": 3, "rounds.visits.done": 1, "rounds.patrols.due": 0 },
      ...{ "venues.patrol.members": 0, "screening.households.visited": 1 },
    });
  });

  test("of a day that has ended stay, though the registers change", async () => {
    application.clock.set(instantAt("2020-02-09", "00:01", china));
    await application.app.runJob("rounds.closeDays");
    const before = await figuresAt("23:59");
    application.clock.set(instantAt("2020-02-09", "09:00", china));
    await registry.setPremisesState({
      ...write(),
      ...{ premisesIds: [market], state: "closed", stateSince: day },
    });
    expect(await figuresAt("23:59")).toEqual({ ...before, "venues.closed": expect.anything() });
    await rounds.enterPaper({
      ...write(),
      ...{ day, ruleId: "service-visit", staffId: makerId },
      lines: [{ targetId: inB, outcome: "done", time: "20:00" }],
    });
    // It was not known by then.
    expect(await figuresAt("23:59")).toMatchObject({ "rounds.visits.done": 3 });
    expect((await rounds.coverage({ day })).rules[0]).toMatchObject({ done: 3, missed: 1 });
  });
});

test("the board and the bulletin tell of rounds, as far as any are owed", async () => {
  application.clock.set(instantAt("2020-02-09", "16:30", china));
  const { rounds: told } = await director.call.command.board({});
  expect(told).toMatchObject([
    { kind: "visits", due: 5, done: 0 },
    { kind: "patrols", due: 1 },
  ]);
  const { bulletinId } = await director.call.command.compose({ ...write(), day: "2020-02-09" });
  const { figures } = await director.call.command.bulletin({ bulletinId });
  expect(figures.map(({ figureId }) => figureId)).toEqual(
    expect.arrayContaining(["screening.households.visited", "venues.patrol.visits"]),
  );
  expect(figures.map(({ figureId }) => figureId)).not.toContain("checkpoints.manned");
});
