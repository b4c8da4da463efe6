import { addMinutes, instantAt } from "@lianfang/core/kernel/time.ts";
import { PulledRules, PulledTarget } from "@lianfang/core/rounds/pulled.ts";
import { roundsOn, standingOf, windowOf } from "@lianfang/core/rounds/rules.ts";
import { testApplication, type Visitor } from "@lianfang/testkit/application.ts";
import { setUpCheckpoint } from "@lianfang/testkit/at-checkpoints.ts";
import { enactDuties } from "@lianfang/testkit/duties.ts";
import { answerFor, observe } from "@lianfang/testkit/observed.ts";
import { phoneOf } from "@lianfang/testkit/phone.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, test } from "vitest";

const china = "Asia/Shanghai";
const today = "2020-02-05";
const now = instantAt(today, "12:00", china);
const application = await testApplication({ at: instantAt("2020-02-03", "09:00", china) });
const town = await foundTestTown(application, { activatedOn: "2020-01-26" });
const { areas, director } = town;
const { rounds } = director.call;
await answerFor(town, areas.villageA);
await answerFor(town, areas.villageB);

const visit = "service-visit-observed-household";
const disinfection = "disinfection-public-place";

const journey = { arrivedOn: "2020-02-02" };

async function observedHousehold(areaId: string) {
  const { residentId, orderId } = await observe(director, areaId, journey);
  const { householdId } = await director.call.registry.resident({ residentId });
  return { residentId, orderId, householdId };
}
const household = (targetId: string) => ({ targetKind: "household" as const, targetId });
const shopIn = async (areaId: string, name: string) =>
  (await director.call.registry.createPremises({ ...write(), kind: "shop", name, areaId }))
    .premisesId;

// What is on the lists since before the day.
const inA = await observedHousehold(areas.villageA);
const inB = await observedHousehold(areas.villageB);
const shopA = await shopIn(areas.villageA, "桥头便民店");
application.clock.set(now);

const doneAt = addMinutes(now, -30);
const visited = (targetId: string, change: object = {}, input: object = {}) => ({
  procedure: "rounds.recordVisit",
  id: uuidv7(),
  happenedAt: doneAt,
  input: { ruleId: visit, ...household(targetId), doneAt, ...input },
  ...change,
});

async function held(owner: Visitor, name: string): Promise<unknown[]> {
  const { sets } = await phoneOf(application, owner, application.clock.now()).pull([
    { name, version: 1, ranges: [] },
  ]);
  return sets.flatMap(({ changes }) =>
    changes.flatMap(({ records }) => records.map(({ content }) => content)),
  );
}
const doorsOf = async (owner: Visitor) =>
  (await held(owner, "rounds.doors")).map((each) => PulledTarget.parse(each));
const placesOf = async (owner: Visitor) =>
  (await held(owner, "rounds.places")).map((each) => PulledTarget.parse(each));
const coverageOf = async (ruleId: string, day?: string) => {
  const { rules } = await rounds.coverage({ day });
  const found = rules.find((each) => each.ruleId === ruleId);
  if (!found) throw new Error(`no rule ${ruleId}`);
  return found;
};
const ids = (rows: readonly { targetId: string }[]) => rows.map(({ targetId }) => targetId);

describe("a round recorded on a phone", () => {
  test("is refused outside its maker's part of the town, and where nothing stands", async () => {
    const phone = phoneOf(application, await town.gridWorkerOfA(), now);
    const { outcomes } = await phone.push([
      visited(inB.householdId),
      visited(uuidv7()),
      visited(inA.householdId, {}, { ruleId: "nothing-such" }),
      visited(inA.householdId, {}, { ruleId: disinfection }),
      visited(inA.householdId, {}, { doneAt: addMinutes(now, 60) }),
      visited(
        inA.householdId,
        {},
        { checks: [{ item: { zh: "口罩", en: "mask" }, isMet: false }] },
      ),
    ]);
    expect(outcomes.map((outcome) => outcome.is === "refused" && outcome.problem.code)).toEqual([
      "rounds.targetNotFound",
      "rounds.targetNotFound",
      "rounds.ruleUnknown",
      "rounds.targetOfAnotherKind",
      "rounds.inFuture",
      "rounds.findingMissing",
    ]);
    const patrol = phoneOf(application, await town.patrol(), now);
    const byPatrol = await patrol.push([visited(inA.householdId)]);
    expect(byPatrol.outcomes).not.toMatchObject([{ is: "accepted" }]);
    expect((await rounds.records({})).rows).toEqual([]);
  });

  test("pushed twice is counted once, by rule and by village", async () => {
    expect(await coverageOf(visit)).toMatchObject({ targets: 2, due: 2, done: 0, open: 2 });
    const phone = phoneOf(application, await town.gridWorkerOfA(), now);
    const one = visited(inA.householdId, {}, { note: "送药一次" });
    await phone.push([one]);
    const { outcomes } = await phone.push([one, one]);
    expect(outcomes).toMatchObject([{ is: "accepted" }, { is: "accepted" }]);
    const { rows, total } = await rounds.records({});
    expect(total).toBe(1);
    expect(rows).toMatchObject([
      { recordId: one.id, duty: "service-visit", note: "送药一次", areaName: "柳林村" },
    ]);
    const after = await coverageOf(visit);
    expect(after).toMatchObject({ due: 2, done: 1, open: 1, missed: 0 });
    expect(after.areas.map(({ areaName, done }) => [areaName, done])).toEqual([
      ["石桥村", 0],
      ["柳林村", 1],
    ]);
    const open = await rounds.owed({ ruleId: visit, state: "open" });
    expect(ids(open.rows)).toEqual([inB.householdId]);
  });

  test("where nobody was met is shown, and is still owed", async () => {
    const phone = phoneOf(application, await town.gridWorkerOfB(), now);
    await phone.push([visited(inB.householdId, {}, { outcome: "not-met" })]);
    const { rows } = await rounds.owed({ ruleId: visit, areaId: areas.villageB });
    expect(rows).toMatchObject([
      { state: "open", done: 0, notMetAt: doneAt, answerer: "包保干部甲" },
    ]);
  });
});

describe("a correction", () => {
  test("replaces what was wrong, once, and both are kept", async () => {
    const { rows } = await rounds.records({ areaId: areas.villageA });
    const [wrong] = rows;
    if (!wrong) throw new Error("no record");
    const right = { ...write(), recordId: wrong.recordId, doneAt, reason: "敲错了门" };
    const { recordId } = await rounds.correctRecord({ ...right, outcome: "not-met" });
    await expect(
      rounds.correctRecord({ ...right, ...write(), outcome: "void" }),
    ).rejects.toMatchObject({ code: "kernel.changedMeanwhile" });
    expect(await coverageOf(visit)).toMatchObject({ done: 0, open: 2 });
    expect((await rounds.records({ areaId: areas.villageA })).rows).toMatchObject([{ recordId }]);
    const { earlier } = await rounds.record({ recordId });
    expect(earlier).toMatchObject([{ recordId: wrong.recordId, correctedBy: recordId }]);
    const all = await rounds.recordsOf(household(inA.householdId));
    expect(all.rows.map((row) => row.recordId).sort()).toEqual([wrong.recordId, recordId].sort());
    await rounds.correctRecord({
      ...write(),
      ...{ recordId, doneAt, outcome: "void", reason: "没有去过" },
    });
    expect((await rounds.records({ areaId: areas.villageA })).rows).toEqual([]);
  });

  test("is not made outside one's part of the town", async () => {
    const [row] = (await rounds.records({ areaId: areas.villageB })).rows;
    const { call } = await town.gridWorkerOfA();
    await expect(
      call.rounds.correctRecord({
        ...write(),
        ...{ recordId: row?.recordId ?? "", doneAt, outcome: "done", reason: "不对" },
      }),
    ).rejects.toMatchObject({ code: "rounds.recordNotFound" });
  });

  test("can't change what was written", async () => {
    const { db } = application.app.kernel;
    const change = db.updateTable("round_record").set({ note: "改" }).execute();
    await expect(change).rejects.toThrow(/never changed/);
  });
});

describe("a phone holds", () => {
  test("nothing for whoever does not go round", async () => {
    for (const name of ["rules", "doors", "places"])
      expect(await held(await town.auditor(), `rounds.${name}`)).toEqual([]);
    expect(await doorsOf(await town.patrol())).toEqual([]);
  });

  test("the rules of the next days by which something is due", async () => {
    const days = (await held(await town.gridWorkerOfA(), "rounds.rules")).map((each) =>
      PulledRules.parse(each),
    );
    expect(days.map(({ day }) => day)).toEqual(["05", "06", "07", "08"].map((d) => `2020-02-${d}`));
    expect(days[0]?.rules.map(({ ruleId, times }) => [ruleId, times])).toEqual([
      [visit, 1],
      [disinfection, 1],
    ]);
  });

  test("what is owed in its owner's part of the town, where nobody named has an account", async () => {
    expect(ids(await doorsOf(await town.gridWorkerOfA()))).toEqual([inA.householdId]);
    expect(ids(await doorsOf(await town.gridWorkerOfB()))).toEqual([inB.householdId]);
    expect(ids(await doorsOf(await town.medicLi()))).toEqual([]);
    expect(ids(await placesOf(await town.patrol()))).toEqual([shopA]);
    expect(await doorsOf(director)).toEqual([]);
  });

  test("what its owner answers for, and then nobody else's does", async () => {
    const staffId = await town.addStaff("赵包户", areas.villageA);
    await director.call.organization.assign({
      ...write(),
      ...{ targetKind: "household", targetIds: [inA.householdId], level: 1, staffId },
    });
    const owner = await town.as("unit-lead", { areaId: areas.villageA }, staffId);
    const [door] = await doorsOf(owner);
    expect(door).toMatchObject({
      targetId: inA.householdId,
      owed: [{ ruleId: visit, doneAt: [] }],
    });
    expect(ids(await doorsOf(await town.gridWorkerOfA()))).toEqual([]);
    await owner.call.rounds.recordVisit({
      ...write(),
      ...{ ruleId: visit, ...household(inA.householdId), doneAt },
    });
    expect((await doorsOf(owner))[0]?.owed).toMatchObject([{ doneAt: [doneAt] }]);
  });
});

describe("what the database counts", () => {
  test("is what the rules say of each target, on the day, on its first day and after it", async () => {
    const fresh = await observedHousehold(areas.villageA);
    const { versions } = await director.call.policy.versions({});
    const rule = roundsOn(today, versions, china).find((each) => each.rule.id === visit);
    const window = windowOf(rule ?? {}, today, china);
    const far = instantAt("2020-03-01", "00:00", china);
    const spans = new Map([
      [inA.householdId, { from: instantAt("2020-02-03", "09:00", china), until: far }],
      [inB.householdId, { from: instantAt("2020-02-03", "09:00", china), until: far }],
      [fresh.householdId, { from: now, until: far }],
    ]);
    const stands = async (at: string) => {
      application.clock.set(at);
      const { rows } = await rounds.owed({ day: today, ruleId: visit, limit: 200 });
      for (const [targetId, span] of spans) {
        const records = targetId === inA.householdId ? [{ happenedAt: doneAt }] : [];
        const counts = standingOf(rule?.times ?? 0, window, span, records, at);
        const row = rows.find((each) => each.targetId === targetId);
        const due = counts.done + counts.open + counts.missed;
        expect([row?.times ?? 0, row?.done ?? 0]).toEqual([due, counts.done]);
        if (row && row.state !== "free") expect(counts[row.state]).toBeGreaterThan(0);
      }
      return rows.map(({ targetId, state }) => [targetId, state]);
    };
    expect(await stands(addMinutes(now, 10))).toContainEqual([fresh.householdId, "open"]);
    const after = await stands(instantAt("2020-02-06", "00:30", china));
    expect(after).toEqual([
      [inB.householdId, "missed"],
      [inA.householdId, "done"],
    ]);
    expect(await coverageOf(visit, today)).toMatchObject({ due: 2, done: 1, missed: 1, open: 0 });
    expect(await coverageOf(visit)).toMatchObject({ targets: 3, due: 3, open: 3 });
  });

  test("knows the register of every kind of target, and follows the town's rules", async () => {
    application.clock.set(instantAt("2020-02-06", "09:00", china));
    await setUpCheckpoint(director, areas.villageA, "柳林桥头");
    const closed = await shopIn(areas.villageB, "停业网吧");
    await director.call.registry.setPremisesState({
      ...write(),
      ...{ premisesIds: [closed], state: "closed", stateSince: "2020-02-06" },
    });
    const targets = [
      ["household", "door-knock"],
      ["vulnerable-household", "health-check"],
      ["observed-person", "health-check"],
      ["suspended-place", "closed-check"],
      ["street-premises", "patrol"],
      ["checkpoint", "patrol"],
      ["village", "broadcast"],
      ["government-office", "disinfection"],
    ] as const;
    await enactDuties(
      director,
      "2020-02-08",
      targets.map(([target, duty], at) => ({ id: `rule-${at}`, duty, target, perDay: 1 })),
    );
    application.clock.set(instantAt("2020-02-08", "09:00", china));
    const { rules: counted } = await rounds.coverage({});
    const of = Object.fromEntries(counted.map((each) => [each.target, each]));
    expect(of.household?.targets).toBe(3);
    expect(of["vulnerable-household"]?.targets).toBe(0);
    expect(of["observed-person"]?.targets).toBe(3);
    expect(of["suspended-place"]?.targets).toBe(1);
    expect(of["street-premises"]?.targets).toBe(1);
    expect(of.checkpoint?.targets).toBe(1);
    expect(of.village?.targets).toBe(6);
    expect(of["government-office"]).toMatchObject({ uncounted: "no-register", due: 0 });
    const all = await rounds.owed({ limit: 1 });
    expect([all.total, all.left]).toEqual([
      counted.reduce((sum, { targets: n }) => sum + n, 0),
      counted.reduce((sum, { open }) => sum + open, 0),
    ]);
    const pages: string[] = [];
    let after: string | undefined;
    do {
      const page = await rounds.owed({ limit: 4, after });
      pages.push(...page.rows.map(({ ruleId, targetId }) => `${ruleId} ${targetId}`));
      after = page.next;
    } while (after);
    expect(new Set(pages).size).toBe(pages.length);
    expect(pages).toHaveLength(counted.reduce((sum, { targets: n }) => sum + n, 0));
  });
});

test("a rule may name its kinds of premises, and one without a number lists who may be gone to", async () => {
  await enactDuties(director, "2020-02-10", [
    { id: "shops", duty: "patrol", target: "public-place", perDay: 1, premises: ["pharmacy"] },
    { id: "errands", duty: "errand", target: "observed-household" },
  ]);
  application.clock.set(instantAt("2020-02-10", "09:00", china));
  const { rules: counted } = await rounds.coverage({});
  expect(counted).toMatchObject([
    { targets: 0, premisesKinds: ["pharmacy"] },
    { uncounted: "no-number", due: 0 },
  ]);
  const { rows, left } = await rounds.owed({ ruleId: "errands" });
  expect(rows.map(({ state, times }) => [state, times])).toContainEqual(["free", 0]);
  expect(left).toBe(0);
  const doors = await doorsOf(await town.gridWorkerOfB());
  expect(doors.flatMap(({ owed }) => owed.map(({ ruleId }) => ruleId))).toContain("errands");
});

test("records are taken out with what they are for, and told of in the journal", async () => {
  const { file } = await rounds.exportRecords({
    ...write(),
    ...{ form: "xlsx", purpose: "report", receiverKind: "county", receiver: "县指挥部" },
  });
  expect(file?.name).toContain("走访巡查记录");
  const { call } = await town.gridWorkerOfA();
  await expect(
    call.rounds.exportRecords({
      ...write(),
      ...{ form: "xlsx", purpose: "report", receiverKind: "county", receiver: "县指挥部" },
    }),
  ).rejects.toMatchObject({ code: "kernel.forbidden" });
});
