import { addMinutes } from "@lianfang/core/kernel/time.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, test } from "vitest";
import { unansweredAreas } from "./figures.ts";

const application = await testApplication();
const town = await foundTestTown(application);
const { app, clock } = application;
const { areas, director } = town;
const { organization } = director.call;
const refused = (code: string) => expect.objectContaining({ code });
const cadre = (name: string) => ({ ...write(), name, kind: "village-cadre" as const });

describe("staff", () => {
  test("are added by the town's office, not by a unit's lead", async () => {
    const lead = await town.unitLeadOfA();
    await expect(lead.call.organization.addStaff(cadre("吴干部"))).rejects.toEqual(
      refused("kernel.forbidden"),
    );
    const office = await town.office();
    await office.call.organization.addStaff(cadre("吴干部"));
  });

  test("are refused for a unit, an area or a number that can't be", async () => {
    const add = (fields: object) => organization.addStaff({ ...cadre("郑干部"), ...fields });
    await expect(add({ unitId: uuidv7() })).rejects.toEqual(refused("organization.unitNotFound"));
    await expect(add({ areaId: uuidv7() })).rejects.toEqual(refused("organization.areaNotFound"));
    await expect(add({ phone: "call me" })).rejects.toMatchObject({
      code: "kernel.invalid",
      data: { details: { fields: [{ path: "phone" }] } },
    });
  });

  test("are seen by the lead of their unit and of their village, and by no neighbour", async () => {
    await organization.addStaff({ ...cadre("甲在单元"), unitId: town.units.villageA });
    await organization.addStaff({ ...cadre("甲在网格"), areaId: areas.gridA2 });
    await organization.addStaff({ ...cadre("甲在镇里") });
    const seenBy = async (visitor: typeof director) => {
      const { rows } = await visitor.call.organization.staff({ search: "甲" });
      return rows.map(({ name }) => name);
    };
    expect(await seenBy(director)).toEqual(["甲在单元", "甲在网格", "甲在镇里"]);
    expect(await seenBy(await town.unitLeadOfA())).toEqual(["甲在单元", "甲在网格"]);
    expect(await seenBy(await town.unitLeadOfB())).toEqual([]);
  });

  test("are found by area with what lies in it, by unit with its teams, and page by page", async () => {
    const { units } = await organization.units({});
    const team = units.find(({ parentId }) => parentId === town.units.villageB)?.unitId;
    await organization.addStaff({ ...cadre("乙在组里"), unitId: team });
    await organization.addStaff({ ...cadre("乙在网格"), areaId: areas.gridB1 });
    const byUnit = await organization.staff({ unitId: town.units.villageB });
    expect(byUnit.rows.map(({ name }) => name)).toEqual(["乙在组里"]);
    const byArea = await organization.staff({ areaId: areas.villageB });
    expect(byArea.rows.map(({ name }) => name)).toEqual(["乙在网格"]);
    const names: string[] = [];
    let after: string | undefined;
    do {
      const page = await organization.staff({ limit: 2, after });
      names.push(...page.rows.map(({ name }) => name));
      after = page.next;
    } while (after);
    expect(names).toEqual([...names].sort());
    expect(names).toContain("乙在网格");
  });

  test("are shown one by one to who reaches them", async () => {
    const staffId = await town.addStaff("子干部", areas.villageA);
    const neighbour = await town.unitLeadOfB();
    await expect(neighbour.call.organization.staffMember({ staffId })).rejects.toEqual(
      refused("organization.staffNotFound"),
    );
    const lead = await town.unitLeadOfA();
    const person = await lead.call.organization.staffMember({ staffId });
    expect(person).toMatchObject({ staffId, name: "子干部", load: 0, isActive: true });
    const { rows } = await organization.staff({ kind: "police", search: "子干部" });
    expect(rows).toEqual([]);
    expect((await organization.staff({ isActive: false, search: "子干部" })).rows).toEqual([]);
  });

  test("keep their phone sealed; an edit names only what it changes", async () => {
    const { staffId } = await organization.addStaff({
      ...cadre("丙有电话"),
      phone: "0817-0000001",
      areaId: areas.villageA,
    });
    const one = async () => (await organization.staff({ search: "丙有电话" })).rows[0];
    await organization.editStaff({ ...write(), staffId, kind: "volunteer" });
    expect(await one()).toMatchObject({
      kind: "volunteer",
      phone: "0817-0000001",
      areaId: areas.villageA,
    });
    const row = await app.kernel.db
      .selectFrom("staff")
      .select("phone")
      .where("staff_id", "=", staffId)
      .executeTakeFirst();
    expect(row?.phone?.toString("latin1")).not.toContain("0000001");
    await organization.editStaff({ ...write(), staffId, phone: "", areaId: null });
    expect((await one())?.phone).toBeUndefined();
    expect((await one())?.areaId).toBeUndefined();
  });
});

describe("a name on a target", () => {
  const areaTargets = async (targetId?: string) =>
    (await organization.responsibility({ targetKind: "area", targetId })).targets;
  const assign = (targetIds: string[], staffId: string, level = 1) =>
    organization.assign({ ...write(), targetKind: "area", targetIds, level, staffId });

  test("is put there only by who reaches the target and the person", async () => {
    const lead = await town.unitLeadOfA();
    const [ofA, ofB] = [
      await town.addStaff("丁甲村", areas.villageA),
      await town.addStaff("丁乙村", areas.villageB),
    ];
    const assignAs = (targetId: string, staffId: string) =>
      lead.call.organization.assign({
        ...write(),
        targetKind: "area",
        targetIds: [targetId],
        level: 1,
        staffId,
      });
    await expect(assignAs(areas.villageB, ofA)).rejects.toEqual(
      refused("organization.targetNotFound"),
    );
    await expect(assignAs(areas.villageA, ofB)).rejects.toEqual(
      refused("organization.staffNotFound"),
    );
    expect(await assignAs(areas.villageA, ofA)).toMatchObject({ assigned: 1 });
  });

  test("is refused at a level the chain lacks, for somebody who left, on what isn't there", async () => {
    const staffId = await town.addStaff("戊干部", areas.villageA);
    await expect(assign([areas.villageA], staffId, 9)).rejects.toEqual(
      refused("organization.levelUnknown"),
    );
    await expect(assign([areas.villageA, uuidv7()], staffId)).rejects.toEqual(
      refused("organization.targetNotFound"),
    );
    const household = { targetKind: "household" as const, targetIds: [uuidv7()] };
    await expect(
      organization.assign({ ...write(), ...household, level: 1, staffId }),
    ).rejects.toEqual(refused("organization.targetNotFound"));
    await organization.editStaff({ ...write(), staffId, isActive: false });
    await expect(assign([areas.villageA], staffId)).rejects.toEqual(
      refused("organization.staffNotFound"),
    );
  });

  test("goes on many at once, one a level, in place of whoever's was there", async () => {
    const [one, other] = [await town.addStaff("己一"), await town.addStaff("己二")];
    const many = [areas.gridA1, areas.gridA2, areas.gridB1];
    expect(await assign([...many, areas.gridA1], one)).toMatchObject({ assigned: 3 });
    expect(await assign([areas.gridA1, areas.gridA2], other)).toMatchObject({ assigned: 2 });
    expect(await assign([areas.gridA1], other)).toMatchObject({ assigned: 0 });
    expect(await assign([areas.gridA1], one, 2)).toMatchObject({ assigned: 1 });
    const [target] = await areaTargets(areas.gridA1);
    expect(target?.answerers.map(({ level, name }) => ({ level, name }))).toEqual([
      { level: 1, name: "己二" },
      { level: 2, name: "己一" },
    ]);
    const history = await app.kernel.db
      .selectFrom("responsibility")
      .select("ended_at")
      .where("target_id", "=", areas.gridA1)
      .execute();
    expect(history.filter((row) => row.ended_at !== null)).toHaveLength(1);
  });

  test("comes off, and off everything when its bearer leaves", async () => {
    const staffId = await town.addStaff("庚干部");
    await assign([areas.communityC], staffId);
    const [target] = await areaTargets(areas.communityC);
    const responsibilityId = target?.answerers[0]?.responsibilityId ?? "";
    await organization.unassign({ ...write(), responsibilityId });
    await expect(organization.unassign({ ...write(), responsibilityId })).rejects.toEqual(
      refused("kernel.notFound"),
    );
    await assign([areas.communityC], staffId);
    await organization.editStaff({ ...write(), staffId, isActive: false });
    expect((await areaTargets(areas.communityC))[0]?.answerers).toEqual([]);
  });

  test("is missed where nobody's is, as of any time", async () => {
    const missedAt = async (at: string) => {
      const { db, town: read, reach } = await app.system.reader(town.townId, "a test");
      const scope = { db, town: read, reach, at, day: at.slice(0, 10) };
      return (await unansweredAreas(scope).execute()).map(({ label }) => label);
    };
    const before = clock.now();
    expect(await missedAt(before)).toContain("东街社区");
    clock.set(addMinutes(before, 10));
    await assign([areas.communityC], await town.addStaff("辛干部"));
    expect(await missedAt(clock.now())).not.toContain("东街社区");
    expect(await missedAt(addMinutes(before, 5))).toContain("东街社区");
  });
});
