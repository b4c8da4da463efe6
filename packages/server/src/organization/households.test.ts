/** Names on households, which the register tells of. */
import { testApplication } from "@lianfang/testkit/application.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, test } from "vitest";

const application = await testApplication();
const town = await foundTestTown(application);
const { areas, director } = town;
const { organization, registry } = director.call;

async function household(areaId: string, number: string): Promise<string> {
  const { householdId } = await registry.createHousehold({ ...write(), areaId, number });
  const head = { name: `户主${number}`, sex: "male" as const, relation: "head" as const };
  await registry.createResident({ ...write(), householdId, ...head });
  return householdId;
}

const inA = await household(areas.gridA1, "A-1");
const alsoInA = await household(areas.villageA, "A-2");
const inB = await household(areas.villageB, "B-1");
const staffId = await town.addStaff("包户干部", areas.villageA);

const assigning = (targetIds: string[]) => ({
  ...write(),
  targetKind: "household" as const,
  targetIds,
  level: 3,
  staffId,
});

describe("a name on households", () => {
  test("is put there only by who reaches them all", async () => {
    const lead = await town.unitLeadOfA();
    const beyond = lead.call.organization.assign(assigning([inA, inB]));
    await expect(beyond).rejects.toMatchObject({ code: "organization.targetNotFound" });
    const unknown = organization.assign(assigning([uuidv7()]));
    await expect(unknown).rejects.toMatchObject({ code: "organization.targetNotFound" });
    expect(await lead.call.organization.assign(assigning([inA, alsoInA]))).toMatchObject({
      assigned: 2,
    });
  });

  test("is seen where the household is, and not by the neighbour", async () => {
    const question = { targetKind: "household" as const, targetId: inA };
    const [worker, neighbour] = [await town.gridWorkerOfA1(), await town.gridWorkerOfB()];
    const { targets } = await worker.call.organization.responsibility(question);
    expect(targets).toEqual([
      {
        targetKind: "household",
        targetId: inA,
        name: "A-1 户主A-1",
        areaId: areas.gridA1,
        answerers: [expect.objectContaining({ name: "包户干部", level: 3 })],
      },
    ]);
    expect((await neighbour.call.organization.responsibility(question)).targets).toEqual([]);
    const all = await organization.responsibility({ targetKind: "household" });
    expect(all.targets, "households are asked for one by one").toEqual([]);
  });

  test("goes with the household when it moves", async () => {
    const edit = { householdId: alsoInA, revision: 1, areaId: areas.villageB };
    await registry.editHousehold({ ...write(), ...edit });
    const question = { targetKind: "household" as const, targetId: alsoInA };
    const [before, after] = [await town.unitLeadOfA(), await town.unitLeadOfB()];
    expect((await before.call.organization.responsibility(question)).targets).toEqual([]);
    const [target] = (await after.call.organization.responsibility(question)).targets;
    const responsibilityId = target?.answerers[0]?.responsibilityId ?? "";
    const takeOff = { responsibilityId };
    await expect(
      before.call.organization.unassign({ ...write(), ...takeOff }),
    ).rejects.toMatchObject({ code: "kernel.notFound" });
    await after.call.organization.unassign({ ...write(), ...takeOff });
    const [bare] = (await after.call.organization.responsibility(question)).targets;
    expect(bare?.answerers).toEqual([]);
  });
});
