/** Somebody answers for a checkpoint, as for a village or a household. */
import { instantAt } from "@lianfang/core/kernel/time.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { setUpCheckpoint } from "@lianfang/testkit/at-checkpoints.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { expect, test } from "vitest";

const application = await testApplication({
  at: instantAt("2020-02-05", "12:00", "Asia/Shanghai"),
});
const town = await foundTestTown(application, { activatedOn: "2020-01-26" });
const { areas, director } = town;
const { checkpoints, organization } = director.call;
const targetKind = "checkpoint" as const;

const namesOn = async (targetId: string) =>
  (await organization.chainOf({ targetKind, targetId })).levels
    .filter(({ answerer }) => answerer !== undefined)
    .map(({ level, answerer, from }) => [level, answerer?.name, from?.targetKind]);

async function nameless(): Promise<Record<string, boolean>> {
  const { rows } = await organization.nameless({ targetKind });
  return Object.fromEntries(rows.map(({ name, isCovered }) => [name, isCovered]));
}

test("its own name counts before its village's; without one it is named as lacking", async () => {
  const bridge = await setUpCheckpoint(director, areas.villageA, "老桥卡");
  await setUpCheckpoint(director, areas.villageB, "码头卡");
  const [wang, zhao] = [
    await town.addStaff("王村干部", areas.villageA),
    await town.addStaff("赵卡长", areas.villageA),
  ];
  const village = { targetKind: "area" as const, targetIds: [areas.villageA] };
  await organization.assign({ ...write(), ...village, level: 1, staffId: wang });
  expect(await namesOn(bridge)).toEqual([[1, "王村干部", "area"]]);
  expect(await nameless()).toEqual({ 老桥卡: true, 码头卡: false });
  await organization.assign({
    ...write(),
    ...{ targetKind, targetIds: [bridge], level: 1, staffId: zhao },
  });
  expect(await namesOn(bridge)).toEqual([[1, "赵卡长", "checkpoint"]]);
  expect(await nameless()).toEqual({ 码头卡: false });
});

test("all of an area are put under one name; those closed and still to open are told apart", async () => {
  const staffId = await town.addStaff("钱片长", areas.villageB);
  const closed = await setUpCheckpoint(director, areas.villageB, "旧路卡", {
    openedOn: "2020-01-28",
  });
  await setUpCheckpoint(director, areas.villageB, "新路卡", { openedOn: "2020-02-20" });
  const end = { checkpointId: closed, closedOn: "2020-02-03", reason: "撤卡" };
  await checkpoints.close({ ...write(), ...end });
  const group = { targetKind, group: "all" as const, areaId: areas.villageB };
  const done = await organization.assignGroup({ ...write(), ...group, level: 1, staffId });
  expect(done).toMatchObject({ assigned: 2 });
  expect(await nameless()).toEqual({});
  await expect(organization.chainOf({ targetKind, targetId: closed })).rejects.toMatchObject({
    code: "organization.targetNotFound",
  });
});
