import { testApplication } from "@lianfang/testkit/application.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { describe, expect, test } from "vitest";
import type { FigureScope } from "../kernel/figures/figures.ts";

const application = await testApplication();
const { app, clock } = application;
const town = await foundTestTown(application);
const { areas } = town;
const office = await town.office();
const { registry } = office.call;
const { figures } = app.kernel;

async function scope(at: string, areaId?: string): Promise<FigureScope> {
  const reader = await app.system.reader(town.townId, "test");
  const reach = areaId ? { all: false as const, areaIds: [areaId] } : reader.reach;
  return { db: app.kernel.db, town: reader.town, reach, at, day: at.slice(0, 10) };
}

async function counted(at: string, areaId?: string) {
  const ids = ["registry.households", "registry.residents", "registry.vulnerable"];
  return [...(await figures.values(ids, await scope(at, areaId))).values()];
}

const at = (time: string) => `2020-02-05T${time}:00.000Z`;

clock.set(at("05:00"));
const { householdId } = await registry.createHousehold({
  ...write(),
  areaId: areas.villageA,
  number: "1",
});
const add = async (name: string, fields: object = {}) => {
  const resident = { ...write(), householdId, name, sex: "male", ...fields } as const;
  return (await registry.createResident(resident)).residentId;
};
await add("在家");
const leaver = await add("会走", { vulnerabilities: ["orphan"] });
await add("在外", { residence: "registered-lives-elsewhere" });
clock.set(at("06:00"));
await registry.removeResident({ ...write(), residentId: leaver, reason: "moved-away" });
clock.set(at("07:00"));
await registry.restoreResident({ ...write(), residentId: leaver });
clock.set(at("08:00"));
await registry.removeResident({ ...write(), residentId: leaver, reason: "moved-away" });

describe("the register in numbers", () => {
  test("counts households, residents and vulnerable people as they stood at the cut-off", async () => {
    expect(await counted(at("04:30"))).toEqual([0, 0, 0]);
    expect(await counted(at("05:30"))).toEqual([1, 2, 1]);
    expect(await counted(at("06:30"))).toEqual([1, 1, 0]);
    expect(await counted(at("07:30"))).toEqual([1, 2, 1]);
    expect(await counted(at("08:30"))).toEqual([1, 1, 0]);
  });

  test("counts only what lies in reach", async () => {
    expect(await counted(at("05:30"), areas.villageA)).toEqual([1, 2, 1]);
    expect(await counted(at("05:30"), areas.villageB)).toEqual([0, 0, 0]);
  });

  test("opens the rows behind it", async () => {
    const rows = await figures.rows("registry.vulnerable", await scope(at("05:30")), { limit: 10 });
    expect(rows.rows).toMatchObject([
      { subject_kind: "resident", subject_id: leaver, label: "会走", area_id: areas.villageA },
    ]);
  });
});

describe("how people live, in numbers", () => {
  const one = async (id: string, at: string) => figures.value(id, await scope(at));

  test("tenants by where they are from and were, commuters and listed trades", async () => {
    await app.kernel.db.updateTable("town").set({ division_code: "511303" }).execute();
    clock.set(at("09:00"));
    await add("外地租客", {
      residence: "lives-here",
      tenancy: "stayed",
      registeredDivision: "440300",
    });
    await add("邻区租客", {
      residence: "lives-here",
      tenancy: "away",
      registeredDivision: "511302",
    });
    await add("本村租客", { tenancy: "returned" });
    await add("来历不明的租客", { residence: "lives-here", tenancy: "stayed" });
    await add("去邻区上班", { commuteFrequency: "daily", commuteDivision: "511302" });
    await add("去省城上班", { commuteFrequency: "weekly", commuteDivision: "510100" });
    await add("在本区上班", { commuteFrequency: "daily", commuteDivision: "511303" });
    await add("出租车司机", { listedTrade: "taxi" });
    await add("快递员", { listedTrade: "courier" });
    const counted = {
      "registry.tenants": 4,
      "registry.tenants.fromOutside": 2,
      "registry.tenants.local": 2,
      "registry.tenants.neverLeft": 2,
      "registry.tenants.notReturned": 1,
      "registry.tenants.returned": 1,
      "registry.commuters.outsideDistrict": 1,
      "registry.commuters.daily": 2,
      "registry.occupation.taxiDrivers": 1,
      "registry.occupation.busAndOther": 1,
    };
    const values = await figures.values(Object.keys(counted), await scope(at("09:30")));
    expect(Object.fromEntries(values)).toEqual(counted);
    expect(await one("registry.tenants", at("08:30"))).toBe(0);
  });

  test("premises by kind, closed and resumed, as it was known at the cut-off", async () => {
    clock.set(at("10:00"));
    const enter = async (kind: "enterprise" | "restaurant" | "rented-dwelling", name: string) => {
      const premises = { ...write(), areaId: areas.villageA, kind, name };
      return (await registry.createPremises(premises)).premisesId;
    };
    const factory = await enter("enterprise", "工厂");
    const restaurant = await enter("restaurant", "饭店");
    const dwelling = await enter("rented-dwelling", "出租屋");
    clock.set(at("11:00"));
    const both = [factory, restaurant];
    await registry.setPremisesState({ ...write(), premisesIds: both, state: "closed" });
    clock.set(at("12:00"));
    await registry.setPremisesState({ ...write(), premisesIds: both, state: "resumed" });
    await registry.removePremises({ ...write(), premisesId: dwelling, reason: "closed-down" });
    const ids = ["registry.rentals", "screening.premises.enterprises", "venues.closed"];
    const all = [...ids, "resumption.enterprises"];
    const counted = async (at: string) => [
      ...(await figures.values(all, await scope(at))).values(),
    ];
    expect(await counted(at("10:30"))).toEqual([1, 1, 0, 0]);
    expect(await counted(at("11:30"))).toEqual([1, 1, 2, 0]);
    // A restaurant trades again (复业); it is no enterprise that resumes work (复工).
    expect(await counted(at("12:30"))).toEqual([0, 1, 0, 1]);
    // What is put back is known from then on.
    clock.set(at("13:00"));
    await registry.undoChange({ ...write(), kind: "premises", subjectId: factory, revision: 3 });
    expect(await counted(at("12:30"))).toEqual([0, 1, 0, 1]);
    expect(await counted(at("13:30"))).toEqual([0, 1, 1, 0]);
  });
});
