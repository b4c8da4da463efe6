import { testApplication } from "@lianfang/testkit/application.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { describe, expect, test } from "vitest";

const application = await testApplication();
const { visitor, clock } = application;
clock.set("2020-02-05T01:00:00.000Z");
const town = await foundTestTown(application);
const { areas } = town;
const office = await town.office();
const gridWorkerOfA = await town.gridWorkerOfA();
const { registry, organization } = office.call;

async function household(number: string, areaId = areas.villageA): Promise<string> {
  return (await registry.createHousehold({ ...write(), areaId, number })).householdId;
}

async function resident(householdId: string, name: string): Promise<string> {
  const given = { ...write(), householdId, name, sex: "female" as const };
  return (await registry.createResident(given)).residentId;
}

const tag = { do: "tag", vulnerability: "disabled", isSet: true } as const;
const home = await household("B1");

async function tagsOf(residentId: string) {
  return (await registry.resident({ residentId })).vulnerabilities;
}

describe("changing many residents", () => {
  test("is for the office: not for strangers, nor who works in a grid, nor beyond the reach", async () => {
    const residentId = await resident(home, "甲一");
    const bulk = { of: "resident" as const, only: [residentId], change: tag };
    await expect(visitor().call.registry.changeBulk({ ...write(), bulk })).rejects.toMatchObject({
      code: "kernel.unauthenticated",
    });
    await expect(
      gridWorkerOfA.call.registry.changeBulk({ ...write(), bulk }),
    ).rejects.toMatchObject({ code: "kernel.forbidden" });
    const nobody = { ...bulk, only: [residentId, write().id] };
    await expect(registry.previewBulk({ bulk: nobody })).rejects.toMatchObject({
      code: "registry.recordNotFound",
    });
    expect(await tagsOf(residentId)).toEqual([]);
  });

  test("tells before what it does: new, so already, and who can't be changed and why", async () => {
    const ids = [await resident(home, "乙一"), await resident(home, "乙二")];
    const gone = await resident(home, "乙三");
    await registry.removeResident({ ...write(), residentId: gone, reason: "died" });
    const [first = "", second = ""] = ids;
    const one = { of: "resident" as const, only: [first], change: tag };
    await registry.changeBulk({ ...write(), bulk: one });
    const bulk = { of: "resident" as const, only: [...ids, gone], change: tag };
    expect(await registry.previewBulk({ bulk })).toEqual({
      changed: 1,
      same: 1,
      replaced: 0,
      refused: [{ why: "removed", count: 1, some: [{ subjectId: gone, name: "乙三" }] }],
    });
    const done = await registry.changeBulk({ ...write(), bulk });
    expect(done).toMatchObject({ changed: 1, same: 1, refused: 1 });
    expect([await tagsOf(first), await tagsOf(second)]).toEqual([["disabled"], ["disabled"]]);
  });

  test("of all a filter finds but some is one write, in everybody's history, and undone as a whole", async () => {
    const house = await household("B2", areas.villageB);
    const ids = [await resident(house, "丙一"), await resident(house, "丙二")];
    const [changed = "", left = ""] = ids;
    const change = { do: "remove", reason: "moved-away" } as const;
    const bulk = { of: "resident" as const, areaId: areas.villageB, except: [left], change };
    const { writeId } = await registry.changeBulk({ ...write(), bulk });
    const standing = async () =>
      (await registry.residents({ areaId: areas.villageB, limit: 50 })).rows.map(
        ({ name }) => name,
      );
    expect(await standing()).toEqual(["丙二"]);
    const history = await registry.history({ kind: "resident", subjectId: changed });
    expect(history.rows[0]).toMatchObject({ writeId, entry: "registry.records.changed" });
    expect(await registry.undoBulk({ ...write(), writeId })).toEqual({ restored: 1 });
    expect((await standing()).toSorted()).toEqual(["丙一", "丙二"].toSorted());
    await expect(registry.undoBulk({ ...write(), writeId })).rejects.toMatchObject({
      code: "registry.builtOn",
    });
  });

  test("is not undone where one of them was changed since; then nothing is touched", async () => {
    const ids = [await resident(home, "丁一"), await resident(home, "丁二")];
    const [first = "", second = ""] = ids;
    const bulk = { of: "resident" as const, only: ids, change: tag };
    const { writeId } = await registry.changeBulk({ ...write(), bulk });
    const edit = { ...write(), residentId: first, revision: 2, note: "改过" };
    await registry.editResident(edit);
    await expect(registry.undoBulk({ ...write(), writeId })).rejects.toMatchObject({
      code: "registry.builtOn",
    });
    expect(await tagsOf(second)).toEqual(["disabled"]);
  });

  test("only a change of many is undone through this door", async () => {
    const edited = { ...write(), householdId: home, name: "戊", sex: "male" as const };
    await registry.createResident(edited);
    await expect(registry.undoBulk({ ...write(), writeId: edited.id })).rejects.toMatchObject({
      code: "registry.recordNotFound",
    });
  });
});

describe("changing many of other kinds", () => {
  test("moves households with their members, and back", async () => {
    const house = await household("B3");
    const member = await resident(house, "己");
    const change = { do: "move", areaId: areas.villageB } as const;
    const bulk = { of: "household" as const, only: [house], change };
    const { writeId } = await registry.changeBulk({ ...write(), bulk });
    expect((await registry.resident({ residentId: member })).areaId).toBe(areas.villageB);
    await registry.undoBulk({ ...write(), writeId });
    expect((await registry.resident({ residentId: member })).areaId).toBe(areas.villageA);
    const nowhere = { ...bulk, change: { ...change, areaId: areas.town } };
    await expect(registry.previewBulk({ bulk: nowhere })).rejects.toMatchObject({
      code: "registry.areaNotFound",
    });
  });

  test("closes premises by the list's own filter", async () => {
    const shop = async (name: string) =>
      (await registry.createPremises({ ...write(), areaId: areas.villageA, kind: "shop", name }))
        .premisesId;
    const premisesId = await shop("小店");
    const change = { do: "state", state: "closed" } as const;
    const bulk = { of: "premises" as const, kind: "shop", change };
    const { writeId } = await registry.changeBulk({ ...write(), bulk });
    const closed = { state: "closed", stateSince: "2020-02-05" };
    expect(await registry.premises({ premisesId })).toMatchObject(closed);
    expect(await registry.previewBulk({ bulk })).toMatchObject({ changed: 0, same: 1 });
    await registry.undoBulk({ ...write(), writeId });
    expect((await registry.premises({ premisesId })).state).toBe("open");
  });

  test("puts a name on households in place of another's, and takes it off again", async () => {
    const house = await household("B4");
    const staff = async (name: string) => {
      const given = { ...write(), name, kind: "town-cadre" as const, areaId: areas.villageA };
      return (await organization.addStaff(given)).staffId;
    };
    const [former, next] = [await staff("旧人"), await staff("新人")];
    const { levels } = await organization.chain({});
    const level = levels[0]?.level ?? 0;
    const naming = (staffId: string) => ({
      of: "household" as const,
      only: [house],
      change: { do: "name" as const, level, staffId },
    });
    await registry.changeBulk({ ...write(), bulk: naming(former) });
    const bulk = naming(next);
    expect(await registry.previewBulk({ bulk })).toMatchObject({ changed: 1, replaced: 1 });
    const { writeId } = await registry.changeBulk({ ...write(), bulk });
    const named = async () => {
      const asked = { targetKind: "household" as const, targetId: house };
      const { targets } = await organization.responsibility(asked);
      return targets[0]?.answerers.map(({ name }) => name);
    };
    expect(await named()).toEqual(["新人"]);
    await registry.undoBulk({ ...write(), writeId });
    expect(await named()).toEqual(["旧人"]);
  });
});
