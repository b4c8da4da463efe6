import { testApplication } from "@lianfang/testkit/application.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { describe, expect, test } from "vitest";

const application = await testApplication();
const { visitor } = application;
const town = await foundTestTown(application);
const { areas } = town;
const office = await town.office();
const gridWorkerOfA = await town.gridWorkerOfA();
const gridWorkerOfB = await town.gridWorkerOfB();

let numbers = 0;
async function household(areaId: string, fields: { number?: string; address?: string } = {}) {
  numbers += 1;
  const number = fields.number ?? `H${numbers}`;
  return office.call.registry.createHousehold({ ...write(), areaId, ...fields, number });
}

describe("entering a household", () => {
  test("is not for strangers, nor for those without the role", async () => {
    const input = { ...write(), areaId: areas.villageA, number: "1" };
    await expect(visitor().call.registry.createHousehold(input)).rejects.toMatchObject({
      code: "kernel.unauthenticated",
    });
    const medic = await town.medicLi();
    await expect(medic.call.registry.createHousehold(input)).rejects.toMatchObject({
      code: "kernel.forbidden",
    });
  });

  test("keeps what was given; the telephone number is masked on the way out", async () => {
    const id = write();
    const { householdId } = await gridWorkerOfA.call.registry.createHousehold({
      ...id,
      areaId: areas.villageA,
      number: " ０１ - 7 ",
      group: "3组",
      address: "柳林村3组7号",
      phone: "１７９ 0000 0017",
    });
    expect(householdId).toBe(id.id);
    expect(await office.call.registry.household({ householdId })).toMatchObject({
      number: "01-7",
      areaName: "柳林村",
      group: "3组",
      address: "柳林村3组7号",
      phoneMasked: "179****0017",
      members: 0,
      memberRows: [],
      revision: 1,
    });
  });

  test("is refused for an area out of reach as for none at all, and for the town itself", async () => {
    const into = (areaId: string) =>
      gridWorkerOfB.call.registry.createHousehold({ ...write(), areaId, number: "99" });
    for (const areaId of [areas.villageA, areas.town, "01900000-0000-7000-8000-000000000000"]) {
      await expect(into(areaId)).rejects.toMatchObject({ code: "registry.areaNotFound" });
    }
  });

  test("is refused for a number in use anywhere in the town", async () => {
    await household(areas.villageA, { number: "A-1" });
    const twice = gridWorkerOfB.call.registry.createHousehold({
      ...write(),
      areaId: areas.villageB,
      number: "A - 1",
    });
    await expect(twice).rejects.toMatchObject({
      code: "registry.householdNumberTaken",
      message: "户号 A-1 已有另一户在用。",
    });
  });

  test("is refused with a telephone number that is none", async () => {
    const input = { ...write(), areaId: areas.villageA, number: "98", phone: "12345" };
    await expect(office.call.registry.createHousehold(input)).rejects.toMatchObject({
      code: "registry.phoneWrong",
    });
  });

  test("sent twice is one household", async () => {
    const input = { ...write(), areaId: areas.villageA, number: "A-2" };
    await office.call.registry.createHousehold(input);
    await office.call.registry.createHousehold(input);
    const { rows } = await office.call.registry.households({ search: "A-2" });
    expect(rows).toHaveLength(1);
  });
});

describe("putting a household right", () => {
  test("is not possible from outside its area", async () => {
    const { householdId } = await household(areas.villageA);
    const edit = gridWorkerOfB.call.registry.editHousehold({
      ...write(),
      householdId,
      revision: 1,
      group: "1组",
    });
    await expect(edit).rejects.toMatchObject({ code: "registry.householdNotFound" });
  });

  test("changes the fields given, and empties those given empty", async () => {
    const { householdId } = await household(areas.villageA, { address: "旧址" });
    const { revision } = await office.call.registry.editHousehold({
      ...write(),
      householdId,
      revision: 1,
      group: "5组",
      address: "",
    });
    const after = await office.call.registry.household({ householdId });
    expect(after).toMatchObject({ group: "5组", revision });
    expect(after.address).toBeUndefined();
  });

  test("is refused on a revision that somebody has changed meanwhile", async () => {
    const { householdId } = await household(areas.villageA);
    const edit = (group: string) =>
      office.call.registry.editHousehold({ ...write(), householdId, revision: 1, group });
    await edit("1组");
    await expect(edit("2组")).rejects.toMatchObject({ code: "kernel.changedMeanwhile" });
  });

  test("moves its members with it", async () => {
    const { householdId } = await household(areas.villageA);
    const { residentId } = await office.call.registry.createResident({
      ...write(),
      householdId,
      name: "随户者",
      sex: "male",
    });
    await office.call.registry.editHousehold({
      ...write(),
      householdId,
      revision: 1,
      areaId: areas.villageB,
      number: "B-100",
    });
    expect(await gridWorkerOfB.call.registry.resident({ residentId })).toMatchObject({
      areaName: "石桥村",
      householdNumber: "B-100",
    });
    await expect(gridWorkerOfA.call.registry.resident({ residentId })).rejects.toMatchObject({
      code: "registry.residentNotFound",
    });
  });

  test("does not move it out of reach", async () => {
    const { householdId } = await household(areas.villageA);
    const edit = gridWorkerOfA.call.registry.editHousehold({
      ...write(),
      householdId,
      revision: 1,
      areaId: areas.villageB,
    });
    await expect(edit).rejects.toMatchObject({ code: "registry.areaNotFound" });
  });
});

describe("removing a household", () => {
  test("is for the office, and only when nobody is left in it", async () => {
    const { householdId } = await household(areas.villageA);
    await expect(
      gridWorkerOfA.call.registry.removeHousehold({ ...write(), householdId }),
    ).rejects.toMatchObject({ code: "kernel.forbidden" });
    const { residentId } = await office.call.registry.createResident({
      ...write(),
      householdId,
      name: "最后一人",
      sex: "female",
    });
    await expect(
      office.call.registry.removeHousehold({ ...write(), householdId }),
    ).rejects.toMatchObject({ code: "registry.householdNotEmpty" });
    await office.call.registry.removeResident({ ...write(), residentId, reason: "moved-away" });
    await office.call.registry.removeHousehold({ ...write(), householdId });
    await expect(office.call.registry.household({ householdId })).rejects.toMatchObject({
      code: "registry.householdNotFound",
    });
  });

  test("is taken back with its member, unless its number has been given away", async () => {
    const { householdId } = await household(areas.villageA, { number: "R-1" });
    const { residentId } = await office.call.registry.createResident({
      ...write(),
      householdId,
      name: "归来者",
      sex: "female",
    });
    await office.call.registry.removeResident({ ...write(), residentId, reason: "moved-away" });
    await office.call.registry.removeHousehold({ ...write(), householdId });
    const { householdId: newHolder } = await household(areas.villageA, { number: "R-1" });
    const restore = () => office.call.registry.restoreResident({ ...write(), residentId });
    await expect(restore()).rejects.toMatchObject({ code: "registry.householdNumberTaken" });
    await office.call.registry.removeHousehold({ ...write(), householdId: newHolder });
    await restore();
    expect(await office.call.registry.household({ householdId })).toMatchObject({ members: 1 });
  });

  test("keeps an area from being removed while it has any", async () => {
    const { areaId } = await town.director.call.organization.addArea({
      ...write(),
      parentId: areas.villageB,
      kind: "grid",
      name: "石桥村第9网格",
    });
    await household(areaId);
    await expect(
      town.director.call.organization.removeArea({ ...write(), areaId }),
    ).rejects.toMatchObject({ code: "organization.areaInUse" });
  });
});

describe("the list of households", () => {
  test("shows what lies in reach, and narrowed to an area what lies under it", async () => {
    const { householdId: inGrid } = await household(areas.gridA1);
    const { householdId: inB } = await household(areas.villageB);
    const idsFor = async (input: { areaId?: string }, who = office) => {
      const { rows } = await who.call.registry.households({ ...input, limit: 200 });
      return rows.map((row) => row.householdId);
    };
    expect(await idsFor({})).toEqual(expect.arrayContaining([inGrid, inB]));
    expect(await idsFor({ areaId: areas.villageA })).toContain(inGrid);
    expect(await idsFor({ areaId: areas.villageA })).not.toContain(inB);
    expect(await idsFor({}, gridWorkerOfB)).toContain(inB);
    expect(await idsFor({}, gridWorkerOfB)).not.toContain(inGrid);
    expect(await idsFor({ areaId: areas.villageA }, gridWorkerOfB)).toEqual([]);
  });

  test("is found by number, address, head, the area's name and the end of the number", async () => {
    const { householdId } = await office.call.registry.createHousehold({
      ...write(),
      areaId: areas.communityC,
      number: "东-0815",
      address: "东街胡同 12 号",
      phone: "17900004711",
    });
    await office.call.registry.createResident({
      ...write(),
      householdId,
      name: "欧阳明珠",
      sex: "female",
      relation: "head",
    });
    for (const search of ["东-0815", "胡同12", "欧阳", "明珠", "东街社区", "4711", "0004711"]) {
      const { rows, total } = await office.call.registry.households({ search });
      expect(
        rows.map((row) => row.householdId),
        search,
      ).toEqual([householdId]);
      expect(total).toBe(1);
    }
    for (const search of ["9999", "欧阴", "1004711"]) {
      expect((await office.call.registry.households({ search })).rows, search).toEqual([]);
    }
  });

  test("comes in pages by number, 9 before 10, each household once", async () => {
    for (const number of ["S10", "S9", "S100", "S1"]) await household(areas.gridB1, { number });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await office.call.registry.households({
        areaId: areas.gridB1,
        limit: 2,
        ...(after && { after }),
      });
      expect(page.total).toBe(4);
      seen.push(...page.rows.map((row) => row.number));
      after = page.next;
    } while (after);
    expect(seen).toEqual(["S1", "S9", "S10", "S100"]);
  });

  test("refuses a cursor that is none", async () => {
    await expect(office.call.registry.households({ after: "x" })).rejects.toMatchObject({
      code: "kernel.invalid",
    });
  });
});
