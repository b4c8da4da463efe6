import { addDays, addMinutes, instantAt, townDay } from "@lianfang/core/kernel/time.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { aVillager, cross, setUpCheckpoint } from "@lianfang/testkit/at-checkpoints.ts";
import { answerFor, observe } from "@lianfang/testkit/observed.ts";
import { issueNumbers } from "@lianfang/testkit/people/numbers.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, test } from "vitest";

const now = instantAt("2020-02-05", "12:00", "Asia/Shanghai");
const application = await testApplication({ at: now });
const { app } = application;
const town = await foundTestTown(application, { activatedOn: "2020-01-26" });
const { areas, director } = town;
const medicLi = await town.medicLi();
const guard = await town.guardAtPier();
const numbers = issueNumbers();
const number = () => numbers.identityNumber("1970-03-04", "female");

const bridge = await setUpCheckpoint(director, areas.villageA, "柳林桥头");
const pier = await setUpCheckpoint(director, areas.villageA, "渡口码头", { kind: "ferry-pier" });
const gate = await setUpCheckpoint(director, areas.villageB, "石桥村口");
const guardAtBridge = await town.as("checkpoint-guard", { checkpointId: bridge });
const secondAtBridge = await town.as("checkpoint-guard", { checkpointId: bridge });

const crossingsAt = async (checkpointId: string) =>
  (await director.call.checkpoints.crossings({ checkpointId, limit: 200 })).rows;
const peopleAt = async (checkpointId: string) => {
  const { byCheckpoint } = await director.call.checkpoints.counts({ checkpointId });
  return byCheckpoint[0]?.people ?? 0;
};
const newPost = (name: string) => setUpCheckpoint(director, areas.villageA, name);

describe("a crossing is written down", () => {
  test("by whoever stands there, and nobody else", async () => {
    const auditor = await town.auditor();
    await expect(cross(auditor, bridge, now)).rejects.toMatchObject({ code: "kernel.forbidden" });
    const notFound = { code: "checkpoints.checkpointNotFound" };
    await expect(cross(guard, gate, now)).rejects.toMatchObject(notFound);
    await expect(cross(guardAtBridge, pier, now)).rejects.toMatchObject(notFound);
    expect(await cross(guardAtBridge, bridge, now)).toMatchObject({
      lines: [{ line: 0, ruled: "admit", reasons: [] }],
    });
  });

  test("a guard of one checkpoint sees its crossings and not its neighbour's", async () => {
    const post = await newPost("东路口");
    const own = await town.as("checkpoint-guard", { checkpointId: post });
    const { crossingId } = await cross(guard, pier, now);
    const mine = await cross(own, post, now);
    const { rows } = await own.call.checkpoints.crossings({ limit: 200 });
    expect(rows.map((row) => row.crossingId)).toEqual([mine.crossingId]);
    await expect(own.call.checkpoints.crossing({ crossingId })).rejects.toMatchObject({
      code: "checkpoints.crossingNotFound",
    });
    const { rows: posts } = await own.call.checkpoints.checkpoints({ limit: 200 });
    expect(posts.map(({ checkpointId }) => checkpointId)).toEqual([post]);
  });

  test("sent again it is one, with other content it is refused", async () => {
    const post = await newPost("西路口");
    const crossing = {
      ...write(),
      checkpointId: post,
      direction: "in" as const,
      crossedAt: now,
      people: [aVillager()],
    };
    const first = await guard.call.checkpoints.recordCrossing(crossing);
    expect(await guard.call.checkpoints.recordCrossing(crossing)).toEqual(first);
    const other = { ...crossing, people: [aVillager({ name: "另一人" })] };
    await expect(guard.call.checkpoints.recordCrossing(other)).rejects.toMatchObject({
      code: "kernel.idReused",
    });
    expect(await peopleAt(post)).toBe(1);
  });

  test("a car with three in it and two more counted; the boat beside it", async () => {
    const post = await newPost("北路口");
    const people = [
      aVillager({ name: "司机" }),
      aVillager({ name: "妻" }),
      aVillager({ name: "客", hasMask: false, outcome: "refuse" }),
    ];
    const car = { vehicle: { kind: "vehicle" as const, plate: "川r·12345" }, people, others: 2 };
    const { lines } = await cross(guard, post, now, {}, car);
    expect(lines.map(({ line, ruled }) => [line, ruled])).toEqual([
      [1, "admit"],
      [2, "admit"],
      [3, "refuse"],
    ]);
    const boat = { vehicle: { kind: "boat" as const, plate: "渡3" }, people: [], others: 9 };
    await cross(guard, post, now, {}, boat);
    const { hours } = await director.call.checkpoints.counts({ checkpointId: post });
    expect(hours).toEqual([
      { hour: 12, people: 14, vehicles: 1, boats: 1, refused: 1, referred: 0 },
    ]);
    const rows = await crossingsAt(post);
    expect(rows.find(({ subject }) => subject === "vehicle")).toMatchObject({
      plate: "川R12345",
      peopleInside: 5,
      outcome: "refuse",
    });
    const { rows: found } = await director.call.checkpoints.crossings({ search: "川R12345" });
    expect(found).toHaveLength(1);
  });

  test.each([
    ["nobody", { people: [] }, "checkpoints.nobodyCrossed"],
    ["two on foot as one", { people: [aVillager(), aVillager()] }, "checkpoints.nobodyCrossed"],
    ["two days ahead", { crossedAt: addMinutes(now, 2 * 1440) }, "checkpoints.crossedInFuture"],
    ["of last month", { crossedAt: addMinutes(now, -20 * 1440) }, "checkpoints.crossedTooLongAgo"],
    [
      "with a slip in the number",
      { people: [aVillager({ identityNumber: "770101197003040020" })] },
      "checkpoints.identityNumberWrong",
    ],
  ])("%s is refused", async (_, given, code) => {
    await expect(cross(guard, bridge, now, {}, given)).rejects.toMatchObject({ code });
  });
});

describe("the rules of the day decide", () => {
  test("what was done otherwise is seen, with a name or without", async () => {
    const post = await newPost("南路口");
    const masked = { hasMask: false, outcome: "admit" as const };
    await cross(guard, post, now, masked);
    const override = { reason: "送急诊", allowedBy: "何镇长" };
    await cross(guard, post, now, { ...masked, override });
    const of = async (filter: object) =>
      (await director.call.checkpoints.crossings({ checkpointId: post, ...filter })).rows;
    expect(await of({ isAgainstRules: true })).toMatchObject([{ ruled: "refuse" }]);
    expect(await of({ isOverridden: true })).toMatchObject([{ override }]);
  });

  test("whoever is under an order is handed over, known by the number alone", async () => {
    await answerFor(town, areas.villageA);
    const identityNumber = number();
    await observe(
      medicLi,
      areas.villageA,
      { arrivedOn: "2020-02-04" },
      { identityNumber, sex: "female", birthday: "1970-03-04" },
    );
    const { lines } = await cross(guard, bridge, now, { identityNumber, outcome: "refer" });
    expect(lines[0]).toMatchObject({ ruled: "refer", reasons: [{ code: "under-order" }] });
    const known = await guard.call.checkpoints.traveller({ checkpointId: bridge, identityNumber });
    expect(known).toMatchObject({ isResident: true, isUnderOrder: true, crossingsInWeek: 1 });
  });

  test("somebody from a key region is to be entered as an arrival", async () => {
    const person = { originCode: "420100", isResident: false, outcome: "refer" as const };
    const { lines } = await cross(guard, bridge, now, person);
    expect(lines[0]?.reasons.map(({ code }) => code)).toEqual([
      "from-risk-region",
      "outsider-to-register",
    ]);
  });

  test("a change of the demands is held against the last day's crossings", async () => {
    const office = await town.office();
    const kit = await guard.call.checkpoints.kit({ checkpointId: bridge });
    expect(kit).toMatchObject({ townId: town.townId, feverCelsius: 37.3 });
    expect(kit.passKeys).toHaveLength(1);
    const { demands, feverCelsius } = kit;
    const same = await office.call.checkpoints.previewDemands({ demands, feverCelsius });
    expect(same).toMatchObject({ newlyRefused: 0, newlyAdmitted: 0 });
    const stricter = { ...demands, testWithinHours: 24 };
    const then = await office.call.checkpoints.previewDemands({ demands: stricter, feverCelsius });
    expect(then).toMatchObject({ admittedThen: 0, newlyRefused: same.admittedNow });
    await expect(
      guard.call.checkpoints.previewDemands({ demands, feverCelsius }),
    ).rejects.toMatchObject({ code: "kernel.forbidden" });
  });
});

describe("a fever waits until somebody says what was done", () => {
  test("the medic sees it and answers once", async () => {
    const post = await newPost("卫生院路口");
    const { crossingId } = await cross(guard, post, now, { celsius: 38.4, outcome: "refer" });
    const waiting = async () =>
      (await medicLi.call.checkpoints.crossings({ checkpointId: post, isWaiting: true })).rows;
    expect(await waiting()).toMatchObject([{ crossingId, celsius: 38.4 }]);
    const answer = { crossingId, line: 0, action: "已接到卫生院发热门诊" };
    const inspector = await town.inspector();
    await expect(
      inspector.call.checkpoints.followUp({ ...write(), ...answer }),
    ).rejects.toMatchObject({ code: "kernel.forbidden" });
    await medicLi.call.checkpoints.followUp({ ...write(), ...answer });
    expect(await waiting()).toEqual([]);
    await expect(
      medicLi.call.checkpoints.followUp({ ...write(), ...answer }),
    ).rejects.toMatchObject({ code: "checkpoints.alreadyFollowedUp" });
    const well = await cross(guard, post, now);
    await expect(
      medicLi.call.checkpoints.followUp({
        ...write(),
        ...answer,
        crossingId: well.crossingId,
      }),
    ).rejects.toMatchObject({ code: "checkpoints.nothingToFollow" });
  });
});

describe("a slip is put right by another record", () => {
  test("the first stays to be seen and counts no more", async () => {
    const post = await newPost("更正路口");
    const { crossingId } = await cross(guard, post, now, { celsius: 36.9 });
    const correction = {
      ...write(),
      crossingId,
      reason: "体温看错",
      direction: "in" as const,
      crossedAt: now,
      people: [aVillager({ celsius: 36.6 })],
    };
    await expect(
      guardAtBridge.call.checkpoints.correctCrossing({ ...correction, id: uuidv7() }),
    ).rejects.toMatchObject({ code: "checkpoints.crossingNotFound" });
    await guard.call.checkpoints.correctCrossing(correction);
    expect(await peopleAt(post)).toBe(1);
    const rows = await crossingsAt(post);
    expect(rows.map(({ celsius, replaced }) => [celsius, replaced?.why])).toEqual(
      expect.arrayContaining([
        [36.9, "corrected"],
        [36.6, undefined],
      ]),
    );
    await expect(
      guard.call.checkpoints.correctCrossing({ ...correction, id: uuidv7() }),
    ).rejects.toMatchObject({ code: "checkpoints.alreadyCorrected" });
    const again = { ...write(), crossingId: correction.id, reason: "没有过卡" };
    await guard.call.checkpoints.voidCrossing(again);
    expect(await peopleAt(post)).toBe(0);
  });

  test("in part, with the reason: what is not said stays, and it can be put back", async () => {
    const post = await newPost("改错路口");
    const identityNumber = number();
    const { crossingId } = await cross(guard, post, now, { celsius: 38.4, identityNumber });
    const change = { crossingId, reason: "体温看错", people: [{ line: 0, celsius: 36.4 }] };
    await expect(
      guardAtBridge.call.checkpoints.amendCrossing({ ...write(), ...change }),
    ).rejects.toMatchObject({ code: "checkpoints.crossingNotFound" });
    const before = await director.call.checkpoints.crossing({ crossingId });
    const amended = await guard.call.checkpoints.amendCrossing({ ...write(), ...change });
    const after = await director.call.checkpoints.crossing({ crossingId: amended.crossingId });
    const masked = before.lines[0]?.identityMasked;
    expect(masked).toBeDefined();
    expect(after.lines).toMatchObject([{ celsius: 36.4, identityMasked: masked }]);
    expect(after.lines[0]?.reasons.map(({ code }) => code)).not.toContain("fever");
    expect(after.corrections).toMatchObject([
      { reason: "体温看错", before: [{ celsius: 38.4 }], after: [{ celsius: 36.4 }] },
    ]);
    expect(await peopleAt(post)).toBe(1);
    await expect(
      guard.call.checkpoints.amendCrossing({ ...write(), ...change }),
    ).rejects.toMatchObject({ code: "checkpoints.alreadyCorrected" });
    const back = { crossingId: amended.crossingId, likeId: crossingId, reason: "撤销更正" };
    const restored = await guard.call.checkpoints.amendCrossing({ ...write(), ...back });
    const again = await director.call.checkpoints.crossing({ crossingId: restored.crossingId });
    expect(again.lines).toMatchObject([{ celsius: 38.4, identityMasked: masked }]);
    expect(again.corrections.map(({ reason }) => reason)).toEqual(["体温看错", "撤销更正"]);
    expect(await peopleAt(post)).toBe(1);
  });

  test("but not by another crossing's record, nor a line that is not there", async () => {
    const post = await newPost("错行路口");
    const one = await cross(guard, post, now, {});
    const other = await cross(guard, post, now, {});
    const change = { crossingId: one.crossingId, reason: "记错人" };
    for (const wrong of [{ likeId: other.crossingId }, { people: [{ line: 7, celsius: 36 }] }]) {
      await expect(
        guard.call.checkpoints.amendCrossing({ ...write(), ...change, ...wrong }),
      ).rejects.toMatchObject({ code: "checkpoints.crossingNotFound" });
    }
  });

  test("the database changes no crossing", async () => {
    const change = app.kernel.db.updateTable("checkpoint_crossing").set({ outcome: "admit" });
    await expect(change.execute()).rejects.toThrow("never changed");
  });
});

describe("two devices at one checkpoint", () => {
  const person = { identityNumber: number() };
  const pairs = async () =>
    (await director.call.checkpoints.doubles({ checkpointId: bridge })).pairs;

  test("wrote one person down within minutes: shown, and counted once when somebody says so", async () => {
    const before = await peopleAt(bridge);
    const first = await cross(guardAtBridge, bridge, addMinutes(now, -6), person);
    const later = await cross(secondAtBridge, bridge, addMinutes(now, -2), person);
    expect(await peopleAt(bridge)).toBe(before + 2);
    const found = await pairs();
    expect(
      found.map(({ earlier, later: other }) => [earlier.crossingId, other.crossingId]),
    ).toEqual([[first.crossingId, later.crossingId]]);
    const verdict = { earlierId: first.crossingId, laterId: later.crossingId, isSame: true };
    await expect(
      medicLi.call.checkpoints.judgeDouble({ ...write(), ...verdict }),
    ).rejects.toMatchObject({ code: "kernel.forbidden" });
    await guardAtBridge.call.checkpoints.judgeDouble({ ...write(), ...verdict });
    expect(await peopleAt(bridge)).toBe(before + 1);
    expect(await pairs()).toEqual([]);
    await expect(
      guardAtBridge.call.checkpoints.judgeDouble({ ...write(), ...verdict }),
    ).rejects.toMatchObject({ code: "checkpoints.alreadyJudged" });
  });

  test("or the person did come twice: both count, and nobody is asked again", async () => {
    const other = { identityNumber: number() };
    const before = await peopleAt(bridge);
    const first = await cross(guardAtBridge, bridge, addMinutes(now, -9), other);
    const later = await cross(secondAtBridge, bridge, addMinutes(now, -1), other);
    await cross(guardAtBridge, bridge, now, { identityNumber: number() });
    const verdict = { earlierId: first.crossingId, laterId: later.crossingId, isSame: false };
    expect(await pairs()).toHaveLength(1);
    await guardAtBridge.call.checkpoints.judgeDouble({ ...write(), ...verdict });
    expect(await pairs()).toEqual([]);
    expect(await peopleAt(bridge)).toBe(before + 3);
  });
});

test("figures count people, vehicles and boats as known at the cut-off", async () => {
  const { figures } = await director.call.command.figures({});
  const counted = (id: string) => figures.find(({ figureId }) => figureId === id)?.value;
  const rows = (await director.call.checkpoints.crossings({ limit: 200 })).rows.filter(
    ({ replaced }) => !replaced,
  );
  const people = rows.filter(({ subject }) => subject === "person").length;
  expect(counted("checkpoints.crossings.people")).toBe(people + 2 + 9);
  expect(counted("checkpoints.crossings.vehicles")).toBe(1);
  expect(counted("checkpoints.crossings.boats")).toBe(1);
  expect(counted("checkpoints.crossings.refused")).toBe(1);
});

test("a search by name minds neither spaces nor capitals, goes page by page, and with filters", async () => {
  const { crossings } = director.call.checkpoints;
  const named = ["阿卜杜 甲", "阿 卜杜乙", "Abdu 丙", "阿杜卜丁"];
  for (const [turn, name] of named.entries()) {
    const outcome = turn === 1 ? ("refuse" as const) : ("admit" as const);
    await cross(guardAtBridge, bridge, addMinutes(now, -turn), { name, outcome });
  }
  const names = async (filter: Parameters<typeof crossings>[0]) =>
    (await crossings(filter)).rows.map(({ name }) => name);
  expect(await names({ search: "阿卜杜" })).toEqual([named[0], named[1]]);
  expect(await names({ search: " 卜 杜 " })).toEqual([named[0], named[1]]);
  expect(await names({ search: "ABDU丙" })).toEqual([named[2]]);
  expect(await names({ search: "阿卜杜", outcome: "refuse" })).toEqual([named[1]]);
  const day = townDay(now, "Asia/Shanghai");
  expect(await names({ search: "阿卜杜", day, checkpointId: bridge })).toHaveLength(2);
  expect(await names({ search: "阿卜杜", day: addDays(day, -1) })).toEqual([]);
  expect(await names({ search: "阿卜杜丁" })).toEqual([]);
  const first = await crossings({ search: "阿", limit: 2 });
  const second = await crossings({ search: "阿", limit: 2, after: first.next });
  expect([...first.rows, ...second.rows].map(({ name }) => name)).toEqual([
    named[0],
    named[1],
    named[3],
  ]);
  expect(second.next).toBeUndefined();
});
