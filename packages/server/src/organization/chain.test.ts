/** The levels of the chain: added, renamed, moved, and removed with the names on them. */
import { testApplication } from "@lianfang/testkit/application.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { expect, test } from "vitest";

const application = await testApplication();
const town = await foundTestTown(application);
const { areas, director } = town;
const { organization } = director.call;
const refused = (code: string) => expect.objectContaining({ code });
const office = await town.office();
const staffId = await town.addStaff("包村干部甲", areas.villageA);

const labels = async () => (await organization.chain({})).levels.map(({ label }) => label);
const levelOf = async (label: string) => {
  const { levels } = await organization.chain({});
  return levels.find((one) => one.label === label)?.level ?? 0;
};
const answerers = async () => {
  const about = { targetKind: "area" as const, targetId: areas.villageA };
  const { targets } = await organization.responsibility(about);
  return targets[0]?.answerers.map(({ level }) => level) ?? [];
};
const put = (level: number, areaId: string) => {
  const given = { targetKind: "area" as const, targetIds: [areaId], level, staffId };
  return organization.assign({ ...write(), ...given });
};

test("levels are the town's affair: a unit's lead changes none", async () => {
  const lead = await town.unitLeadOfA();
  const { organization: leads } = lead.call;
  const forbidden = refused("kernel.forbidden");
  await expect(leads.addChainLevel({ ...write(), label: "队长" })).rejects.toEqual(forbidden);
  await expect(leads.editChainLevel({ ...write(), level: 1 })).rejects.toEqual(forbidden);
  const removal = leads.removeChainLevel({ ...write(), level: 1, names: 0 });
  await expect(removal).rejects.toEqual(forbidden);
});

test("the office adds one at the lower end; a name given twice is refused", async () => {
  const before = await labels();
  const add = (label: string) => office.call.organization.addChainLevel({ ...write(), label });
  const { level } = await add("包户干部");
  expect(await labels()).toEqual([...before, "包户干部"]);
  const { levels } = await organization.chain({});
  expect(levels.at(-1)).toEqual({ level, label: "包户干部", labelEn: "包户干部" });
  await expect(add("包户干部")).rejects.toEqual(refused("organization.levelNameTaken"));
  for (let count = before.length + 1; count < 9; count++) await add(`第${count}级`);
  await expect(add("第十级")).rejects.toEqual(refused("organization.chainFull"));
});

test("names stay on a level that is renamed and moved, and follow its place", async () => {
  const [first, second] = (await organization.chain({})).levels;
  if (!(first && second)) throw new Error("a chain of two levels at least");
  await put(first.level, areas.villageA);
  await put(second.level, areas.villageA);
  expect(await answerers()).toEqual([first.level, second.level]);
  const edit = (fields: object) =>
    organization.editChainLevel({ ...write(), level: second.level, ...fields });
  await edit({ label: "联村干部", labelEn: "Linked cadre" });
  await edit({ beforeLevel: first.level });
  const { levels } = await organization.chain({});
  expect(levels.slice(0, 2)).toEqual([
    { level: second.level, label: "联村干部", labelEn: "Linked cadre" },
    first,
  ]);
  expect(await answerers()).toEqual([second.level, first.level]);
  await edit({ beforeLevel: null });
  expect((await labels()).at(-1)).toBe("联村干部");
  await expect(edit({ label: first.label })).rejects.toEqual(
    refused("organization.levelNameTaken"),
  );
  await expect(edit({ level: 99, label: "无" })).rejects.toEqual(
    refused("organization.levelUnknown"),
  );
});

test("one is removed when its names were counted, and its number is not given again", async () => {
  const level = await levelOf("联村干部");
  const writeOfB = await put(level, areas.villageB);
  const { names } = await organization.previewLevelRemoval({ level });
  expect(names).toEqual([{ targetKind: "area", count: 2 }]);
  const remove = (count: number) =>
    organization.removeChainLevel({ ...write(), level, names: count });
  await expect(remove(1)).rejects.toEqual(refused("kernel.changedMeanwhile"));
  expect(await answerers()).toContain(level);
  await remove(2);
  expect(await answerers()).not.toContain(level);
  expect(await labels()).not.toContain("联村干部");
  await expect(remove(0)).rejects.toEqual(refused("organization.levelUnknown"));
  await expect(put(level, areas.villageA)).rejects.toEqual(refused("organization.levelUnknown"));
  await expect(organization.takeBack({ ...write(), writeId: writeOfB.writeId })).rejects.toEqual(
    refused("organization.assignmentNotFound"),
  );
  const added = await organization.addChainLevel({ ...write(), label: "联村干部" });
  expect(added.level).toBeGreaterThan(level);
  expect(await answerers()).not.toContain(added.level);
});

test("an earlier write's names don't come back to a level that is gone", async () => {
  const level = await levelOf("联村干部");
  await put(level, areas.communityC);
  const other = await town.addStaff("接手干部", areas.villageA);
  const handing = { staffId, toStaffId: other };
  const { writeId } = await organization.handOver({ ...write(), ...handing });
  const { names } = await organization.previewLevelRemoval({ level });
  const count = names.reduce((sum, one) => sum + one.count, 0);
  await organization.removeChainLevel({ ...write(), level, names: count });
  await organization.takeBack({ ...write(), writeId });
  const { load } = await organization.staffLoad({ staffId });
  expect(load.length).toBeGreaterThan(0);
  expect(load.map((line) => line.level)).not.toContain(level);
});

test("the last level stays", async () => {
  const { levels } = await organization.chain({});
  for (const { level } of levels.slice(1)) {
    const { names } = await organization.previewLevelRemoval({ level });
    const count = names.reduce((sum, one) => sum + one.count, 0);
    await organization.removeChainLevel({ ...write(), level, names: count });
  }
  const level = levels[0]?.level ?? 0;
  await expect(organization.removeChainLevel({ ...write(), level, names: 0 })).rejects.toEqual(
    refused("organization.lastLevel"),
  );
});
