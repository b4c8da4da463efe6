import { addMinutes } from "@lianfang/core/kernel/time.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, test } from "vitest";

const application = await testApplication();
const town = await foundTestTown(application);
const { areas, director } = town;
const { organization, command } = director.call;
const refused = (code: string) => expect.objectContaining({ code });
const patrol = (name: string) => ({ ...write(), kind: "patrol" as const, name });

const unitOf = async (id: string) =>
  (await organization.units({})).units.find(({ unitId }) => unitId === id);

describe("a unit", () => {
  test("is formed by the town's office, of what there is", async () => {
    const lead = await town.unitLeadOfA();
    await expect(lead.call.organization.addUnit(patrol("巡逻队"))).rejects.toEqual(
      refused("kernel.forbidden"),
    );
    const add = (fields: object) => organization.addUnit({ ...patrol("巡逻队"), ...fields });
    await expect(add({ parentId: uuidv7() })).rejects.toEqual(refused("organization.unitNotFound"));
    await expect(add({ areaIds: [uuidv7()] })).rejects.toEqual(
      refused("organization.areaNotFound"),
    );
    const office = await town.office();
    const { unitId } = await office.call.organization.addUnit({
      ...patrol("巡逻队"),
      parentId: town.units.villageA,
      areaIds: [areas.gridA1, areas.gridA1],
      membersNeeded: 6,
    });
    expect(await unitOf(unitId)).toEqual({
      unitId,
      parentId: town.units.villageA,
      kind: "patrol",
      name: "巡逻队",
      nameEn: "巡逻队",
      areaIds: [areas.gridA1],
      membersNeeded: 6,
      members: 0,
    });
  });

  test("takes what is put right and keeps the rest; it is part of no team of its own", async () => {
    const { unitId } = await organization.addUnit({ ...patrol("二队"), nameEn: "Second" });
    const { unitId: teamId } = await organization.addUnit({
      ...patrol("二队一组"),
      parentId: unitId,
    });
    const edit = (fields: object) => organization.editUnit({ ...write(), unitId, ...fields });
    await expect(edit({ parentId: teamId })).rejects.toEqual(refused("organization.unitMisplaced"));
    await expect(edit({ unitId: uuidv7(), name: "无" })).rejects.toEqual(
      refused("organization.unitNotFound"),
    );
    await edit({ membersNeeded: 4, parentId: town.units.villageB });
    await edit({ name: "巡逻二队" });
    expect(await unitOf(unitId)).toMatchObject({
      name: "巡逻二队",
      nameEn: "巡逻二队",
      membersNeeded: 4,
      parentId: town.units.villageB,
    });
    await edit({ membersNeeded: null, parentId: null, nameEn: "Second patrol" });
    const unit = await unitOf(unitId);
    expect([unit?.membersNeeded, unit?.parentId, unit?.nameEn]).toEqual([
      undefined,
      undefined,
      "Second patrol",
    ]);
  });

  test("is dissolved when nobody needs it, and was counted as long as it was there", async () => {
    const combat = { ...write(), kind: "combat-unit" as const, name: "临时单元" };
    const { unitId } = await organization.addUnit({ ...combat, areaIds: [areas.communityC] });
    const { unitId: teamId } = await organization.addUnit({
      ...patrol("临时组"),
      parentId: unitId,
    });
    const staffId = await town.addStaff("队员甲");
    await organization.moveStaff({ ...write(), staffIds: [staffId], unitId });
    await town.as("unit-lead", { unitId });
    const remove = (id: string) => organization.removeUnit({ ...write(), unitId: id });
    await expect(remove(unitId)).rejects.toMatchObject({
      code: "organization.unitInUse",
      message: "这支队伍还有：1 支下属队伍、1 名工作人员、1 个账号的权限范围，不能撤销。",
    });
    await remove(teamId);
    expect(await unitOf(teamId)).toBeUndefined();
    const other = await organization.addUnit({ ...combat, ...write() });
    const late = await town.addStaff("队员乙");
    await organization.moveStaff({ ...write(), staffIds: [late], unitId: other.unitId });
    await organization.editStaff({ ...write(), staffId: late, isActive: false });
    const counted = async (at: string) => {
      const { figures } = await command.figures({ at });
      return figures.find(({ figureId }) => figureId === "org.units")?.value ?? 0;
    };
    const before = application.clock.now();
    application.clock.set(addMinutes(before, 5));
    await remove(other.unitId);
    const removed = application.clock.now();
    application.clock.set(addMinutes(removed, 5));
    await organization.editUnit({ ...write(), unitId, kind: "patrol" });
    const all = await counted(before);
    expect(await counted(removed)).toBe(all - 1);
    expect(await counted(application.clock.now())).toBe(all - 2);
  });
});

describe("members", () => {
  test("are moved by the office, all of them or none", async () => {
    const lead = await town.unitLeadOfA();
    const staffIds = [await town.addStaff("队员丙"), await town.addStaff("队员丁")];
    const unitId = town.units.villageA;
    await expect(
      lead.call.organization.moveStaff({ ...write(), staffIds, unitId }),
    ).rejects.toEqual(refused("kernel.forbidden"));
    await expect(
      organization.moveStaff({ ...write(), staffIds, unitId: uuidv7() }),
    ).rejects.toEqual(refused("organization.unitNotFound"));
    await expect(
      organization.moveStaff({ ...write(), staffIds: [...staffIds, uuidv7()], unitId }),
    ).rejects.toEqual(refused("organization.staffNotFound"));
    expect((await unitOf(unitId))?.members).toBe(0);
    expect(await organization.moveStaff({ ...write(), staffIds, unitId })).toEqual({ moved: 2 });
    expect((await unitOf(unitId))?.members).toBe(2);
    await organization.moveStaff({ ...write(), staffIds, unitId: null });
    expect((await unitOf(unitId))?.members).toBe(0);
  });
});
