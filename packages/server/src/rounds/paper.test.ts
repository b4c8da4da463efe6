import { addMinutes, instantAt } from "@lianfang/core/kernel/time.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { answerFor, observe } from "@lianfang/testkit/observed.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, test } from "vitest";

const china = "Asia/Shanghai";
const day = "2020-02-05";
const application = await testApplication({ at: instantAt("2020-02-03", "09:00", china) });
const town = await foundTestTown(application, { activatedOn: "2020-01-26" });
const { areas, director } = town;
const { rounds } = director.call;
const makerId = await answerFor(town, areas.villageA, "柳支书");
await answerFor(town, areas.villageB);
const visit = "service-visit-observed-household";
const disinfection = "disinfection-public-place";

async function observedHousehold(areaId: string) {
  const { residentId } = await observe(director, areaId, { arrivedOn: "2020-02-02" });
  return (await director.call.registry.resident({ residentId })).householdId;
}
const inA = [await observedHousehold(areas.villageA), await observedHousehold(areas.villageA)];
const inB = await observedHousehold(areas.villageB);
const { premisesId } = await director.call.registry.createPremises({
  ...write(),
  ...{ kind: "shop", name: "桥头便民店", areaId: areas.villageA },
});
application.clock.set(instantAt(day, "19:00", china));

const [first = "", second = ""] = inA;
type Line = Parameters<typeof rounds.enterPaper>[0]["lines"][number];
const line = (targetId: string, change: Partial<Line> = {}): Line => ({
  ...{ targetId, outcome: "done" as const, time: "09:30" },
  ...change,
});
const sheet = (lines: Line[], change: object = {}) => ({
  ...write(),
  ...{ day, ruleId: visit, staffId: makerId, lines },
  ...change,
});
const recorded = async () => (await rounds.records({})).rows;

describe("a sheet of paper is refused as a whole, and says why", () => {
  const refusals: [string, () => Parameters<typeof rounds.enterPaper>[0], string][] = [
    [
      "for a target there is none of",
      () => sheet([line(first), line(uuidv7())]),
      "rounds.targetNotFound",
    ],
    [
      "for one of another kind",
      () => sheet([line(first), line(premisesId)]),
      "rounds.targetNotFound",
    ],
    [
      "for a rule there is none of",
      () => sheet([line(first)], { ruleId: "nothing" }),
      "rounds.ruleUnknown",
    ],
    [
      "for somebody who is not of the staff",
      () => sheet([line(first)], { staffId: uuidv7() }),
      "rounds.makerNotFound",
    ],
    [
      "for a time to come",
      () => sheet([line(first), line(second, { time: "23:00" })]),
      "rounds.inFuture",
    ],
    [
      "for a line that stands on it twice",
      () => sheet([line(first), line(second), line(first)]),
      "rounds.targetTwice",
    ],
    [
      "for a target done more often than is owed",
      () => sheet([line(first), line(first, { time: "10:00" })]),
      "rounds.doneAlready",
    ],
  ];
  test.each(refusals)("%s", async (_, input, code) => {
    await expect(rounds.enterPaper(input())).rejects.toMatchObject({ code });
    expect(await recorded()).toEqual([]);
  });

  test("outside one's part of the town", async () => {
    const { call } = await town.gridWorkerOfA();
    await expect(call.rounds.enterPaper(sheet([line(first), line(inB)]))).rejects.toMatchObject({
      code: "rounds.targetNotFound",
    });
    expect(await recorded()).toEqual([]);
  });
});

describe("a sheet of paper", () => {
  test("is entered for who made the rounds, and counts as if they had done it", async () => {
    const clerk = await town.unitLeadOfA();
    const { recordIds } = await clerk.call.rounds.enterPaper(
      sheet([line(first, { note: "送菜" }), line(second, { outcome: "not-met", time: "09:40" })]),
    );
    expect(recordIds).toHaveLength(2);
    const rows = await recorded();
    expect(rows).toMatchObject([
      { outcome: "not-met", doneAt: instantAt(day, "09:40", china), doneBy: { name: "柳支书" } },
      { outcome: "done", note: "送菜", doneBy: { staffId: makerId } },
    ]);
    expect(rows[0]?.recordedBy).not.toBe("柳支书");
    const { rows: owed } = await rounds.owed({ ruleId: visit, areaId: areas.villageA });
    expect(owed.map(({ targetId, state }) => [targetId, state])).toEqual([
      [second, "open"],
      [first, "done"],
    ]);
    const entries = await director.call.journal.list({});
    expect(entries.rows[0]).toMatchObject({ entry: "rounds.paper.entered" });
  });

  test("entered again is told, with the names; once more is taken where it was", async () => {
    await expect(rounds.enterPaper(sheet([line(first)]))).rejects.toMatchObject({
      code: "rounds.targetTwice",
      data: { details: { targetIds: [first] } },
    });
    const later = line(first, { time: "17:00" });
    const told = rounds.enterPaper(sheet([line(second, { time: "17:00" }), later]));
    await expect(told).rejects.toMatchObject({
      code: "rounds.doneAlready",
      data: { details: { targetIds: [first], names: expect.stringContaining("测试") } },
    });
    expect(await recorded()).toHaveLength(2);
    await rounds.enterPaper(sheet([{ ...later, isAgain: true }]));
    expect(await recorded()).toHaveLength(3);
  });

  test("that two clerks enter at one time is entered once", async () => {
    const both = await Promise.allSettled(
      [1, 2].map(() => rounds.enterPaper(sheet([line(second, { time: "18:00" })]))),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("put right keeps the name on it", async () => {
    const [row] = await recorded();
    if (!row) throw new Error("no record");
    const { recordId } = await rounds.correctRecord({
      ...write(),
      ...{ recordId: row.recordId, doneAt: row.doneAt, outcome: "not-met", reason: "看错了" },
    });
    expect(await rounds.record({ recordId })).toMatchObject({ doneBy: { name: "柳支书" } });
  });
});

describe("a sheet to fill in", () => {
  test("is printed with what is not done, for who may take lists out, and told of", async () => {
    const asked = { day, ruleId: disinfection, areaId: areas.villageA, receiver: "柳林村" };
    const { call } = await town.gridWorkerOfA();
    await expect(call.rounds.printSheet({ ...write(), ...asked })).rejects.toMatchObject({
      code: "kernel.forbidden",
    });
    const { file } = await rounds.printSheet({ ...write(), ...asked });
    expect(file?.name).toMatch(/消杀.*\.pdf$/);
    expect((await file?.slice(0, 5).text()) ?? "").toBe("%PDF-");
    const entries = await director.call.journal.list({});
    expect(entries.rows[0]).toMatchObject({ entry: "rounds.sheet.printed" });
  });

  test("holds tomorrow's too, and says where there is no such rule", async () => {
    const { file } = await rounds.printSheet({
      ...write(),
      ...{ day: "2020-02-06", ruleId: visit, receiver: "柳林村" },
    });
    expect(file?.type).toBe("application/pdf");
    await expect(
      rounds.printSheet({ ...write(), day, ruleId: "nothing", receiver: "柳林村" }),
    ).rejects.toMatchObject({ code: "rounds.ruleUnknown" });
  });
});

test("a program with a token of the group copies the records in the order they came", async () => {
  const { token } = await director.call.accounts.makeToken({
    ...write(),
    ...{ name: "副本", purpose: "保存一份副本", holder: "县平台", endsOn: "2020-03-01" },
    groups: ["rounds.read"],
  });
  const session = { token: undefined, set: () => {}, clear: () => {} };
  const program = application.app.caller({
    ...{ locale: "en", address: "::1", session, bearer: token ?? "" },
  });
  const told = async () => {
    const { changes } = await program.rounds.changedRounds({ limit: 1_000 });
    return changes.flatMap((change) => (change.is === "present" ? [change] : []));
  };
  // A change is told once no older transaction is open, of whatever database on this server.
  await expect
    .poll(async () => (await told()).at(-1), { timeout: 10_000 })
    .toMatchObject({ corrects: { reason: "看错了" } });
  const changes = await told();
  expect(changes.length).toBeGreaterThan(3);
  expect(Object.keys(changes[0] ?? {})).not.toContain("name");
  expect((await program.rounds.coverage({ day })).rules.length).toBeGreaterThan(0);
  await expect(program.command.figures({})).rejects.toMatchObject({
    code: "kernel.tokenNotGranted",
  });
});

test("a target is found by a part of its name", async () => {
  const { rows } = await rounds.owed({ ruleId: disinfection, search: "便民" });
  expect(rows.map(({ name }) => name)).toEqual(["桥头便民店"]);
  expect((await rounds.owed({ ruleId: disinfection, search: "没有" })).rows).toEqual([]);
});

test("nothing is in the future for a sheet of today's last minutes", async () => {
  application.clock.set(addMinutes(instantAt(day, "24:00", china), -1));
  await expect(
    rounds.enterPaper(sheet([line(premisesId, { time: "23:58" })], { ruleId: disinfection })),
  ).resolves.toMatchObject({ recordIds: [expect.any(String)] });
});
