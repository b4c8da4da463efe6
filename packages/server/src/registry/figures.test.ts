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
