/** Who works, lodges, learns and rents where, from both sides. */
import { testApplication } from "@lianfang/testkit/application.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { beforeEach, describe, expect, test } from "vitest";

const application = await testApplication();
const town = await foundTestTown(application);
const { areas } = town;
const office = await town.office();
const gridWorkerOfA = await town.gridWorkerOfA();
const gridWorkerOfB = await town.gridWorkerOfB();
const { registry } = office.call;

let numbers = 0;
async function resident(name: string, areaId = areas.villageA, phone?: string): Promise<string> {
  numbers += 1;
  const home = { ...write(), areaId, number: `L${numbers}`, phone };
  const { householdId } = await registry.createHousehold(home);
  const given = { ...write(), householdId, name, sex: "male" } as const;
  return (await registry.createResident(given)).residentId;
}

async function premises(name: string, areaId = areas.villageA): Promise<string> {
  const given = { ...write(), areaId, kind: "enterprise", name } as const;
  return (await registry.createPremises(given)).premisesId;
}

const peopleAt = async (premisesId: string, who = office) =>
  (await who.call.registry.premisesPeople({ premisesId })).rows.map(
    ({ name, role }) => `${name} ${role}`,
  );

let factory = "";
beforeEach(async () => {
  numbers += 1;
  factory = await premises(`工厂${numbers}`);
});

describe("putting people down at premises", () => {
  test("is refused where the premises or one of the people is out of reach, and then nobody is", async () => {
    const [here, there] = [await resident("柳林工人"), await resident("石桥工人", areas.villageB)];
    const add = (residentIds: string[]) => ({
      ...write(),
      premisesId: factory,
      residentIds,
      role: "employee" as const,
    });
    await expect(gridWorkerOfB.call.registry.addPremisesPeople(add([there]))).rejects.toMatchObject(
      { code: "registry.premisesNotFound" },
    );
    await expect(
      gridWorkerOfA.call.registry.addPremisesPeople(add([here, there])),
    ).rejects.toMatchObject({ code: "registry.residentNotFound" });
    expect(await peopleAt(factory)).toEqual([]);
  });

  test("is done once however often it is said, and comes in the roles' order", async () => {
    const [worker, owner] = [await resident("工人甲"), await resident("老板乙")];
    const add = (residentIds: string[], role: "employee" | "owner") =>
      registry.addPremisesPeople({ ...write(), premisesId: factory, residentIds, role });
    expect(await add([worker, owner, worker], "employee")).toEqual({ added: 2 });
    expect(await add([worker], "employee")).toEqual({ added: 0 });
    await add([owner], "owner");
    expect((await peopleAt(factory)).sort()).toEqual(
      ["老板乙 employee", "工人甲 employee", "老板乙 owner"].sort(),
    );
    const { rows } = await registry.premisesPeople({ premisesId: factory });
    expect(rows[0]?.role).toBe("owner");
    // Two people, one of them in two roles.
    expect((await registry.premises({ premisesId: factory })).people).toBe(2);
  });

  test("shows each side only whom it may see, and how many there are besides", async () => {
    const [here, there] = [await resident("本村工人"), await resident("邻村工人", areas.villageB)];
    await registry.addPremisesPeople({
      ...write(),
      premisesId: factory,
      residentIds: [here, there],
      role: "employee",
    });
    const seen = await gridWorkerOfA.call.registry.premisesPeople({ premisesId: factory });
    expect(seen.rows.map(({ name }) => name)).toEqual(["本村工人"]);
    expect(seen).toMatchObject({ total: 1, elsewhere: 1 });
    // Whoever answers for the person is told where they work, whatever village that is in.
    const { rows } = await gridWorkerOfB.call.registry.premisesOfResident({ residentId: there });
    expect(rows).toMatchObject([{ premisesId: factory, role: "employee", areaName: "柳林村" }]);
    await expect(
      gridWorkerOfB.call.registry.premisesOfResident({ residentId: here }),
    ).rejects.toMatchObject({ code: "registry.residentNotFound" });
  });

  test("comes in pages that hold everybody once", async () => {
    const names = ["一", "二", "三", "四", "五"].map((name) => `工人${name}`);
    const residentIds = await Promise.all(names.map((name) => resident(name)));
    const link = { premisesId: factory, residentIds, role: "employee" as const };
    await registry.addPremisesPeople({ ...write(), ...link });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await registry.premisesPeople({ premisesId: factory, limit: 2, after });
      seen.push(...page.rows.map(({ name }) => name));
      after = page.next;
    } while (after);
    expect(seen.sort()).toEqual(names.sort());
  });

  test("as a tenant says so on the person too, unless that is known already", async () => {
    const [newcomer, away] = [await resident("新租客"), await resident("旧租客")];
    await registry.editResident({ ...write(), residentId: away, revision: 1, tenancy: "away" });
    await registry.addPremisesPeople({
      ...write(),
      premisesId: factory,
      residentIds: [newcomer, away],
      role: "tenant",
      since: "2020-01-02",
    });
    expect(await registry.resident({ residentId: newcomer })).toMatchObject({
      tenancy: "stayed",
      revision: 2,
    });
    expect(await registry.resident({ residentId: away })).toMatchObject({
      tenancy: "away",
      revision: 2,
    });
    const { rows } = await registry.premisesOfResident({ residentId: newcomer });
    expect(rows).toMatchObject([{ role: "tenant", since: "2020-01-02" }]);
  });
});

describe("people who are there no longer", () => {
  test("are ended from either side, but by nobody who sees neither", async () => {
    const worker = await resident("离职工人", areas.villageB);
    const link = { premisesId: factory, residentIds: [worker], role: "employee" as const };
    await registry.addPremisesPeople({ ...write(), ...link });
    const [row] = (await registry.premisesPeople({ premisesId: factory })).rows;
    const end = () => ({ ...write(), linkIds: [row?.linkId ?? ""] });
    const leadOfC = await town.as("grid-worker", { areaId: areas.communityC });
    await expect(leadOfC.call.registry.endPremisesPeople(end())).rejects.toMatchObject({
      code: "registry.premisesNotFound",
    });
    await gridWorkerOfB.call.registry.endPremisesPeople(end());
    expect(await peopleAt(factory)).toEqual([]);
    await expect(registry.endPremisesPeople(end())).rejects.toMatchObject({
      code: "registry.premisesNotFound",
    });
    // They may come back.
    expect(await registry.addPremisesPeople({ ...write(), ...link })).toEqual({ added: 1 });
  });

  test("are not shown while they or the premises are off the register, and are there again after", async () => {
    const worker = await resident("迁走又回来的工人");
    const link = { premisesId: factory, residentIds: [worker], role: "employee" as const };
    await registry.addPremisesPeople({ ...write(), ...link });
    await registry.removeResident({ ...write(), residentId: worker, reason: "moved-away" });
    expect(await peopleAt(factory)).toEqual([]);
    expect((await registry.premises({ premisesId: factory })).people).toBe(0);
    await registry.restoreResident({ ...write(), residentId: worker });
    expect(await peopleAt(factory)).toHaveLength(1);
    await registry.removePremises({ ...write(), premisesId: factory, reason: "moved-away" });
    expect((await registry.premisesOfResident({ residentId: worker })).rows).toEqual([]);
  });
});

test("who was entered twice is one person at premises too, and two again when that was wrong", async () => {
  const [one, other] = [await resident("阿强"), await resident("阿强")];
  await registry.addPremisesPeople({
    ...write(),
    premisesId: factory,
    residentIds: [other],
    role: "employee",
  });
  await registry.mergeResidents({
    ...write(),
    ...{ residentId: one, revision: 1, otherId: other, otherRevision: 1 },
    fields: {},
  });
  const { rows } = await registry.premisesPeople({ premisesId: factory });
  expect(rows).toMatchObject([{ residentId: one, name: "阿强" }]);
  expect((await registry.premisesOfResident({ residentId: one })).rows).toHaveLength(1);
  await registry.undoChange({ ...write(), kind: "resident", subjectId: other, revision: 2 });
  const { rows: after } = await registry.premisesPeople({ premisesId: factory });
  expect(after).toMatchObject([{ residentId: other }]);
});

test("somebody may answer for premises", async () => {
  const staffId = await town.addStaff("包场所干部");
  const { organization } = office.call;
  const target = { targetKind: "premises" as const, targetIds: [factory] };
  const assign = { ...write(), ...target, level: 1, staffId };
  await expect((await town.unitLeadOfB()).call.organization.assign(assign)).rejects.toBeDefined();
  await organization.assign({ ...assign, ...write() });
  const { targets } = await organization.responsibility({
    targetKind: "premises",
    targetId: factory,
  });
  expect(targets).toMatchObject([{ targetId: factory, answerers: [{ name: "包场所干部" }] }]);
});

describe("a rented dwelling", () => {
  const list = async (filter: object, who = office) =>
    (await who.call.registry.premisesList({ limit: 200, kind: "rented-dwelling", ...filter })).rows;
  const put = (premisesId: string, role: "landlord" | "tenant", residentIds: string[]) =>
    registry.addPremisesPeople({ ...write(), premisesId, residentIds, role });

  test("names its landlord and counts its tenants in the list, and is found by both", async () => {
    const let1 = { ...write(), areaId: areas.villageA, kind: "rented-dwelling" } as const;
    const { premisesId } = await registry.createPremises({ ...let1, name: "柳林路1号出租屋" });
    const { premisesId: bare } = await registry.createPremises({
      ...{ ...let1, ...write() },
      name: "柳林路2号出租屋",
      inChargeName: "郝房东",
    });
    await registry.createPremises({ ...let1, ...write(), name: "柳林路3号出租屋" });
    const landlord = await resident("邻村房东", areas.villageB);
    const tenants = [await resident("租户甲"), await resident("租户乙", areas.villageB)];
    await put(premisesId, "landlord", [landlord]);
    await put(premisesId, "tenant", tenants);
    const shown = await list({ sort: "name" });
    expect(shown.map(({ landlordName, tenants: count }) => [landlordName, count])).toEqual([
      ["邻村房东", 2],
      ["郝房东", 0],
      [undefined, 0],
    ]);
    expect((await list({ landlord: "no" })).map(({ name }) => name)).toEqual(["柳林路3号出租屋"]);
    expect((await list({ tenants: "1-2" })).map((row) => row.premisesId)).toEqual([premisesId]);
    const { counts } = await registry.premisesCounts({ of: "landlord,tenants" });
    expect(counts).toContainEqual({ filter: "landlord", value: "yes", count: 2 });
    const found = async (search: string, who = office) =>
      (await list({ search }, who)).map((row) => row.premisesId);
    expect(await found("邻村房东")).toEqual([premisesId]);
    expect(await found("lincunfang")).toEqual([premisesId]);
    expect(await found("租户甲")).toEqual([]);
    expect(await found("邻村房东", gridWorkerOfA)).toEqual([]);
    const here = { premisesId, role: "tenant" } as const;
    expect(await registry.premisesPeople(here)).toMatchObject({ total: 2, elsewhere: 0 });
    const others = await registry.premisesPeople({ premisesId, besides: "tenant" });
    expect(others.rows.map(({ name }) => name)).toEqual(["邻村房东"]);
    expect((await registry.premises({ premisesId: bare })).landlordName).toBe("郝房东");

    // Who reads of people in the village alone learns of nobody next door; a patrol of nobody at all.
    expect((await list({ sort: "name" }, gridWorkerOfA))[0]).toMatchObject({
      landlordName: undefined,
      tenants: 2,
    });
    const patrol = await town.patrol();
    const patrolled = await list({ sort: "name" }, patrol);
    expect(patrolled.map(({ landlordName }) => landlordName)).toEqual([
      undefined,
      "郝房东",
      undefined,
    ]);
  });

  test("stands on its tenant's page with its landlord, and on the landlord's with how many rent it", async () => {
    const given = { ...write(), areaId: areas.villageA, kind: "rented-dwelling" } as const;
    const { premisesId } = await registry.createPremises({
      ...given,
      name: "河边出租屋",
      address: "河边路9号",
    });
    const [landlord, tenant] = [await resident("河边房东"), await resident("河边租户")];
    await put(premisesId, "landlord", [landlord]);
    await put(premisesId, "tenant", [tenant]);
    const of = async (residentId: string) =>
      (await registry.premisesOfResident({ residentId })).rows;
    expect(await of(tenant)).toMatchObject([
      { role: "tenant", address: "河边路9号", landlordName: "河边房东" },
    ]);
    expect(await of(landlord)).toMatchObject([{ role: "landlord", tenants: 1 }]);
  });
});
