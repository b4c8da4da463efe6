/** How people live: tenants, commuters, listed trades, shared telephones, and who speaks for whom. */
import { testApplication } from "@lianfang/testkit/application.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { describe, expect, test } from "vitest";

const application = await testApplication();
const town = await foundTestTown(application);
const { areas } = town;
const office = await town.office();
const gridWorkerOfA = await town.gridWorkerOfA();
const { registry } = office.call;

let numbers = 0;
async function household(areaId: string, phone?: string): Promise<string> {
  numbers += 1;
  const given = { ...write(), areaId, number: `C${numbers}`, phone };
  return (await registry.createHousehold(given)).householdId;
}

type Fields = Partial<Parameters<typeof registry.createResident>[0]>;

async function resident(householdId: string, name: string, fields: Fields = {}): Promise<string> {
  const given = { ...write(), householdId, name, sex: "female" as const, ...fields };
  return (await registry.createResident(given)).residentId;
}

const homeOfA = await household(areas.villageA, "17900005001");
const homeOfB = await household(areas.villageB);
const grandmother = await resident(homeOfA, "赵奶奶", { relation: "head" });

describe("how somebody lives", () => {
  test("is refused where the landlord or the proxy is nobody the caller knows", async () => {
    const uncle = await resident(homeOfB, "石桥舅舅");
    const enter = (fields: Fields) =>
      gridWorkerOfA.call.registry.createResident({
        ...write(),
        householdId: homeOfA,
        name: "租客",
        sex: "male",
        ...fields,
      });
    await expect(enter({ tenancy: "stayed", landlordHouseholdId: homeOfB })).rejects.toMatchObject({
      code: "registry.landlordNotFound",
    });
    await expect(enter({ proxyResidentId: uncle })).rejects.toMatchObject({
      code: "registry.proxyNotFound",
    });
    await expect(enter({ proxyName: "舅舅", proxyPhone: "123" })).rejects.toMatchObject({
      code: "registry.proxyPhoneWrong",
    });
    await expect(
      registry.editResident({
        ...write(),
        residentId: uncle,
        revision: 1,
        proxyResidentId: uncle,
      }),
    ).rejects.toMatchObject({ code: "registry.proxyIsSelf" });
  });

  test("is kept, shown, put right field by field and emptied", async () => {
    await resident(homeOfB, "石桥房东", { relation: "head" });
    const residentId = await resident(homeOfA, "租客小陈", {
      registeredDivision: "511302",
      registeredAddress: "舞凤街道",
      livingDivision: "511304",
      livingAddress: "工地宿舍",
      tenancy: "stayed",
      landlordHouseholdId: homeOfB,
      commuteFrequency: "daily",
      commuteDivision: "511303",
      commutePlace: "电子厂",
      listedTrade: "courier",
    });
    const shown = await registry.resident({ residentId });
    expect(shown).toMatchObject({
      registeredDivision: "511302",
      registeredAddress: "舞凤街道",
      livingDivision: "511304",
      livingAddress: "工地宿舍",
      tenancy: "stayed",
      landlord: { householdId: homeOfB, headName: "石桥房东" },
      commuteFrequency: "daily",
      commuteDivision: "511303",
      commutePlace: "电子厂",
      listedTrade: "courier",
    });
    const { revision } = await registry.editResident({
      ...write(),
      residentId,
      revision: 1,
      tenancy: null,
      commutePlace: "服装厂",
    });
    const after = await registry.resident({ residentId });
    expect(after).toMatchObject({ revision, commutePlace: "服装厂", listedTrade: "courier" });
    expect(after.tenancy).toBeUndefined();
    expect(after.landlord).toBeUndefined();
  });

  test("is what the list is asked for", async () => {
    const driver = await resident(homeOfA, "司机老王", { listedTrade: "taxi" });
    const tenant = await resident(homeOfA, "租客老李", { tenancy: "away" });
    const commuter = await resident(homeOfA, "上班族小刘", { commuteFrequency: "weekly" });
    const found = async (filter: object) =>
      (await registry.residents({ limit: 50, ...filter })).rows.map((row) => row.residentId);
    expect(await found({ listedTrade: "taxi" })).toEqual([driver]);
    expect(await found({ tenancy: "away" })).toEqual([tenant]);
    expect(await found({ commuteFrequency: "weekly" })).toEqual([commuter]);
  });
});

describe("a child", () => {
  test("without a guardian is entered all the same, told, listed, and no more once one is named", async () => {
    const residentId = await resident(homeOfA, "小宝", { birthday: "2012-06-01" });
    await resident(homeOfA, "大宝", { birthday: "2004-06-01" });
    const lacking = async () =>
      (await registry.residents({ limit: 50, lacksGuardian: "yes" })).rows.map(({ name }) => name);
    expect((await registry.resident({ residentId })).lacksGuardian).toBe(true);
    expect(await lacking()).toEqual(["小宝"]);
    await registry.editResident({
      ...write(),
      residentId,
      revision: 1,
      proxyResidentId: grandmother,
      proxyRelation: "relative",
    });
    const shown = await registry.resident({ residentId });
    expect(shown).toMatchObject({
      lacksGuardian: false,
      proxy: {
        residentId: grandmother,
        name: "赵奶奶",
        // She has none of her own: the household's.
        phoneMasked: "179****5001",
        relation: "relative",
      },
    });
    expect(await lacking()).toEqual([]);
  });

  test("may have a guardian of whom only name and telephone are known; the number is sealed", async () => {
    const residentId = await resident(homeOfA, "二宝", {
      birthday: "2014-06-01",
      proxyName: "远方姑姑",
      proxyPhone: "179 0000 5002",
      proxyRelation: "guardian",
    });
    const { proxy } = await registry.resident({ residentId });
    expect(proxy).toEqual({ name: "远方姑姑", phoneMasked: "179****5002", relation: "guardian" });
    const whole = await registry.reveal({ ...write(), residentId, reason: "通知家长" });
    expect(whole).toMatchObject({ phone: "17900005001", proxyPhone: "17900005002" });
    const kept = await application.app.kernel.db
      .selectFrom("resident")
      .select("proxy_phone")
      .where("resident_id", "=", residentId)
      .executeTakeFirstOrThrow();
    expect(kept.proxy_phone?.includes("17900005002")).toBe(false);
  });
});

describe("a telephone", () => {
  test("of the household is used where the person has none, and shown as shared", async () => {
    const sharing = await resident(homeOfA, "没有手机的人");
    const own = await resident(homeOfA, "有手机的人", { phone: "17900005003" });
    const { memberRows } = await registry.household({ householdId: homeOfA });
    const shownOf = (id: string) => memberRows.find(({ residentId }) => residentId === id);
    expect(shownOf(sharing)).toMatchObject({ phoneMasked: "179****5001", isPhoneShared: true });
    expect(shownOf(own)).toMatchObject({ phoneMasked: "179****5003", isPhoneShared: false });
  });

  test("is found by its last digits also on who shares it", async () => {
    const home = await household(areas.villageB, "17900007788");
    const sharing = await resident(home, "共用电话的人");
    const { rows } = await registry.residents({ limit: 50, search: "7788" });
    expect(rows.map(({ residentId }) => residentId)).toEqual([sharing]);
  });

  test("used in several households is told on each, but not to whom it is none of their business", async () => {
    const here = await resident(homeOfA, "同号甲", { phone: "17900005004" });
    await resident(homeOfA, "同户同号", { phone: "17900005004" });
    const there = await resident(homeOfB, "同号乙", { phone: "17900005004" });
    expect((await registry.resident({ residentId: here })).phoneElsewhere).toMatchObject([
      { residentId: there, name: "同号乙" },
    ]);
    const seenInA = await gridWorkerOfA.call.registry.resident({ residentId: here });
    expect(seenInA.phoneElsewhere).toEqual([]);
  });
});
