/** Chains, bulk assignment by area, hand-over and what bears nobody's name. */
import { testApplication } from "@lianfang/testkit/application.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { v7 as uuidv7 } from "uuid";
import { beforeAll, describe, expect, test } from "vitest";
import { unansweredAreas } from "./figures.ts";

const application = await testApplication();
const town = await foundTestTown(application);
const { areas, director } = town;
const { organization, registry } = director.call;
const refused = (code: string) => expect.objectContaining({ code });

interface Home {
  householdId: string;
  /** The head. */
  residentId: string;
}

/** A household with a head; of everybody's is told whether somebody must look after them. */
async function home(areaId: string, number: string, isVulnerable = false): Promise<Home> {
  const { householdId } = await registry.createHousehold({ ...write(), areaId, number });
  const { residentId } = await registry.createResident({
    ...write(),
    householdId,
    name: `户主${number}`,
    sex: "female",
    relation: "head",
    vulnerabilities: isVulnerable ? ["lives-alone-elderly"] : [],
  });
  return { householdId, residentId };
}

type Kind = "area" | "household" | "person";
const put = (targetKind: Kind, targetIds: string[], level: number, staffId: string) =>
  organization.assign({ ...write(), targetKind, targetIds, level, staffId });

async function chainOf(targetKind: Kind, targetId: string, who = director) {
  const { levels } = await who.call.organization.chainOf({ targetKind, targetId });
  return levels.flatMap(({ level, answerer, from }) =>
    answerer ? [[level, answerer.name, from?.targetKind, from?.name]] : [],
  );
}

const homes: Home[] = [];
const staff = new Map<string, string>();
const idOf = (name: string) => staff.get(name) ?? "";

beforeAll(async () => {
  homes.push(
    await home(areas.gridA1, "A-1", true),
    await home(areas.gridA2, "A-2", true),
    await home(areas.villageA, "A-10"),
    await home(areas.villageB, "B-1", true),
  );
  for (const name of ["包村领导", "村干部", "包户干部", "接手干部"]) {
    staff.set(name, await town.addStaff(name, areas.villageA));
  }
  staff.set("乙村干部", await town.addStaff("乙村干部", areas.villageB));
});

describe("the chain of a target", () => {
  test("is told to who reaches it, and of nothing that is not there", async () => {
    const guard = await town.guardAtPier();
    const question = { targetKind: "household" as const, targetId: homes[0]?.householdId ?? "" };
    await expect(guard.call.organization.chainOf(question)).rejects.toEqual(
      refused("kernel.forbidden"),
    );
    const neighbour = await town.gridWorkerOfB();
    await expect(neighbour.call.organization.chainOf(question)).rejects.toEqual(
      refused("organization.targetNotFound"),
    );
    for (const targetKind of ["area", "household", "person", "premises", "checkpoint"] as const) {
      const nothing = organization.chainOf({ targetKind, targetId: uuidv7() });
      await expect(nothing).rejects.toEqual(refused("organization.targetNotFound"));
    }
  });

  test("is its own name at a level, else its household's, its grid's, its village's", async () => {
    const [{ householdId, residentId } = { householdId: "", residentId: "" }] = homes;
    expect(await chainOf("person", residentId)).toEqual([]);
    await put("area", [areas.villageA], 1, idOf("包村领导"));
    await put("area", [areas.villageA], 2, idOf("村干部"));
    await put("area", [areas.gridA1], 2, idOf("接手干部"));
    await put("household", [householdId], 3, idOf("包户干部"));
    await put("person", [residentId], 1, idOf("村干部"));
    expect(await chainOf("person", residentId)).toEqual([
      [1, "村干部", "person", "户主A-1"],
      [2, "接手干部", "area", "柳林村第1网格"],
      [3, "包户干部", "household", "A-1 户主A-1"],
    ]);
    expect(await chainOf("household", householdId)).toEqual([
      [1, "包村领导", "area", "柳林村"],
      [2, "接手干部", "area", "柳林村第1网格"],
      [3, "包户干部", "household", "A-1 户主A-1"],
    ]);
    expect(await chainOf("area", areas.gridA2)).toEqual([
      [1, "包村领导", "area", "柳林村"],
      [2, "村干部", "area", "柳林村"],
    ]);
  });
});

describe("what bears nobody's name", () => {
  const nameless = async (targetKind: Kind, isCovered?: boolean) =>
    (await organization.nameless({ targetKind, isCovered })).rows.map(({ name }) => name);

  test("is listed to who may look, each in their own areas", async () => {
    const guard = await town.guardAtPier();
    await expect(guard.call.organization.nameless({ targetKind: "person" })).rejects.toEqual(
      refused("kernel.forbidden"),
    );
    const lead = await town.unitLeadOfB();
    const { rows, counts } = await lead.call.organization.nameless({ targetKind: "person" });
    expect(rows.map(({ name }) => name)).toEqual(["户主B-1"]);
    expect(counts).toContainEqual({ targetKind: "person", uncovered: 1, covered: 0 });
  });

  test("is what nobody answers for at all, apart from what others' names cover", async () => {
    expect(await nameless("person", false)).toEqual(["户主B-1"]);
    expect(await nameless("person", true)).toEqual(["户主A-2"]);
    expect(await nameless("household")).toEqual(["A-2 户主A-2", "A-10 户主A-10", "B-1 户主B-1"]);
    const { counts } = await organization.nameless({ targetKind: "household" });
    expect(counts).toContainEqual({ targetKind: "household", uncovered: 1, covered: 2 });
  });

  test("comes page by page and by area, with a count on the first page", async () => {
    const first = await organization.nameless({ targetKind: "household", limit: 2 });
    const second = await organization.nameless({
      targetKind: "household",
      limit: 2,
      after: first.next,
    });
    expect([...first.rows, ...second.rows].map(({ name }) => name.split(" ")[0])).toEqual([
      "A-2",
      "A-10",
      "B-1",
    ]);
    expect([second.next, second.counts]).toEqual([undefined, undefined]);
    const inB = await organization.nameless({ targetKind: "household", areaId: areas.villageB });
    expect(inB.rows).toHaveLength(1);
    expect(inB.counts).toContainEqual({ targetKind: "household", uncovered: 1, covered: 0 });
  });

  test("is of areas the very figure the board shows", async () => {
    const { db, town: read, reach } = await application.app.system.reader(town.townId, "a test");
    const at = application.clock.now();
    const scope = { db, town: read, reach, at, day: at.slice(0, 10) };
    const figure = (await unansweredAreas(scope).execute()).map(({ label }) => label);
    expect((await nameless("area")).sort()).toEqual(figure.sort());
    expect(figure).toContain("石桥村");
  });
});

describe("a name put on all of a group in an area", () => {
  const group = { targetKind: "household" as const, areaId: areas.villageA, level: 3 };

  test("is put there by who reaches the area, and only where there is such a group", async () => {
    const lead = await town.unitLeadOfB();
    const staffId = idOf("乙村干部");
    await expect(
      lead.call.organization.assignGroup({ ...write(), ...group, staffId }),
    ).rejects.toEqual(refused("organization.areaNotFound"));
    await expect(lead.call.organization.previewGroup(group)).rejects.toEqual(
      refused("organization.areaNotFound"),
    );
    const odd = { ...group, group: "vulnerable" as const };
    await expect(organization.previewGroup(odd)).rejects.toEqual(
      refused("organization.groupUnknown"),
    );
    await expect(organization.assignGroup({ ...write(), ...odd, staffId })).rejects.toEqual(
      refused("organization.groupUnknown"),
    );
    const premises = { ...group, targetKind: "area" as const, level: 9, staffId };
    await expect(organization.assignGroup({ ...write(), ...premises })).rejects.toEqual(
      refused("organization.levelUnknown"),
    );
  });

  test("leaves alone what has a name, unless told otherwise; and is taken back as a whole", async () => {
    expect(await organization.previewGroup(group)).toEqual({ targets: 3, nameless: 2 });
    const staffId = idOf("接手干部");
    const first = write();
    expect(await organization.assignGroup({ ...first, ...group, staffId })).toMatchObject({
      assigned: 2,
    });
    const second = write();
    expect(
      await organization.assignGroup({ ...second, ...group, staffId, isNamelessOnly: false }),
    ).toMatchObject({ assigned: 1 });
    const [{ householdId } = { householdId: "" }] = homes;
    expect(await chainOf("household", householdId)).toContainEqual([
      ...[3, "接手干部", "household", "A-1 户主A-1"],
    ]);
    expect(await organization.takeBack({ ...write(), writeId: second.id })).toEqual({
      ended: 1,
      restored: 1,
    });
    expect(await chainOf("household", householdId)).toContainEqual([
      ...[3, "包户干部", "household", "A-1 户主A-1"],
    ]);
    expect(await organization.takeBack({ ...write(), writeId: first.id })).toEqual({
      ended: 2,
      restored: 0,
    });
    await expect(organization.takeBack({ ...write(), writeId: first.id })).rejects.toEqual(
      refused("organization.assignmentNotFound"),
    );
  });

  test("reaches the vulnerable people of an area", async () => {
    const vulnerable = { ...group, targetKind: "person" as const, group: "vulnerable" as const };
    expect(await organization.previewGroup(vulnerable)).toEqual({ targets: 2, nameless: 2 });
    const assigned = await organization.assignGroup({
      ...write(),
      ...vulnerable,
      staffId: idOf("包户干部"),
    });
    expect(assigned).toMatchObject({ assigned: 2 });
  });
});

describe("what one answers for", () => {
  const loadOf = async (name: string, who = director) => {
    const { load } = await who.call.organization.staffLoad({ staffId: idOf(name) });
    return load.map(({ targetKind, areaId, count }) => [targetKind, areaId, count]);
  };

  test("is counted by kind and area, and listed, within the asker's reach", async () => {
    const neighbour = await town.unitLeadOfB();
    await expect(loadOf("包户干部", neighbour)).rejects.toEqual(
      refused("organization.staffNotFound"),
    );
    expect(await loadOf("包户干部")).toEqual([
      ["household", areas.gridA1, 1],
      ["person", areas.gridA1, 1],
      ["person", areas.gridA2, 1],
    ]);
    const { rows } = await organization.staff({ search: "包户干部" });
    expect(rows[0]?.load).toBe(3);
    const people = { staffId: idOf("包户干部"), targetKind: "person" as const };
    const listed = await organization.staffTargets(people);
    expect(listed.rows.map(({ name, level }) => [name, level])).toEqual([
      ["户主A-1", 3],
      ["户主A-2", 3],
    ]);
    const first = await organization.staffTargets({ ...people, limit: 1 });
    const second = await organization.staffTargets({ ...people, limit: 1, after: first.next });
    expect([...first.rows, ...second.rows]).toEqual(listed.rows);
    const inA2 = await organization.staffTargets({ ...people, areaId: areas.gridA2 });
    expect(inA2.rows).toHaveLength(1);
  });

  test("is handed over only by who may, to somebody else who serves", async () => {
    const over = { staffId: idOf("包户干部"), toStaffId: idOf("接手干部") };
    const worker = await town.gridWorkerOfA();
    await expect(worker.call.organization.handOver({ ...write(), ...over })).rejects.toEqual(
      refused("kernel.forbidden"),
    );
    const hand = (change: object) => organization.handOver({ ...write(), ...over, ...change });
    await expect(hand({ toStaffId: over.staffId })).rejects.toEqual(
      refused("organization.handOverToSelf"),
    );
    await expect(hand({ toStaffId: uuidv7() })).rejects.toEqual(
      refused("organization.staffNotFound"),
    );
    await expect(hand({ areaId: uuidv7() })).rejects.toEqual(refused("organization.areaNotFound"));
    const gone = await town.addStaff("离岗干部", areas.villageA);
    await organization.editStaff({ ...write(), staffId: gone, isActive: false });
    await expect(hand({ toStaffId: gone })).rejects.toEqual(refused("organization.staffNotFound"));
  });

  test("goes over in part or whole, and back but for what changed meanwhile", async () => {
    const over = { staffId: idOf("包户干部"), toStaffId: idOf("接手干部") };
    const part = { targetKinds: ["person" as const], areaId: areas.gridA2 };
    expect(await organization.handOver({ ...write(), ...over, ...part })).toMatchObject({
      moved: [{ targetKind: "person", count: 1 }],
    });
    const rest = write();
    expect(await organization.handOver({ ...rest, ...over })).toMatchObject({
      moved: [
        { targetKind: "household", count: 1 },
        { targetKind: "person", count: 1 },
      ],
    });
    expect(await loadOf("包户干部")).toEqual([]);
    // Somebody else is put on the person meanwhile: that stays.
    await put("person", [homes[0]?.residentId ?? ""], 3, idOf("村干部"));
    expect(await organization.takeBack({ ...write(), writeId: rest.id })).toEqual({
      ended: 1,
      restored: 1,
    });
    expect(await loadOf("包户干部")).toEqual([["household", areas.gridA1, 1]]);
  });

  test("is by a village's lead handed over no further than the village", async () => {
    const staffId = idOf("包村领导");
    await put("area", [areas.villageB], 3, staffId);
    const lead = await town.unitLeadOfA();
    const { moved } = await lead.call.organization.handOver({
      ...write(),
      staffId,
      toStaffId: idOf("接手干部"),
    });
    expect(moved).toEqual([{ targetKind: "area", count: 1 }]);
    expect(await loadOf("包村领导")).toEqual([["area", areas.villageB, 1]]);
  });

  test("of several goes over to one other in a single write, and back", async () => {
    const [one, two] = [
      await town.addStaff("调走甲", areas.villageA),
      await town.addStaff("调走乙"),
    ];
    const comer = await town.addStaff("一并接手", areas.villageA);
    await put("household", [homes[0]?.householdId ?? ""], 2, one);
    await put("person", [homes[1]?.residentId ?? ""], 2, two);
    staff.set("调走甲", one).set("调走乙", two);
    const loadsBefore = [await loadOf("调走甲"), await loadOf("调走乙")];
    const all = { staffIds: [one, two], toStaffId: comer };
    const hand = (change: object = {}) =>
      organization.handOverOfMany({ ...write(), ...all, ...change });
    await expect(hand({ toStaffId: two })).rejects.toEqual(refused("organization.handOverToSelf"));
    await expect(hand({ staffIds: [one, uuidv7()] })).rejects.toEqual(
      refused("organization.staffNotFound"),
    );
    const { writeId, moved } = await hand();
    expect(moved).toEqual([
      { targetKind: "household", count: 1 },
      { targetKind: "person", count: 1 },
    ]);
    expect([await loadOf("调走甲"), await loadOf("调走乙")]).toEqual([[], []]);
    expect(await organization.takeBack({ ...write(), writeId })).toEqual({ ended: 2, restored: 2 });
    expect([await loadOf("调走甲"), await loadOf("调走乙")]).toEqual(loadsBefore);
  });
});
