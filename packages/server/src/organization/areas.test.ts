import { addMinutes } from "@lianfang/core/kernel/time.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, test } from "vitest";

const application = await testApplication();
const town = await foundTestTown(application);
const { areas, director } = town;
const { organization } = director.call;
const refused = (code: string) => expect.objectContaining({ code });

const namesOf = async () => (await organization.areas({})).areas.map(({ name }) => name);

describe("areas", () => {
  test("are changed by the town's office, not by a grid worker", async () => {
    const worker = await town.gridWorkerOfA();
    const grid = { parentId: areas.villageA, kind: "grid", name: "第9网格" } as const;
    await expect(worker.call.organization.addArea({ ...write(), ...grid })).rejects.toEqual(
      refused("kernel.forbidden"),
    );
    const office = await town.office();
    const { areaId } = await office.call.organization.addArea({ ...write(), ...grid });
    await expect(office.call.organization.removeArea({ ...write(), areaId })).rejects.toEqual(
      refused("kernel.forbidden"),
    );
    await organization.removeArea({ ...write(), areaId });
    expect(await namesOf()).not.toContain("第9网格");
  });

  test("are refused where they don't belong, and under a name their neighbour has", async () => {
    const add = (parentId: string, kind: "village" | "grid", name: string) =>
      organization.addArea({ ...write(), parentId, kind, name });
    await expect(add(areas.gridA1, "grid", "一")).rejects.toEqual(
      refused("organization.areaKindMisplaced"),
    );
    await expect(add(uuidv7(), "grid", "一")).rejects.toEqual(refused("organization.areaNotFound"));
    await expect(add(areas.town, "village", "石桥村")).rejects.toMatchObject({
      code: "organization.areaNameTaken",
      message: "已经有“石桥村”。",
    });
    const rename = { ...write(), areaId: areas.villageA, name: "石桥村" };
    await expect(organization.editArea(rename)).rejects.toEqual(
      refused("organization.areaNameTaken"),
    );
  });

  test("when renamed take the names of their grids and units along", async () => {
    await organization.editArea({
      ...write(),
      areaId: areas.villageB,
      name: "大桥村",
      nameEn: "Daqiao Village",
    });
    const { units } = await organization.units({});
    const covering = units.filter(({ areaIds }) => areaIds.includes(areas.villageB));
    expect(covering.map(({ name }) => name)).toContain("大桥村作战单元");
    expect(covering.map(({ nameEn }) => nameEn)).toContain("Daqiao Village combat unit");
    const all = (await organization.areas({})).areas;
    expect(all.find(({ areaId }) => areaId === areas.gridB1)?.name).toBe("大桥村第1网格");
    expect(all.find(({ areaId }) => areaId === areas.villageB)?.isNumbered).toBe(false);
  });

  test("change their kind and their place, and are put in order", async () => {
    const worker = await town.gridWorkerOfA();
    const edit = (areaId: string, change: object) =>
      organization.editArea({ ...write(), areaId, ...change });
    await expect(
      worker.call.organization.editArea({ ...write(), areaId: areas.gridA1, beforeId: null }),
    ).rejects.toEqual(refused("kernel.forbidden"));
    await expect(edit(areas.villageA, { kind: "grid" })).rejects.toEqual(
      refused("organization.areaKindMisplaced"),
    );
    const below = async (parentId: string) =>
      (await organization.areas({})).areas
        .filter((area) => area.parentId === parentId)
        .map(({ areaId }) => areaId);
    await edit(areas.gridA2, { beforeId: areas.gridA1 });
    expect(await below(areas.villageA)).toEqual([areas.gridA2, areas.gridA1]);
    await edit(areas.gridA2, { beforeId: null });
    expect(await below(areas.villageA)).toEqual([areas.gridA1, areas.gridA2]);
    await edit(areas.gridA1, { parentId: areas.villageB, beforeId: areas.gridB1 });
    expect(await below(areas.villageB)).toEqual([areas.gridA1, areas.gridB1]);
    const seenByB = await (await town.unitLeadOfB()).call.organization.responsibility({
      targetKind: "area",
    });
    expect(seenByB.targets.map(({ targetId }) => targetId)).toContain(areas.gridA1);
    await edit(areas.gridA1, { parentId: areas.villageA, beforeId: areas.gridA2 });
    await edit(areas.communityC, { kind: "village" });
    const changed = (await organization.areas({})).areas;
    expect(changed.find(({ areaId }) => areaId === areas.communityC)?.kind).toBe("village");
    expect(await below(areas.villageA)).toEqual([areas.gridA1, areas.gridA2]);
  });

  test("are not removed while anything belongs to them, and it is said what", async () => {
    const remove = (areaId: string) => organization.removeArea({ ...write(), areaId });
    await expect(remove(areas.villageA)).rejects.toMatchObject({
      code: "organization.areaInUse",
      message: "这里还有：2 个下级区域、3 支队伍的负责范围、1 个账号的权限范围，不能删除。",
      data: {
        details: {
          records: [
            { kind: "area", count: 2 },
            { kind: "unit", count: 3 },
            { kind: "account", count: 1 },
          ],
        },
      },
    });
    const grid = async (name: string) => {
      const area = { parentId: areas.villageA, kind: "grid" as const, name };
      return (await organization.addArea({ ...write(), ...area })).areaId;
    };
    const holding = (kind: string) => ({
      code: "organization.areaInUse",
      data: { details: { records: [{ kind, count: 1 }] } },
    });
    const withStaff = await grid("有人");
    await town.addStaff("孙干部", withStaff);
    await expect(remove(withStaff)).rejects.toMatchObject(holding("staff"));
    const withAccount = await grid("有账号");
    await town.as("grid-worker", { areaId: withAccount });
    await expect(remove(withAccount)).rejects.toMatchObject(holding("account"));
    const withHousehold = await grid("有住户");
    const household = { areaId: withHousehold, number: "1-1" };
    const { householdId } = await director.call.registry.createHousehold({
      ...write(),
      ...household,
    });
    await expect(remove(withHousehold)).rejects.toMatchObject(holding("household"));
    await director.call.registry.removeHousehold({ ...write(), householdId });
    await remove(withHousehold);
    expect(await namesOf()).not.toContain("有住户");
  });

  test("may be removed with names on them, which come off, and were counted as long as they were", async () => {
    const added = await organization.addArea({
      ...write(),
      parentId: areas.town,
      kind: "village",
      name: "将去村",
    });
    const staffId = await town.addStaff("钱干部");
    const target = { targetKind: "area" as const, targetIds: [added.areaId] };
    await organization.assign({ ...write(), ...target, level: 1, staffId });
    const before = application.clock.now();
    application.clock.set(addMinutes(before, 5));
    await organization.removeArea({ ...write(), areaId: added.areaId });
    const villagesAt = async (at: string) => {
      const { figures } = await director.call.command.figures({ at });
      return figures.find(({ figureId }) => figureId === "org.villages")?.value ?? 0;
    };
    expect(await villagesAt(before)).toBe((await villagesAt(application.clock.now())) + 1);
  });
});

describe("the town", () => {
  test("is not renamed as an area, nor by the office", async () => {
    const office = await town.office();
    await expect(office.call.organization.editTown({ ...write(), name: "别名镇" })).rejects.toEqual(
      refused("kernel.forbidden"),
    );
    await expect(
      organization.editArea({ ...write(), areaId: areas.town, name: "别名镇" }),
    ).rejects.toEqual(refused("kernel.forbidden"));
    await expect(organization.removeArea({ ...write(), areaId: areas.town })).rejects.toEqual(
      refused("kernel.forbidden"),
    );
  });

  test("takes what is put right and keeps the rest", async () => {
    const before = (await director.call.accounts.me({})).town;
    const clock = {
      collectBy: "15:00",
      meetAt: "17:30",
      publishTasksAt: "18:30",
      bulletinBy: "16:30",
    };
    await organization.editTown({
      ...write(),
      name: "青石新镇",
      responseNameEn: "Response",
      clock,
    });
    expect((await director.call.accounts.me({})).town).toEqual({
      ...before,
      name: "青石新镇",
      responseNameEn: "Response",
      clock,
    });
    expect((await namesOf())[0]).toBe("青石新镇");
  });
});

describe("a unit", () => {
  test("is refused areas that don't exist", async () => {
    const edit = { ...write(), unitId: town.units.villageA, areaIds: [uuidv7()] };
    await expect(organization.editUnit(edit)).rejects.toEqual(refused("organization.areaNotFound"));
    await expect(
      organization.editUnit({ ...write(), unitId: uuidv7(), name: "无" }),
    ).rejects.toEqual(refused("organization.unitNotFound"));
  });

  test("moves with its areas what its lead reaches", async () => {
    const lead = await town.unitLeadOfB();
    const villages = async () => {
      const { targets } = await lead.call.organization.responsibility({ targetKind: "area" });
      return targets.map(({ targetId }) => targetId);
    };
    expect(await villages()).toEqual([areas.villageB, areas.gridB1]);
    const { units } = await organization.units({});
    const unitB = units.find(({ unitId }) => unitId === town.units.villageB);
    const teams = units.filter(({ parentId }) => parentId === town.units.villageB);
    for (const { unitId } of [unitB, ...teams].filter((unit) => unit !== undefined)) {
      await organization.editUnit({ ...write(), unitId, areaIds: [areas.communityC] });
    }
    expect(await villages()).toEqual([areas.communityC]);
  });
});
