import { instantAt } from "@lianfang/core/kernel/time.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { setUpCheckpoint } from "@lianfang/testkit/at-checkpoints.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { expect, test } from "vitest";

const at = (day: string, time: string) => instantAt(day, time, "Asia/Shanghai");
const application = await testApplication({ at: at("2020-02-05", "12:00") });
const town = await foundTestTown(application, { activatedOn: "2020-01-26" });
const { areas, director } = town;
const { checkpoints } = director.call;
const unitLeadOfA = await town.unitLeadOfA();

test("a checkpoint is set up by whoever leads the area, under a name of its own", async () => {
  const guard = await town.guardAtPier();
  await expect(setUpCheckpoint(guard, areas.villageA, "私设")).rejects.toMatchObject({
    code: "kernel.forbidden",
  });
  await expect(setUpCheckpoint(unitLeadOfA, areas.villageB, "越界")).rejects.toMatchObject({
    code: "checkpoints.areaNotFound",
  });
  const checkpointId = await setUpCheckpoint(unitLeadOfA, areas.villageA, "老桥", {
    location: { lon: 106.1, lat: 30.8 },
    equipment: [{ item: "测温枪", quantity: 2 }],
    hours: { from: "06:00", to: "22:00" },
  });
  await expect(setUpCheckpoint(director, areas.villageB, "老桥")).rejects.toMatchObject({
    code: "checkpoints.nameTaken",
  });
  expect(await checkpoints.checkpoint({ checkpointId })).toMatchObject({
    state: "open",
    isAllDay: false,
    equipment: [{ item: "测温枪", quantity: 2 }],
    periods: [{ openedOn: "2020-02-05" }],
  });
});

test("closed, merged and opened again: what stood on a day stays what it was", async () => {
  const kept = await setUpCheckpoint(director, areas.villageA, "大路口", {
    openedOn: "2020-01-28",
    location: { lon: 106.11, lat: 30.81 },
  });
  const closed = await setUpCheckpoint(director, areas.villageA, "小路口", {
    openedOn: "2020-01-28",
    location: { lon: 106.12, lat: 30.82 },
  });
  const end = { checkpointId: closed, closedOn: "2020-02-03", reason: "合并到大路口" };
  await expect(
    checkpoints.close({ ...write(), ...end, closedOn: "2020-01-01" }),
  ).rejects.toMatchObject({ code: "checkpoints.closesBeforeItOpened" });
  await expect(checkpoints.close({ ...write(), ...end, mergedInto: closed })).rejects.toMatchObject(
    { code: "checkpoints.mergedIntoItself" },
  );
  await checkpoints.close({ ...write(), ...end, mergedInto: kept });
  await expect(checkpoints.close({ ...write(), ...end })).rejects.toMatchObject({
    code: "checkpoints.closed",
  });
  const standing = async (day: string) =>
    (await checkpoints.map({ day })).checkpoints
      .map(({ checkpointId }) => checkpointId)
      .filter((id) => id === kept || id === closed);
  expect(await standing("2020-01-27")).toEqual([]);
  expect(await standing("2020-02-02")).toHaveLength(2);
  expect(await standing("2020-02-03")).toEqual([kept]);
  await expect(
    checkpoints.reopen({ ...write(), checkpointId: kept, openedOn: "2020-02-06" }),
  ).rejects.toMatchObject({ code: "checkpoints.alreadyOpen" });
  await checkpoints.reopen({ ...write(), checkpointId: closed, openedOn: "2020-02-06" });
  expect(await standing("2020-02-05")).toEqual([kept]);
  expect(await standing("2020-02-06")).toHaveLength(2);
  const shown = await checkpoints.checkpoint({ checkpointId: closed });
  expect(shown.state).toBe("planned");
  expect(shown.periods).toMatchObject([
    { openedOn: "2020-02-06" },
    { openedOn: "2020-01-28", closedOn: "2020-02-03", mergedInto: { checkpointId: kept } },
  ]);
});

test("an edit names the revision it was made from", async () => {
  const checkpointId = await setUpCheckpoint(director, areas.villageA, "改名前");
  const fields = {
    checkpointId,
    name: "改名后",
    areaId: areas.villageA,
    kind: "building" as const,
  };
  expect(await checkpoints.edit({ ...write(), ...fields, revision: 1 })).toEqual({ revision: 2 });
  await expect(checkpoints.edit({ ...write(), ...fields, revision: 1 })).rejects.toMatchObject({
    code: "kernel.changedMeanwhile",
  });
});

test("people are on duty at one place at a time", async () => {
  const one = await setUpCheckpoint(director, areas.villageA, "甲卡");
  const other = await setUpCheckpoint(director, areas.villageB, "乙卡");
  const zhao = await town.addStaff("赵守卡", areas.villageA);
  const qian = await town.addStaff("钱守卡", areas.villageA);
  const shift = {
    checkpointId: one,
    startsAt: at("2020-02-05", "08:00"),
    endsAt: at("2020-02-05", "16:00"),
    staffIds: [zhao, qian],
    leaderId: zhao,
  };
  await expect(
    unitLeadOfA.call.checkpoints.setShift({ ...write(), ...shift, checkpointId: other }),
  ).rejects.toMatchObject({ code: "checkpoints.checkpointNotFound" });
  await checkpoints.setShift({ ...write(), ...shift });
  await expect(
    checkpoints.setShift({ ...write(), ...shift, checkpointId: other }),
  ).rejects.toMatchObject({
    code: "checkpoints.staffTwice",
    data: { details: { names: ["赵守卡", "钱守卡"] } },
  });
  await expect(
    checkpoints.setShift({ ...write(), ...shift, startsAt: shift.endsAt, endsAt: shift.startsAt }),
  ).rejects.toMatchObject({ code: "checkpoints.shiftBackwards" });
  expect(await checkpoints.checkpoint({ checkpointId: one })).toMatchObject({
    guardsNow: 2,
    shifts: [
      { people: expect.arrayContaining([{ staffId: zhao, name: "赵守卡", isLeader: true }]) },
    ],
  });
  const tomorrow = { startsAt: at("2020-02-06", "08:00"), endsAt: at("2020-02-06", "16:00") };
  const { shiftId } = await checkpoints.setShift({ ...write(), ...shift, ...tomorrow });
  await checkpoints.removeShift({ ...write(), checkpointId: one, shiftId });
  const { shifts } = await checkpoints.checkpoint({ checkpointId: one });
  expect(shifts).toHaveLength(1);
  await expect(
    checkpoints.removeShift({ ...write(), checkpointId: one, shiftId: shifts[0]?.shiftId ?? "" }),
  ).rejects.toMatchObject({ code: "checkpoints.shiftNotFound" });
});
